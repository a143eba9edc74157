import { localDay } from "#platform/i18n/dates.ts";
import { drawControl } from "./control.slip.ts";
import { drawReceipt } from "./receipt.slip.ts";
import { drawRefusal } from "./refusal.slip.ts";
import { closeSheet, openSheet, type Sheet } from "./sheet.ts";
import type { SlipDataOf, SlipKind } from "./slip.ts";
import { drawSupplementRequest } from "./supplement-request.slip.ts";
import { getTemplate, type SlipTemplate } from "./templates.ts";

const DRAWERS: { readonly [K in SlipKind]: (sheet: Sheet, template: SlipTemplate, data: SlipDataOf[K]) => void } = {
  receipt: drawReceipt,
  supplement_request: drawSupplementRequest,
  refusal: drawRefusal,
  control: drawControl,
};

/**
 * The slip as a PDF file. The form (number, title, paper) is the one in force on the day of the event; refuses
 * `form_not_known` where no circular on file covers that day. The same data gives the same pages.
 */
export async function renderSlip<K extends SlipKind>(kind: K, data: SlipDataOf[K]): Promise<Buffer> {
  const template = getTemplate(kind, localDay(data.eventAt, data.timeZone));
  const sheet = openSheet(template.paper, {
    title: `${template.title.join(" ")} – ${data.code}`,
    author: data.office.agency,
    subject: `${data.code} – ${data.procedureName}`,
    createdAt: data.printedAt,
  });
  DRAWERS[kind](sheet, template, data);
  return closeSheet(sheet);
}
