import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import { drawHead, drawItems, drawParties, drawTitle, field } from "./blocks.ts";
import { drawFeet, drawRating, drawSignatures } from "./closing-blocks.ts";
import { label } from "./labels.ts";
import { gap, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import type { SupplementRequestData } from "./slip.ts";
import type { SlipTemplate } from "./templates.ts";

/** Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: one complete guidance with its reason (Decree 61/2018 article 17.1a). */
export function drawSupplementRequest(sheet: Sheet, template: SlipTemplate, data: SupplementRequestData): void {
  drawHead(sheet, template, data);
  drawTitle(sheet, template, data);
  drawParties(sheet, "intake_of", data);
  gap(sheet, 2);
  paragraph(sheet, [bold(label("items"))]);
  if (data.items.length > 0) drawItems(sheet, data.items);
  field(sheet, "reason", data.reason, true);
  if (data.dueOn !== undefined) field(sheet, "supplement.deadline", formatDay(data.dueOn), true);
  gap(sheet, 2);
  const contact = { officer: data.officerName, phone: data.office.hotline ?? "none", url: data.lookUpUrl };
  paragraph(sheet, [plain(label("contact", contact))]);
  paragraph(sheet, [italic(label("supplement.once"))], { size: sheet.size - 0.6 });
  drawSignatures(sheet, [
    { title: "sign.submitter", name: data.submitter.name },
    { title: "sign.guide", name: data.officerName },
  ]);
  drawRating(sheet, data.ratingUrl);
  drawFeet(sheet, data);
}
