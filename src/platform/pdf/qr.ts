import { create } from "qrcode";
import { INK, type Sheet } from "./sheet.ts";

/** Draws a QR code as one filled path, sharp at any size, without a quiet zone of its own: leave space around it. */
export function drawQr(sheet: Sheet, value: string, x: number, y: number, side: number): void {
  const { modules } = create(value, { errorCorrectionLevel: "M" });
  const unit = side / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      const from = column;
      while (column + 1 < modules.size && modules.get(row, column + 1)) column += 1;
      sheet.doc.rect(x + from * unit, y + row * unit, (column - from + 1) * unit, unit);
    }
  }
  sheet.doc.fill(INK);
  if (/^https?:/.test(value)) sheet.doc.link(x, y, side, side, value);
}
