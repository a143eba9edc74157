import { bold, plain } from "#platform/pdf/lines.ts";
import { drawHead, drawParties, drawTitle, field } from "./blocks.ts";
import { drawFeet, drawSignatures } from "./closing-blocks.ts";
import { label } from "./labels.ts";
import { momentText } from "./moments.ts";
import { gap, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import type { ApologyData } from "./slip.ts";
import type { SlipTemplate } from "./templates.ts";

/** Thư xin lỗi và hẹn lại ngày trả kết quả: one for each dossier, with its reason (Decree 61/2018 article 19.9). */
export function drawApology(sheet: Sheet, template: SlipTemplate, data: ApologyData): void {
  drawHead(sheet, template, data);
  drawTitle(sheet, template, data);
  if (data.letterNo !== undefined) field(sheet, "apology.number", data.letterNo, true);
  drawParties(sheet, "apology.to", data);
  gap(sheet, 2);
  field(sheet, "received_at.plain", momentText(data.receivedAt, data.timeZone), true);
  if (data.dueAt !== null) field(sheet, "apology.due", momentText(data.dueAt, data.timeZone), true);
  field(sheet, "apology.responsible", data.responsible);
  field(sheet, "reason", data.reason, true);
  gap(sheet, 2);
  paragraph(sheet, [plain(label("apology.sorry", { agency: data.office.agency }))]);
  if (data.newDueAt !== undefined)
    paragraph(sheet, [
      bold(label("apology.new_due", { moment: momentText(data.newDueAt, data.timeZone), place: data.office.oneStopShop })),
    ]);
  drawSignatures(sheet, [{ title: "sign.leader", name: data.signerName }]);
  drawFeet(sheet, data);
}
