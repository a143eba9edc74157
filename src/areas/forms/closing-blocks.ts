import { label, type LabelKey } from "./labels.ts";
import { bold, breakLines, italic, plain, type Run } from "#platform/pdf/lines.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import {
  block,
  type Box,
  drawLines,
  FAINT,
  fittingSize,
  gap,
  lineHeight,
  measureAt,
  need,
  RULE,
  rule,
  type Sheet,
} from "#platform/pdf/sheet.ts";
import type { AnySlipData } from "./slip.ts";

export interface Signature {
  readonly title: LabelKey;
  readonly name: string;
}

/** Signatures side by side, kept on one page with room to sign. */
export function drawSignatures(sheet: Sheet, signatures: readonly Signature[]): void {
  const size = sheet.size;
  const share = sheet.width / 2;
  const room = size * 4.2;
  gap(sheet, 6);
  const names = signatures.map(({ name }) => breakLines([bold(name)], share - 12, measureAt(sheet, size)));
  need(sheet, 2 * lineHeight(size) + room + Math.max(...names.map((lines) => lines.length)) * lineHeight(size));
  const top = sheet.y;
  for (const [index, { title }] of signatures.entries()) {
    // One signature alone stands on the right, where officials sign.
    const place = signatures.length === 1 ? 1 : index;
    const box: Box = { x: sheet.left + place * share + 6, width: share - 12, size, align: "center" };
    let y = block(sheet, [bold(label(title))], top, box);
    y = block(sheet, [italic(label("sign.hint"))], y, { ...box, size: size - 0.8 });
    sheet.y = Math.max(sheet.y, drawLines(sheet, names[index] ?? [], y + room, box));
  }
  gap(sheet, 4);
}

const RATINGS = ["rating.very_satisfied", "rating.satisfied", "rating.not_satisfied"] as const;

/** The rating offered with the receipt, the supplement request and the refusal (Circular 01/2018 article 12.2). */
export function drawRating(sheet: Sheet, ratingUrl: string | undefined): void {
  const size = sheet.size - 0.8;
  const side = ratingUrl === undefined ? 0 : size * 4.4;
  const height = Math.max(lineHeight(size) + 6, side + 8);
  gap(sheet, 2);
  need(sheet, height + 2);
  sheet.doc
    .moveTo(sheet.left, sheet.y)
    .lineTo(sheet.left + sheet.width, sheet.y)
    .lineWidth(0.5)
    .dash(2, { space: 2 })
    .strokeColor(RULE)
    .stroke()
    .undash();
  const y = sheet.y + (height - lineHeight(size)) / 2;
  const measure = measureAt(sheet, size);
  let x = sheet.left;
  const put = (run: Run) => {
    const width = measure(run.text, run.style);
    block(sheet, [run], y, { x, width: width + 1, size });
    x += width;
  };
  put(bold(label("rating")));
  for (const key of RATINGS) {
    x += 12;
    sheet.doc
      .rect(x, y + size * 0.3, size * 0.72, size * 0.72)
      .lineWidth(0.6)
      .strokeColor(RULE)
      .stroke();
    x += size * 0.72 + 4;
    put(plain(label(key)));
  }
  if (ratingUrl !== undefined) {
    const qrX = sheet.left + sheet.width - side;
    drawQr(sheet, ratingUrl, qrX, sheet.y + 5, side);
    const free = qrX - 6 - (x + 10);
    const caption = label("rating.scan");
    const captionSize = fittingSize(sheet, caption, "italic", size - 0.8, free);
    block(sheet, [italic(caption)], y, { x: x + 10, width: free + 1, size: captionSize, align: "right", color: FAINT });
  }
  sheet.y += height;
}

/** Code and page number at the foot of every page, once it is known how many there are. */
export function drawFeet(sheet: Sheet, data: AnySlipData): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  const size = sheet.size - 1.8;
  for (let page = 0; page < count; page += 1) {
    sheet.doc.switchToPage(start + page);
    const y = sheet.bottom + 6;
    rule(sheet, sheet.left, y, sheet.width, 0.4);
    const box = { x: sheet.left, width: sheet.width, size, color: FAINT } as const;
    block(sheet, [plain(`${label("code")}: ${data.code}`)], y + 3, { ...box, align: "left" });
    block(sheet, [plain(label("page", { page: String(page + 1), pages: String(count) }))], y + 3, { ...box, align: "right" });
  }
}
