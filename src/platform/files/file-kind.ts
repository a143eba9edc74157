import type { SignatureNote } from "../signing/judge-file.ts";

/** What an office takes; everything else is refused by what it is, whatever it calls itself. */
export const FILE_KINDS = ["pdf", "jpg", "png", "docx", "xlsx", "wav"] as const;

/** Lists and envelopes that other systems write; of these only statements (csv) are kept. */
export const TEXT_KINDS = ["csv", "json", "xml"] as const;
export type TextKind = (typeof TEXT_KINDS)[number];
export type FileKind = (typeof FILE_KINDS)[number] | TextKind;

export const isTextKind = (kind: FileKind): kind is TextKind => (TEXT_KINDS as readonly FileKind[]).includes(kind);

export const MEDIA_TYPES: Readonly<Record<FileKind, string>> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  png: "image/png",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv",
  json: "application/json",
  xml: "application/xml",
  wav: "audio/wav",
};

/** Scans of papers: what almost every field takes. */
export const SCAN_KINDS: readonly FileKind[] = ["pdf", "jpg", "png"];

const ENDINGS: Readonly<Record<string, FileKind>> = {
  pdf: "pdf",
  jpg: "jpg",
  jpeg: "jpg",
  png: "png",
  docx: "docx",
  xlsx: "xlsx",
  csv: "csv",
  json: "json",
  xml: "xml",
  bpmn: "xml",
  wav: "wav",
};

/** The ending of a file's name in small letters, without its dot. */
export const endingOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? "";

/** What the name says that the file is. */
export const kindByName = (name: string): FileKind | undefined => ENDINGS[endingOf(name)];

/** For the attribute `accept` of a file field. */
export const acceptOf = (kinds: readonly FileKind[]): string =>
  kinds.flatMap((kind) => (kind === "jpg" ? [".jpg", ".jpeg"] : [`.${kind}`])).join(",");

/** What a route takes beside its fields. The route refuses all else before its handler is asked. */
export interface FilesRule {
  readonly kinds: readonly FileKind[];
  /** Of one file. */
  readonly maxBytes: number;
  readonly most: number;
  /** Larger images are made smaller, so that a page that shows them stays light. */
  readonly longestSide?: number;
  /** What the description of the API calls the field that they come in; the form of a page has its own. */
  readonly field?: string;
  /** Of one field beside the files, where more than a note is typed. */
  readonly maxFieldBytes?: number;
}

/** One image for a public page. */
export const IMAGE_RULE: FilesRule = { kinds: ["jpg", "png"], maxBytes: 15 * 1_048_576, most: 1, longestSide: 1600 };

/** A statement of lines, such as a bank or the post sends. */
export const CSV_RULE: FilesRule = { kinds: ["csv"], maxBytes: 2 * 1_048_576, most: 1 };

export const SCAN_RULE: FilesRule = { kinds: SCAN_KINDS, maxBytes: 25 * 1_048_576, most: 10 };

/** Whether a virus scanner has seen the file. "not_scanned" is shown as such, never as clean. */
export type VirusScan = "not_scanned" | "clean";

/** A file that was taken: it lies on the disk under its hash before anything names it. */
export interface Upload {
  /** The form field that it came in. */
  readonly field: string;
  /** Its name as sent, made harmless. */
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** Of what is kept: images are re-encoded, everything else is kept byte for byte. */
  readonly sha256: string;
  /** Of what was sent, so that a receipt can be compared with the sender's own file. */
  readonly sentSha256: string;
  readonly pages: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly scan: VirusScan;
  /** Of a PDF: what each of its signatures is worth. */
  readonly signatures: readonly SignatureNote[];
}
