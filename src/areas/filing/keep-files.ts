import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { filingRefusal } from "./filing.errors.ts";
import { isEditable } from "./filing.rules.ts";
import { updateFiling } from "./filing.store.ts";
import { findFile, insertFiles, listFiles, removeFile } from "./filing-file.store.ts";
import { getFiling } from "./get-filing.ts";

/** Of one component; who has more puts them into one PDF. */
export const MOST_FILES = 10;

/** Keeps what was uploaded for a component with the draft; it is then handed over as a file. */
export async function addFiles(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly id: number; readonly code: string },
  uploads: readonly Upload[],
  now: Date,
): Promise<{ files: number }> {
  const { filing } = await getFiling(tx, input.id, true);
  if (!isEditable(filing.state)) throw filingRefusal("filing_not_editable");
  if (uploads.length === 0) throw filingRefusal("file_missing", { field: "file" });
  const before = (await listFiles(tx, input.id)).filter(({ componentCode }) => componentCode === input.code);
  if (before.length + uploads.length > MOST_FILES)
    throw filingRefusal("too_many_files", { field: "file", values: { most: MOST_FILES } });
  await rememberFiles(tx, uploads, now);
  await insertFiles(tx, filing, input.code, uploads, now);
  const others = filing.papers.filter(({ code }) => code !== input.code);
  const note = filing.papers.find(({ code }) => code === input.code)?.note;
  const paper = { code: input.code, way: "upload" as const, ...(note === undefined ? {} : { note }) };
  await updateFiling(tx, input.id, { papers: [...others, paper] }, now);
  unit.subject(`filing:${input.id}`);
  unit.note({ component: input.code, files: uploads.map(({ sha256 }) => sha256) });
  return { files: before.length + uploads.length };
}

/** Takes a file away that the applicant does not want to send (any more). */
export async function dropFile(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly id: number; readonly file: number },
  now: Date,
): Promise<null> {
  const { filing } = await getFiling(tx, input.id, true);
  if (!isEditable(filing.state)) throw filingRefusal("filing_not_editable");
  if ((await findFile(tx, input.id, input.file)) === undefined) throw filingRefusal("filing_not_found");
  await removeFile(tx, input.file, filing.state === "DRAFT", now);
  await updateFiling(tx, input.id, {}, now);
  unit.subject(`filing:${input.id}`);
  return null;
}
