import { createHash, randomUUID } from "node:crypto";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type FileFolder, hashOfFile } from "#platform/files/file-folder.ts";
import { kindByName, SCAN_RULE, type Upload } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { takeFile } from "#platform/files/inspect-file.ts";
import { lengthOf, writePart } from "#platform/files/partial-file.ts";
import { harmlessName } from "#platform/files/receive-files.ts";
import { filingRefusal } from "./filing.errors.ts";
import { isEditable } from "./filing.rules.ts";
import { getFiling } from "./get-filing.ts";
import { addFiles } from "./keep-files.ts";
import { countUnfinished, findUpload, finishUpload, insertUpload, type PartUpload, setReceived } from "./upload.store.ts";

/** Of one part: a line that breaks off loses this much at most. */
export const PART_BYTES = 524_288;
const MOST_UNFINISHED = 10;

export interface AnnounceInput {
  readonly id: number;
  readonly component: string;
  readonly name: string;
  readonly bytes: number;
}

/**
 * Announces a file before its first byte, so that one that is too large or of no kind that an office takes is refused at once.
 * Refusals: `file_too_large`, `file_empty`, `file_kind_not_taken`, `filing_not_editable`, `too_many_uploads`.
 */
export async function announceUpload(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: AnnounceInput,
  now: Date,
): Promise<{ readonly upload: string; readonly offset: number; readonly partBytes: number }> {
  const { filing } = await getFiling(tx, input.id, true);
  if (!isEditable(filing.state)) throw filingRefusal("filing_not_editable");
  const name = harmlessName(input.name);
  const most = SCAN_RULE.maxBytes;
  if (input.bytes > most) throw fileRefusal("file_too_large", { field: "file", values: { name, most: most / 1_048_576 } });
  if (input.bytes === 0) throw fileRefusal("file_empty", { field: "file", values: { name } });
  const kind = kindByName(name);
  if (kind === undefined || !SCAN_RULE.kinds.includes(kind)) {
    const kinds = SCAN_RULE.kinds.map((each) => each.toUpperCase()).join(", ");
    throw fileRefusal("file_kind_not_taken", { field: "file", values: { name, kinds } });
  }
  if ((await countUnfinished(tx, accountId, now)) >= MOST_UNFINISHED) throw filingRefusal("too_many_uploads");
  const upload = randomUUID();
  const { id: filingId, component: componentCode, bytes } = input;
  await insertUpload(tx, accountId, { id: upload, filingId, componentCode, name, bytes }, now);
  unit.subject(`filing:${filingId}`);
  return { upload, offset: 0, partBytes: PART_BYTES };
}

/** How far an upload has come; refuses one that is not the account's own, or forgotten. */
export async function getUpload(tx: Tx, filingId: number, id: string, lock = false): Promise<PartUpload> {
  const upload = await findUpload(tx, filingId, id, lock);
  if (upload === undefined) throw filingRefusal("upload_unknown");
  return upload;
}

export interface PartInput {
  readonly id: number;
  readonly upload: string;
  readonly offset: number;
  readonly sha256?: string | undefined;
}

/**
 * Adds the next part. A part that does not begin where the last one ended is refused (`part_out_of_place`): the sender asks how
 * far it has come and goes on from there. One that was damaged on its way is refused (`part_damaged`) and sent again.
 */
export async function receivePart(
  tx: Tx,
  unit: UnitOfWork,
  folder: FileFolder,
  input: PartInput,
  part: Buffer,
): Promise<{ readonly offset: number }> {
  const upload = await getUpload(tx, input.id, input.upload, true);
  unit.subject(`filing:${input.id}`);
  const path = await folder.partOf(upload.id);
  const there = Math.min(upload.received, await lengthOf(path));
  const fits = upload.finishedAt === null && input.offset === there && there + part.length <= upload.bytes && part.length > 0;
  if (!fits) throw filingRefusal("part_out_of_place", { values: { offset: there } });
  const sha256 = createHash("sha256").update(part).digest("hex");
  if (input.sha256 !== undefined && input.sha256 !== sha256) throw filingRefusal("part_damaged");
  await writePart(path, there, part);
  await setReceived(tx, upload.id, there + part.length);
  return { offset: there + part.length };
}

/** How much of an upload is really there: the row may know of bytes that a crash or a sweep took away. */
export const offsetOf = async (folder: FileFolder, { id, received, bytes, finishedAt }: PartUpload): Promise<number> =>
  finishedAt === null ? Math.min(received, await lengthOf(await folder.partOf(id))) : bytes;

/** Judges the whole file by its content, as one that came with a form. Refuses one that is not all there (`part_out_of_place`). */
export async function judgeUpload(folder: FileFolder, upload: PartUpload, now: Date): Promise<Upload> {
  const path = await folder.partOf(upload.id);
  const there = await lengthOf(path);
  if (there !== upload.bytes) throw filingRefusal("part_out_of_place", { values: { offset: there } });
  const incoming = { field: "file", name: upload.name, path, bytes: there, sha256: await hashOfFile(path) };
  return takeFile(folder, incoming, SCAN_RULE, now);
}

/** Keeps a file that has come in whole with its component; once more it changes nothing. */
export async function keepUpload(
  tx: Tx,
  unit: UnitOfWork,
  upload: PartUpload,
  file: Upload,
  now: Date,
): Promise<{ files: number }> {
  const known = await getUpload(tx, upload.filingId, upload.id, true);
  if (known.finishedAt !== null) return { files: 1 };
  const kept = await addFiles(tx, unit, { id: upload.filingId, code: upload.componentCode }, [file], now);
  await finishUpload(tx, upload.id, now);
  return kept;
}
