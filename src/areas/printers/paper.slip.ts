import { bold, plain } from "#platform/pdf/lines.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import {
  closeSheet,
  fittingSize,
  FOOTER,
  gap,
  openSheet,
  paragraph,
  rule,
  type Sheet,
  type SheetInfo,
} from "#platform/pdf/sheet.ts";
import type { SlipPart } from "./draw-slip.ts";

const QR_SIDE = 92;
const SIZES = { small: 0.88, body: 1, large: 1.35, number: 5 } as const;

function drawPart(sheet: Sheet, part: SlipPart): void {
  if ("qr" in part) {
    gap(sheet, 6);
    drawQr(sheet, part.qr, sheet.left + (sheet.width - QR_SIDE) / 2, sheet.y, QR_SIDE);
    gap(sheet, QR_SIDE + 6);
  } else if ("rule" in part) {
    gap(sheet, 4);
    rule(sheet, sheet.left, sheet.y, sheet.width, 0.5);
    gap(sheet, 4);
  } else {
    const isBold = part.bold === true || part.size === "number";
    const size = sheet.size * SIZES[part.size ?? "body"];
    const fitting = part.size === "number" ? fittingSize(sheet, part.text, "bold", size, sheet.width) : size;
    paragraph(sheet, [isBold ? bold(part.text) : plain(part.text)], { align: "center", size: fitting, after: 2 });
  }
}

/** A slip as a PDF of 80 mm, for whoever has no printer of the hall: as long as what stands on it. */
export function renderSlip(parts: readonly SlipPart[], info: SheetInfo): Promise<Buffer> {
  const measured = openSheet("ROLL_80", info);
  for (const part of parts) drawPart(measured, part);
  const opened = openSheet("ROLL_80", info, 1, measured.y + FOOTER);
  const sheet = { ...opened, bottom: opened.bottom + FOOTER };
  for (const part of parts) drawPart(sheet, part);
  return closeSheet(sheet);
}
