import { readFile } from "node:fs/promises";
import { z } from "zod";
import { SLIP_KINDS } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { FileFolder } from "#platform/files/file-folder.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import { choice, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { formsRefusal } from "./forms.errors.ts";
import { insertTemplate } from "./own-template.store.ts";

export const TemplateInput = z.object({
  kind: choice(SLIP_KINDS),
  from: plainDay(),
  note: optional(requiredText(500)),
  /** The product's own layout from that day on; no file is asked for. */
  builtin: optional(choice(["1"])),
});
export type TemplateInput = z.output<typeof TemplateInput>;

/** Judges an uploaded template outside of any transaction: reading a document takes its time. */
export async function judgeTemplate(
  files: FileFolder,
  input: TemplateInput,
  uploads: readonly Upload[],
): Promise<Upload | undefined> {
  if (input.builtin !== undefined) return undefined;
  const [upload] = uploads;
  if (upload === undefined) throw formsRefusal("template_file_missing", { field: "tep" });
  const path = files.pathOf(upload.sha256);
  const { assertTemplate } = await import("./docx-template.ts");
  await assertTemplate(input.kind, path, await readFile(path));
  return upload;
}

/**
 * Keeps a judged template as the next version of its slip; it holds from its day on, and those before stay as they were.
 * Refuses where somebody else adds one of this slip at the same moment.
 */
export async function saveTemplate(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number; readonly name: string; readonly agencyId: number },
  input: TemplateInput,
  upload: Upload | undefined,
  now: Date,
): Promise<{ readonly version: number }> {
  const { kind, from, note } = input;
  if (upload !== undefined) await rememberFiles(tx, [upload], now);
  const version = await insertTemplate(tx, {
    agencyId: by.agencyId,
    kind,
    validFrom: from,
    file: upload === undefined ? undefined : { sha256: upload.sha256, name: upload.name },
    note,
    accountId: by.accountId,
    madeBy: by.name,
    madeAt: now,
  });
  if (version === undefined) throw formsRefusal("template_added_meanwhile");
  unit.subject(`slip_template:${kind}/${version}`);
  unit.note({ from, sha256: upload?.sha256 ?? null });
  return { version };
}
