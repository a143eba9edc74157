import { readFile } from "node:fs/promises";
import type { SlipKind } from "#dossiers";
import type { FileFolder } from "#platform/files/file-folder.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { ConversionError, convertDocx, findConverter } from "#platform/pdf/convert-docx.ts";
import { formsRefusal } from "./forms.errors.ts";
import type { OwnTemplate } from "./own-template.store.ts";
import { renderSlip } from "./render-slip.ts";
import type { SlipDataOf } from "./slip.ts";
import { getTemplate } from "./templates.ts";

/** The slip as a Word document: the agency's own template filled, else the one that the product brings. */
export async function slipDocx<K extends SlipKind>(
  kind: K,
  data: SlipDataOf[K],
  own: OwnTemplate | undefined,
  files: FileFolder,
): Promise<Buffer> {
  const { fillTemplate } = await import("./docx-template.ts");
  return fillTemplate(kind, await templateBytes(kind, localDay(data.eventAt, data.timeZone), own, files), data);
}

/** The bytes of a template of a slip on a day. */
export async function templateBytes(
  kind: SlipKind,
  on: string,
  own: OwnTemplate | undefined,
  files: FileFolder,
): Promise<Buffer> {
  if (typeof own?.sha256 !== "string") {
    const { buildDefaultTemplate } = await import("./default-template.ts");
    return buildDefaultTemplate(kind, getTemplate(kind, on));
  }
  try {
    return await readFile(files.pathOf(own.sha256));
  } catch {
    throw fileRefusal("file_missing");
  }
}

/**
 * The slip as a PDF file: by the agency's own template where there is one and a converter too, else by the built-in layout.
 * Refuses `conversion_failed` where the converter makes nothing of it, and names the ways that remain.
 */
export async function slipPdf<K extends SlipKind>(
  kind: K,
  data: SlipDataOf[K],
  own: OwnTemplate | undefined,
  files: FileFolder,
): Promise<Buffer> {
  if (own === undefined || (await findConverter()) === undefined) return renderSlip(kind, data);
  try {
    return await convertDocx(await slipDocx(kind, data, own, files));
  } catch (error) {
    if (error instanceof ConversionError) throw formsRefusal("conversion_failed", { values: { fault: error.fault } });
    throw error;
  }
}
