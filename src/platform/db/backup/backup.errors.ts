import type { Bilingual } from "../../bilingual.ts";
import { operatorText, type OperatorTextKey } from "../../operator-texts.ts";

export type BackupErrorKey = Extract<OperatorTextKey, `backup.${string}`>;

/** A backup cannot be written, read or restored; the text says why and what to do. */
export class BackupError extends Error {
  readonly code: BackupErrorKey;
  readonly text: Bilingual;

  constructor(code: BackupErrorKey, values?: Record<string, string | number>, options?: ErrorOptions) {
    const text = operatorText(code, values);
    super(text.en, options);
    this.name = "BackupError";
    this.code = code;
    this.text = text;
  }
}
