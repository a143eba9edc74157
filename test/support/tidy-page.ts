import { expect } from "vitest";
import type { PdfPage, PdfText } from "./pdf.ts";
import { readQr } from "./qr.ts";

/** What the QR codes of a page say. */
export const qrCodes = (page: PdfPage): (string | undefined)[] => page.filled.filter((path) => path.length > 100).map(readQr);

/** Two stretches of text that touch: neither beside nor above each other. */
function overlaps(a: PdfText, b: PdfText): boolean {
  const beside = a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5;
  return !beside && Math.abs(a.y - b.y) < Math.min(a.size, b.size) * 0.95;
}

/** Nothing runs off the paper, and no text stands on another. */
export function assertTidy(page: PdfPage, margin = 18): void {
  const texts = page.texts.filter((item) => item.text.trim() !== "");
  for (const [index, item] of texts.entries()) {
    expect(item.x, item.text).toBeGreaterThan(margin);
    expect(item.x + item.width, item.text).toBeLessThan(page.width - margin);
    expect(item.y, item.text).toBeLessThan(page.height - margin * 0.6);
    for (const other of texts.slice(index + 1)) expect(overlaps(item, other), `${item.text} × ${other.text}`).toBe(false);
  }
}
