import { type Entry, open, type ZipFile } from "yauzl";
import type { Refusal } from "../refusal.ts";
import { fileRefusal } from "./files.errors.ts";

const MOST_ENTRIES = 2_000;
const MOST_UNPACKED_BYTES = 200 * 1_048_576;
const MOST_RATIO = 100;
/** Small documents compress well without being a bomb. */
const RATIO_COUNTS_FROM_BYTES = 20 * 1_048_576;
const RUNS_BY_ITSELF = /vbaProject|\/activeX\/|\/embeddings\/.*\.(bin|exe|js|vbs|ole)$|\.(exe|js|vbs|ps1|bat|cmd|scr|dll)$/i;

/**
 * Reads the directory of an Office document, nothing inside of it: a bomb is refused by what it declares, and entries that
 * overlap (which is how a bomb lies) by more packed bytes than the file has. Returns the refusal, or undefined.
 */
export function inspectZip(path: string, fileBytes: number, values: { readonly name: string }): Promise<Refusal | undefined> {
  return new Promise((resolve) => {
    open(path, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error !== null || zip === undefined) return resolve(fileRefusal("file_damaged", { values }));
      walk(zip, fileBytes, (code) => {
        zip.close();
        resolve(code === undefined ? undefined : fileRefusal(code, { values }));
      });
    });
  });
}

type Fault = "file_damaged" | "file_locked" | "file_bomb" | "file_macros";

function walk(zip: ZipFile, fileBytes: number, end: (fault: Fault | undefined) => void): void {
  let [packed, unpacked] = [0, 0];
  if (zip.entryCount > MOST_ENTRIES) return end("file_bomb");
  zip.on("entry", (entry: Entry) => {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    const fault = faultOf(entry, packed, unpacked, fileBytes);
    if (fault === undefined) zip.readEntry();
    else end(fault);
  });
  zip.on("end", () => end(undefined));
  zip.on("error", () => end("file_damaged"));
  zip.readEntry();
}

function faultOf(entry: Entry, packed: number, unpacked: number, fileBytes: number): Fault | undefined {
  if ((entry.generalPurposeBitFlag & 1) === 1) return "file_locked";
  if (RUNS_BY_ITSELF.test(entry.fileName)) return "file_macros";
  if (packed > fileBytes || unpacked > MOST_UNPACKED_BYTES) return "file_bomb";
  if (unpacked > RATIO_COUNTS_FROM_BYTES && unpacked > packed * MOST_RATIO) return "file_bomb";
  return /\.zip$/i.test(entry.fileName) ? "file_bomb" : undefined;
}
