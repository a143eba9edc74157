import { z } from "zod";
import type { FileFolder } from "#platform/files/file-folder.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { exchangeRefusal } from "../exchange.errors.ts";
import type { OwnImportRun } from "../import-run.store.ts";
import { ROW_FORMATS } from "../read-rows.ts";

/** What a trial on a page remembers of its file, so that it can be done without a second upload. */
const keptUpload = z.object({
  sha256: z.string(),
  name: z.string(),
  format: z.enum(ROW_FORMATS),
  choices: z.record(z.string(), z.string()),
});
export type KeptUpload = z.output<typeof keptUpload>;

/** The list that came with a form. Refuses a form without one (`list_missing`). */
export function uploadOf(uploads: readonly Upload[], choices: Readonly<Record<string, string>>): KeptUpload {
  const [upload] = uploads;
  const format = ROW_FORMATS.find((each) => each === upload?.kind);
  if (upload === undefined || format === undefined) throw exchangeRefusal("list_missing", { field: "file" });
  return { sha256: upload.sha256, name: upload.name, format, choices };
}

/** Where the rows of a kept file are read. Refuses one that was swept meanwhile (`upload_gone`): trials keep for a day. */
export async function sourceOf(files: FileFolder, { sha256, name, format }: KeptUpload) {
  if (!(await files.has(sha256))) throw exchangeRefusal("upload_gone");
  return { path: files.pathOf(sha256), name, format };
}

/** The file and choices of a trial. Refuses what was no trial (`import_not_trial`). */
export function trialOf(run: OwnImportRun | undefined): KeptUpload {
  if (run === undefined) throw exchangeRefusal("import_not_found");
  const upload = keptUpload.safeParse(run.upload);
  if (!run.dryRun || !upload.success) throw exchangeRefusal("import_not_trial");
  return upload.data;
}
