import type { FileKind } from "#platform/files/file-kind.ts";

export const SHEET_KINDS = ["blank", "sample"] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

/** A blank form or a filled sample of one component of a procedure. */
export interface ComponentFile {
  readonly id: number;
  readonly componentCode: string;
  readonly kind: SheetKind;
  readonly sha256: string;
  readonly name: string;
  readonly fileKind: FileKind;
  readonly bytes: number;
}
