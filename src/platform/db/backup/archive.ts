import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { BackupError } from "./backup.errors.ts";
import {
  fileEntry,
  type FileRecord,
  type Manifest,
  MANIFEST_ENTRY,
  manifestSchema,
  tableEntry,
  type TableRecord,
} from "./manifest.ts";
import { type Measured, measureAll } from "./measure.ts";
import { readTarEntries, readTarEntry, type TarEntry } from "./tar.ts";

export interface Archive {
  readonly manifest: Manifest;
  /** The text of COPY of one table. */
  readTable(table: TableRecord): AsyncIterable<Buffer>;
  readFile(file: FileRecord): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** Opens an archive and reads its manifest; refuses what is not a whole Motcua backup. */
export async function openArchive(path: string): Promise<Archive> {
  const file = await open(path, "r").catch((cause: NodeJS.ErrnoException) => {
    throw new BackupError("backup.unreadable", { file: path, reason: cause.message }, { cause });
  });
  try {
    const entries = new Map((await readTarEntries(file)).map((entry) => [entry.name, entry]));
    const get = (name: string): TarEntry => {
      const entry = entries.get(name);
      if (entry === undefined) throw new BackupError("backup.damaged", { part: name });
      return entry;
    };
    const manifest = manifestSchema.parse(JSON.parse(await readText(file, get(MANIFEST_ENTRY))));
    return {
      manifest,
      readTable: (table) => gunzip(readTarEntry(file, get(tableEntry(table.name)))),
      readFile: (record) => readTarEntry(file, get(fileEntry(record.path))),
      close: () => file.close(),
    };
  } catch (cause) {
    await file.close();
    if (cause instanceof BackupError) throw cause;
    const reason =
      cause instanceof SyntaxError || !(cause instanceof Error) || "issues" in cause ? MANIFEST_ENTRY : cause.message;
    throw new BackupError("backup.unreadable", { file: path, reason }, { cause });
  }
}

/** Reads everything and compares it with the manifest's hashes; touches no database. */
export async function verifyArchive(path: string): Promise<Manifest> {
  const archive = await openArchive(path);
  try {
    await assertWhole(archive);
    return archive.manifest;
  } finally {
    await archive.close();
  }
}

export async function assertWhole(archive: Archive): Promise<void> {
  for (const table of archive.manifest.tables)
    assertSame(tableEntry(table.name), table, await measureAll(archive.readTable(table)));
  for (const file of archive.manifest.files) assertSame(fileEntry(file.path), file, await measureAll(archive.readFile(file)));
}

export function assertSame(part: string, wanted: Measured, found: Measured): void {
  if (wanted.bytes !== found.bytes || wanted.sha256 !== found.sha256) throw new BackupError("backup.damaged", { part });
}

async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = Readable.from(source, { objectMode: false });
  const output = createGunzip();
  input.on("error", (error) => output.destroy(error));
  try {
    for await (const chunk of input.pipe(output)) yield chunk as Buffer;
  } catch (cause) {
    throw new BackupError("backup.damaged", { part: "gzip" }, { cause });
  }
}

async function readText(file: FileHandle, entry: TarEntry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readTarEntry(file, entry)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
