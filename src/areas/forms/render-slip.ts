import { localDay } from "#platform/i18n/dates.ts";
import { drawApology } from "./apology.slip.ts";
import { drawControl } from "./control.slip.ts";
import { drawReceipt } from "./receipt.slip.ts";
import { drawRefusal } from "./refusal.slip.ts";
import { closeSheet, openSheet, type Sheet } from "#platform/pdf/sheet.ts";
import type { SlipKind } from "#dossiers";
import type { SlipDataOf } from "./slip.ts";
import { drawStop } from "./stop.slip.ts";
import { drawSupplementRequest } from "./supplement-request.slip.ts";
import { getTemplate, type SlipTemplate } from "./templates.ts";

const DRAWERS: { readonly [K in SlipKind]: (sheet: Sheet, template: SlipTemplate, data: SlipDataOf[K]) => void } = {
  receipt: drawReceipt,
  supplement_request: drawSupplementRequest,
  refusal: drawRefusal,
  apology: drawApology,
  stop: drawStop,
  control: drawControl,
};

/** People keep one sheet: a slip that needs a little more than a page is set this much smaller. */
const SMALLER = 0.92;

const pagesOf = (sheet: Sheet): number => sheet.doc.bufferedPageRange().count;

/**
 * The slip as a PDF file. The form (number, title, paper) is the one in force on the day of the event; refuses
 * `form_not_known` where no circular on file covers that day. The same data gives the same pages.
 */
export async function renderSlip<K extends SlipKind>(kind: K, data: SlipDataOf[K]): Promise<Buffer> {
  const template = getTemplate(kind, localDay(data.eventAt, data.timeZone));
  const draw = (scale: number): Sheet => {
    const sheet = openSheet(
      template.paper,
      {
        title: `${template.title.join(" ")} – ${data.code}`,
        author: data.office.agency,
        subject: `${data.code} – ${data.procedureName}`,
        createdAt: data.printedAt,
      },
      scale,
    );
    DRAWERS[kind](sheet, template, data);
    return sheet;
  };
  const ordinary = draw(1);
  if (pagesOf(ordinary) === 1) return closeSheet(ordinary);
  const smaller = draw(SMALLER);
  return closeSheet(pagesOf(smaller) < pagesOf(ordinary) ? smaller : ordinary);
}
