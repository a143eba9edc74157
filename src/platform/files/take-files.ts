import { Refusal } from "../refusal.ts";
import type { FileFolder } from "./file-folder.ts";
import type { FilesRule, Upload } from "./file-kind.ts";
import { takeFile } from "./inspect-file.ts";
import type { ReceivedForm } from "./receive-files.ts";

/** Judges the files of a form one after the other, and refuses all that are wrong with the form at once, each by its field. */
export async function takeFiles(
  folder: FileFolder,
  form: ReceivedForm,
  rule: FilesRule | undefined,
  now: Date,
): Promise<readonly Upload[]> {
  const uploads: Upload[] = [];
  const refused: { readonly field: string; readonly refusal: Refusal }[] = [];
  if (rule === undefined) return uploads;
  for (const incoming of form.files) {
    try {
      uploads.push(await takeFile(folder, incoming, rule, now));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      refused.push({ field: incoming.field, refusal });
    }
  }
  const [first] = refused;
  if (first === undefined) return uploads;
  throw new Refusal({
    code: first.refusal.code,
    status: first.refusal.status,
    text: first.refusal.text,
    fields: (locale) => refused.map(({ field, refusal }) => ({ field, message: refusal.text(locale) })),
  });
}
