import { createReadStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { cleanImage } from "./clean-image.ts";
import { type FileFolder, hashOfFile } from "./file-folder.ts";
import { endingOf, type FileKind, FILE_KINDS, type FilesRule, isTextKind, kindByName, type Upload } from "./file-kind.ts";
import { fileRefusal } from "./files.errors.ts";
import { inspectZip } from "./inspect-zip.ts";
import { countPages } from "./pdf.ts";
import { judgeFile } from "../signing/judge-file.ts";
import { scanForViruses } from "./scan-for-viruses.ts";

/** A file that has come in and lies aside; nothing is known of it yet but its length and hash. */
export interface Incoming {
  readonly field: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Judges an incoming file by its content and puts it to its place. Refused: an empty file, a kind that is not taken, a name
 * that says something else than the content, what is damaged or locked, macros, bombs, floods of pixels, viruses.
 * A signature that does not hold is no reason to refuse: it is said.
 */
export async function takeFile(folder: FileFolder, incoming: Incoming, rule: FilesRule, now: Date): Promise<Upload> {
  const { field, name, path, bytes, sha256: sentSha256 } = incoming;
  if (bytes === 0) throw fileRefusal("file_empty", { values: { name } });
  const kind = await sniff(incoming, rule);
  const scan = await scanForViruses(() => createReadStream(path), name);
  const facts = { field, name, kind, sentSha256, scan };
  if (kind === "jpg" || kind === "png") {
    const clean = `${path}.clean`;
    try {
      const { width, height } = await cleanImage(path, clean, kind, { name, longestSide: rule.longestSide });
      const [sha256, { size }] = await Promise.all([hashOfFile(clean), stat(clean)]);
      await rename(clean, path);
      await folder.keep(path, sha256);
      return { ...facts, bytes: size, sha256, pages: 1, width, height, signatures: [] };
    } finally {
      await rm(clean, { force: true });
    }
  }
  const pages = kind === "pdf" ? await countPages(path, name) : null;
  const signatures = kind === "pdf" ? await judgeFile(path, folder.root, now) : [];
  if (kind === "docx" || kind === "xlsx") {
    const fault = await inspectZip(path, bytes, { name });
    if (fault !== undefined) throw fault;
  }
  await folder.keep(path, sentSha256);
  return { ...facts, bytes, sha256: sentSha256, pages, width: null, height: null, signatures };
}

async function sniff({ path, name }: Incoming, rule: FilesRule): Promise<FileKind> {
  const found = await fileTypeFromFile(path).catch(() => undefined);
  const kind = FILE_KINDS.find((each) => each === found?.ext);
  if (kind !== undefined && rule.kinds.includes(kind)) {
    if (kindByName(name) === kind) return kind;
    throw fileRefusal("file_lies", { values: { name, ending: endingOf(name) || "?", found: kind.toUpperCase() } });
  }
  const named = kindByName(name);
  const mayBeText = found === undefined || found.ext === "xml";
  if (mayBeText && named !== undefined && isTextKind(named) && rule.kinds.includes(named)) {
    if (await isText(path)) return named;
    throw fileRefusal("file_not_utf8", { values: { name } });
  }
  if (found?.ext === "docm" || found?.ext === "xlsm") throw fileRefusal("file_macros", { values: { name } });
  const kinds = rule.kinds.map((each) => each.toUpperCase()).join(", ");
  throw fileRefusal("file_kind_not_taken", { values: { name, kinds } });
}

/** Whether a file is UTF-8 from its first byte to its last, without a null byte. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      if ((chunk as Buffer).includes(0)) return false;
      decoder.decode(chunk as Buffer, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
