import jsQrModule from "jsqr";
import type { PdfRectangle } from "./pdf.ts";

const jsQR = jsQrModule.default;

/** Paints the rectangles of a path as a camera would see them, eight pixels a point, with a white border. */
export function readQr(rectangles: readonly PdfRectangle[]): string | undefined {
  const scale = 8;
  const border = 80;
  const left = Math.min(...rectangles.map((r) => r.x));
  const top = Math.min(...rectangles.map((r) => r.y));
  const side = Math.ceil((Math.max(...rectangles.map((r) => r.x + r.width)) - left) * scale) + 2 * border;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const r of rectangles) {
    for (let y = Math.round((r.y - top) * scale); y < Math.round((r.y + r.height - top) * scale); y += 1) {
      for (let x = Math.round((r.x - left) * scale); x < Math.round((r.x + r.width - left) * scale); x += 1) {
        const at = ((y + border) * side + x + border) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return jsQR(pixels, side, side)?.data;
}
