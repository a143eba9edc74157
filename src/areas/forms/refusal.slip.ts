import { italic, plain } from "#platform/pdf/lines.ts";
import { drawHead, drawParties, drawTitle, field } from "./blocks.ts";
import { drawFeet, drawRating, drawSignatures } from "./closing-blocks.ts";
import { label } from "./labels.ts";
import { gap, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import type { RefusalData } from "./slip.ts";
import type { SlipTemplate } from "./templates.ts";

/** Phiếu từ chối tiếp nhận giải quyết hồ sơ: the reason is mandatory (Decree 61/2018 article 17.1b). */
export function drawRefusal(sheet: Sheet, template: SlipTemplate, data: RefusalData): void {
  drawHead(sheet, template, data);
  drawTitle(sheet, template, data);
  drawParties(sheet, "refuses", data);
  gap(sheet, 2);
  field(sheet, "reason", data.reason, true);
  field(sheet, "basis", data.basis);
  gap(sheet, 2);
  const contact = { officer: data.officerName, phone: data.office.hotline ?? "none", url: data.lookUpUrl };
  paragraph(sheet, [plain(label("refusal.contact", contact))]);
  paragraph(sheet, [italic(label("refusal.right"))], { size: sheet.size - 0.6 });
  drawSignatures(sheet, [
    { title: "sign.submitter", name: data.submitter.name },
    { title: "sign.refuser", name: data.officerName },
  ]);
  drawRating(sheet, data.ratingUrl);
  drawFeet(sheet, data);
}
