import { plain } from "#platform/pdf/lines.ts";
import { drawHead, drawParties, drawTitle, field } from "./blocks.ts";
import { drawFeet, drawSignatures } from "./closing-blocks.ts";
import { label } from "./labels.ts";
import { formatNumber } from "#platform/i18n/dates.ts";
import { momentText } from "./moments.ts";
import { gap, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import type { StopData } from "./slip.ts";
import type { SlipTemplate } from "./templates.ts";

/** Thông báo dừng giải quyết hồ sơ (Circular 03/2025/TT-VPCP): why, on what basis, what is given back. */
export function drawStop(sheet: Sheet, template: SlipTemplate, data: StopData): void {
  drawHead(sheet, template, data);
  drawTitle(sheet, template, data);
  drawParties(sheet, "stop.to", data);
  gap(sheet, 2);
  field(sheet, "received_at.plain", momentText(data.receivedAt, data.timeZone), true);
  field(sheet, "reason", data.reason, true);
  if (data.basis !== undefined) field(sheet, "basis", data.basis);
  field(sheet, "stop.papers", data.papers ?? label("stop.nothing"));
  field(
    sheet,
    "stop.refund",
    data.refundVnd === undefined ? label("stop.nothing") : label("stop.amount", { amount: formatNumber(data.refundVnd, "vi") }),
  );
  gap(sheet, 2);
  paragraph(sheet, [plain(label("refusal.right"))]);
  drawSignatures(sheet, [{ title: "sign.leader", name: data.signerName }]);
  drawFeet(sheet, data);
}
