import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type Entry, open, type ZipFile as ReadZip } from "yauzl";
import { ZipFile } from "yazl";

/** A part of an archive that is being made: bytes, or a file on the disk. */
export type ZipPart = { readonly name: string } & ({ readonly bytes: Buffer } | { readonly path: string });

/** Writes a ZIP; the same parts and time give the same bytes. What is a scan already is not packed once more. */
export async function writeZip(target: string, parts: readonly ZipPart[], mtime: Date): Promise<void> {
  const zip = new ZipFile();
  for (const part of parts) {
    if ("bytes" in part) zip.addBuffer(part.bytes, part.name, { mtime, compress: true });
    else zip.addFile(part.path, part.name, { mtime, compress: false });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(target, { mode: 0o600 }));
}

export interface ZipEntry {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The content of short parts; undefined for what is longer than a list of files. */
  readonly text: string | undefined;
}

const LONGEST_TEXT = 4 * 1_048_576;

/** Few bytes of a ZIP can hold very many of the same. */
export class UnpacksTooLarge extends Error {}

/**
 * Reads every part of a ZIP and hashes it, one after the other; rejects what is no whole ZIP, and what is longer than `most`
 * (`UnpacksTooLarge`), where it comes from outside.
 */
export async function readZip(path: string, most = Number.POSITIVE_INFINITY): Promise<readonly ZipEntry[]> {
  const zip = await new Promise<ReadZip>((resolve, reject) => {
    open(path, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      opened === undefined ? reject(error ?? new Error("no ZIP")) : resolve(opened),
    );
  });
  const entries: ZipEntry[] = [];
  let left = most;
  try {
    for (;;) {
      const entry = await nextEntry(zip);
      if (entry === undefined) return entries;
      const read = await readEntry(zip, entry, left);
      left -= read.bytes;
      entries.push(read);
    }
  } finally {
    zip.close();
  }
}

function nextEntry(zip: ReadZip): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip.removeAllListeners();
    zip.on("entry", resolve);
    zip.on("end", () => resolve(undefined));
    zip.on("error", reject);
    zip.readEntry();
  });
}

async function readEntry(zip: ReadZip, entry: Entry, most: number): Promise<ZipEntry> {
  // A part that is longer than it says ends with an error: validateEntrySizes.
  if (entry.uncompressedSize > most) throw new UnpacksTooLarge(entry.fileName);
  const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) =>
      opened === undefined ? reject(error ?? new Error("unreadable")) : resolve(opened),
    );
  });
  const hash = createHash("sha256");
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes <= LONGEST_TEXT) kept.push(chunk);
  }
  const text = bytes <= LONGEST_TEXT ? Buffer.concat(kept).toString("utf8") : undefined;
  return { name: entry.fileName, sha256: hash.digest("hex"), bytes, text };
}
