import type { Bilingual } from "../../bilingual.ts";

export type EmbeddedDatabaseErrorCode =
  | "platform"
  | "package"
  | "data_folder"
  | "credentials"
  | "major_version"
  | "start"
  | "initialise";

/** The embedded database cannot run here; the text says what to do. */
export class EmbeddedDatabaseError extends Error {
  readonly code: EmbeddedDatabaseErrorCode;
  readonly text: Bilingual;

  constructor(code: EmbeddedDatabaseErrorCode, text: Bilingual, options?: ErrorOptions) {
    super(text.en, options);
    this.name = "EmbeddedDatabaseError";
    this.code = code;
    this.text = text;
  }
}
