import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type CsvError, type Info, parse } from "csv-parse";
import { exchangeRefusal } from "./exchange.errors.ts";

/** One line of a file, by the names of its columns; or a line that is no CSV. */
export type CsvLine =
  | { readonly line: number; readonly values: ReadonlyMap<string, string> }
  | { readonly line: number; readonly malformed: string };

export interface CsvSource {
  readonly path: string;
  /** What people call the file, where it lies under another name. */
  readonly name?: string | undefined;
  readonly columns: readonly string[];
  /** Called with each block read: bytes so far and of the whole file. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** The name by which a report and a refusal speak of a file. */
export const fileNameOf = ({ name, path }: Pick<CsvSource, "name" | "path">): string => name ?? basename(path);

/** The fingerprint of a file that is being read; complete when its lines are. */
export const newFileHash = (): Hash => createHash("sha256");

/** Refuses a file that lacks a wanted column, naming it. */
export function checkHeader(source: CsvSource, header: readonly string[]): void {
  const file = fileNameOf(source);
  const missing = source.columns.find((column) => !header.includes(column));
  if (missing !== undefined)
    throw exchangeRefusal("column_missing", { values: { column: missing, file, columns: header.join(", ") } });
}

const unreadable = (source: Pick<CsvSource, "name" | "path">, error: unknown) =>
  exchangeRefusal("file_unreadable", { values: { file: source.name ?? source.path, reason: (error as Error).message } });

/** How long a file is, before anything of it is read. */
export async function sizeOf(source: Pick<CsvSource, "name" | "path">): Promise<number> {
  try {
    return (await stat(source.path)).size;
  } catch (error) {
    throw unreadable(source, error);
  }
}

const SAMPLE_BYTES = 65_536;

/** A file that lies about its type (an archive, a picture, another encoding) is refused before it is read as lines. */
async function assertText(source: Pick<CsvSource, "name" | "path">): Promise<void> {
  const file = await open(source.path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const sample = buffer.subarray(0, bytesRead);
    // The sample may end in the middle of a character: `stream` leaves that one aside.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    if (sample.includes(0)) throw new TypeError("null byte");
  } catch (error) {
    if (error instanceof TypeError) throw exchangeRefusal("file_not_text", { values: { file: fileNameOf(source) } });
    throw unreadable(source, error);
  } finally {
    await file.close();
  }
}

/**
 * The lines of a CSV file with a header, read as they are needed. Lines that are no CSV come as `malformed`; a file
 * that lacks a wanted column, or cannot be read, is refused before its first line.
 */
export async function* readCsv(source: CsvSource, hash: Hash): AsyncGenerator<CsvLine> {
  const total = await sizeOf(source);
  await assertText(source);
  const malformed: CsvLine[] = [];
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 1_000_000,
  });
  parser.on("skip", (error: CsvError) => malformed.push({ line: error["lines"] as number, malformed: error.code }));
  const input = createReadStream(source.path);
  let done = 0;
  input.on("data", (block) => {
    hash.update(block);
    done += block.length;
    source.onProgress?.(done, total);
  });
  input.on("error", (error) => parser.destroy(unreadable(source, error)));
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of input.pipe(parser) as AsyncIterable<{ record: string[]; info: Info }>) {
      yield* malformed.splice(0);
      if (header === undefined) {
        header = record;
        checkHeader(source, header);
        continue;
      }
      yield { line: info.lines, values: new Map(header.map((name, index) => [name, record[index] ?? ""])) };
    }
    yield* malformed.splice(0);
  } finally {
    input.destroy();
  }
  if (header === undefined) throw exchangeRefusal("file_empty", { values: { file: fileNameOf(source) } });
}
