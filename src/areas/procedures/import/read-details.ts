import { gunzipSync } from "node:zlib";
import { canonicalBody } from "#platform/input/text.ts";
import { procedureRefusal } from "../procedures.errors.ts";
import { detailSchema, type PortalDetail } from "./portal-detail.ts";

export interface BrokenDetail {
  readonly line: number;
  readonly field: string;
  readonly reason: "json_malformed" | "detail_malformed" | "duplicate_differs";
  readonly value: string;
}

export interface ReadDetails {
  readonly details: ReadonlyMap<string, { readonly line: number; readonly detail: PortalDetail }>;
  readonly broken: readonly BrokenDetail[];
  readonly records: number;
}

/** Decompressed, a hundred times the real file: more is not a catalogue. */
const MOST_BYTES = 1_000_000_000;

/**
 * The records of a details file: JSON Lines, plain or compressed with gzip. A damaged archive is refused whole; a line
 * that is not JSON or has another shape comes back apart.
 */
export function readDetails(bytes: Buffer): ReadDetails {
  const details = new Map<string, { line: number; detail: PortalDetail }>();
  const broken: BrokenDetail[] = [];
  const lines = decompress(bytes).toString("utf8").split("\n");
  let records = 0;
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") continue;
    records += 1;
    const line = index + 1;
    const read = readLine(text, line);
    if ("reason" in read) broken.push(read);
    else if (details.has(read.code)) broken.push({ line, field: "code", reason: "duplicate_differs", value: read.code });
    else details.set(read.code, { line, detail: read });
  }
  return { details, broken, records };
}

function decompress(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw procedureRefusal("file_too_large", { values: { limit: MOST_BYTES / 1_000_000 } });
    throw procedureRefusal("gzip_damaged", { values: { code: String(code) } });
  }
}

function readLine(text: string, line: number): PortalDetail | BrokenDetail {
  let raw: unknown;
  try {
    // The source's raw copies of what it also gives in parts are large and not used.
    raw = JSON.parse(text, (key, value: unknown) => (key.startsWith("raw_") ? undefined : value));
  } catch {
    return { line, field: "", reason: "json_malformed", value: text.slice(0, 60) };
  }
  try {
    const parsed = detailSchema.safeParse(canonicalBody(raw));
    if (parsed.success) return parsed.data;
    return {
      line,
      field: parsed.error.issues[0]?.path.map(String).join(".") ?? "",
      reason: "detail_malformed",
      value: parsed.error.issues[0]?.message ?? "",
    };
  } catch {
    return { line, field: "", reason: "detail_malformed", value: "invalid characters" };
  }
}
