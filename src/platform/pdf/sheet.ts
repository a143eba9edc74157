import { createRequire } from "node:module";
import type PdfDocument from "pdfkit";
import { isTraining, TRAINING_MARK } from "../training.ts";
import { drawable, fontFile, type Style } from "./fonts.ts";
import { breakLines, type Line, type Measure, type Run } from "./lines.ts";

/** A document being filled from top to bottom; `y` is where the next thing goes. All lengths in points. */
export interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  /** Body text. */
  readonly size: number;
  y: number;
}

/** Loaded when the first document is made: with its fonts' tables it takes 15 MB, which a process that prints nothing spares. */
const loadPdfkit = () => require("pdfkit") as typeof PdfDocument;
const require = createRequire(import.meta.url);

const MILLIMETRE = 72 / 25.4;
export const FOOTER = 18;

const PAPERS = {
  A5: { size: [148 * MILLIMETRE, 210 * MILLIMETRE], left: 12, right: 10, top: 7.5, bottom: 6, text: 8.2 },
  A4: { size: [210 * MILLIMETRE, 297 * MILLIMETRE], left: 25, right: 18, top: 16, bottom: 12, text: 10.5 },
  /** A book's page, with room on the left where it is bound. */
  A4_LANDSCAPE: { size: [297 * MILLIMETRE, 210 * MILLIMETRE], left: 22, right: 12, top: 14, bottom: 12, text: 9.5 },
  /** A roll of 80 mm: as long as what stands on it. */
  ROLL_80: { size: [80 * MILLIMETRE, 1_500 * MILLIMETRE], left: 4, right: 4, top: 4, bottom: 3, text: 8.6 },
  /** The common envelope (DL), addressed across. */
  ENVELOPE: { size: [220 * MILLIMETRE, 110 * MILLIMETRE], left: 12, right: 12, top: 10, bottom: 4, text: 10.5 },
  /** A label for a folder. */
  LABEL: { size: [70 * MILLIMETRE, 40 * MILLIMETRE], left: 3, right: 3, top: 3, bottom: 0, text: 7.6 },
} as const;

export type Paper = keyof typeof PAPERS;

export const INK = "#111111";
export const FAINT = "#555555";
export const RULE = "#444444";

/** Lines stand this many times the size of their letters apart: Vietnamese stacks two marks on a capital. */
const LEADING = 1.34;
const ASCENT = 1.02;

export interface SheetInfo {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly createdAt: Date;
  /** A long book: each page is let go of when the next begins, and its foot is drawn as it begins, by its number. */
  readonly drawFoot?: (sheet: Sheet, page: number) => void;
}

/** A new document; `scale` makes the body text smaller where that saves a page, `length` cuts a roll. */
export function openSheet(paper: Paper, info: SheetInfo, scale = 1, length: number = PAPERS[paper].size[1]): Sheet {
  const { size, left, right, top, bottom, text } = PAPERS[paper];
  const Document = loadPdfkit();
  const doc = new Document({
    size: [size[0], length],
    margin: 0,
    bufferPages: info.drawFoot === undefined,
    lang: "vi-VN",
    displayTitle: true,
    pdfVersion: "1.7",
    // Without a font of its own choice pdfkit would load Helvetica, which knows no Vietnamese.
    font: null as unknown as string,
    info: {
      Title: info.title,
      Author: info.author,
      Subject: info.subject,
      Creator: "Motcua",
      Producer: "Motcua",
      CreationDate: info.createdAt,
      ModDate: info.createdAt,
    },
  });
  for (const style of ["regular", "bold", "italic"] as const) doc.registerFont(style, fontFile(style));
  const y = top * MILLIMETRE;
  const sheet: Sheet = {
    doc,
    left: left * MILLIMETRE,
    width: size[0] - (left + right) * MILLIMETRE,
    top: y,
    bottom: length - bottom * MILLIMETRE - FOOTER,
    size: text * scale,
    y,
  };
  if (info.drawFoot !== undefined) joinContent(doc);
  if (isTraining()) {
    drawTrainingMark(sheet);
    doc.on("pageAdded", () => drawTrainingMark(sheet));
  }
  const { drawFoot } = info;
  if (drawFoot !== undefined) {
    let page = 1;
    drawFoot(sheet, page);
    doc.on("pageAdded", () => drawFoot(sheet, (page += 1)));
  }
  return sheet;
}

/**
 * pdfkit keeps every operator in a byte array of its own, some two hundred for a row of a table: in a book the heap of a small
 * process then spends more time on them than the drawing takes. Here those of a page are joined before they are handed over.
 */
function joinContent(doc: PDFKit.PDFDocument): void {
  let content: string[] = [];
  const handOver = () => {
    if (content.length > 0) doc.page.write(content.join("\n"));
    content = [];
  };
  doc.addContent = (data) => {
    content.push(data);
    return doc;
  };
  const [addPage, end] = [doc.addPage.bind(doc), doc.end.bind(doc)];
  doc.addPage = (options) => {
    handOver();
    return addPage(options);
  };
  doc.end = () => {
    handOver();
    end();
  };
}

/** At the very top, above everything that a paper says. */
function drawTrainingMark({ doc, left, width }: Sheet): void {
  doc.font("bold").fontSize(7).fillColor(INK).text(TRAINING_MARK, left, 2, { width, align: "center", lineBreak: false });
}

export const measureAt =
  (sheet: Sheet, size: number): Measure =>
  (text, style) =>
    sheet.doc.font(style).fontSize(size).widthOfString(text);

export const lineHeight = (size: number): number => size * LEADING;

/** Goes to a new page unless this height is still free. Returns whether it did. */
export function need(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= sheet.bottom) return false;
  sheet.doc.addPage();
  sheet.y = sheet.top;
  return true;
}

export const gap = (sheet: Sheet, height: number): void => {
  sheet.y += height;
};

export interface Box {
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly align?: "left" | "center" | "right";
  readonly color?: string;
}

/** Draws one line with its top at y. */
export function drawLine(sheet: Sheet, line: Line, y: number, box: Box): void {
  const free = box.width - line.width;
  const start = box.x + (box.align === "center" ? free / 2 : box.align === "right" ? free : 0);
  for (const { text, style, x } of line.segments) {
    if (text.trim() === "") continue;
    sheet.doc
      .font(style)
      .fontSize(box.size)
      .fillColor(box.color ?? INK)
      .text(text, start + x, y + (ASCENT - 1) * box.size, { lineBreak: false });
  }
}

/** Draws lines from y downwards without leaving the page, and returns where they end. */
export function drawLines(sheet: Sheet, lines: readonly Line[], y: number, box: Box): number {
  lines.forEach((line, index) => drawLine(sheet, line, y + index * lineHeight(box.size), box));
  return y + lines.length * lineHeight(box.size);
}

/** Text from y downwards within a box; returns where it ends. */
export function block(sheet: Sheet, runs: readonly Run[], y: number, box: Box): number {
  return drawLines(sheet, breakLines(runs, box.width, measureAt(sheet, box.size)), y, box);
}

export interface ParagraphOptions {
  readonly size?: number;
  readonly indent?: number;
  readonly align?: "left" | "center" | "right";
  readonly after?: number;
  readonly color?: string;
}

/** Text that flows over as many lines and pages as it needs. */
export function paragraph(sheet: Sheet, runs: readonly Run[], options: ParagraphOptions = {}): void {
  const size = options.size ?? sheet.size;
  const indent = options.indent ?? 0;
  const box: Box = {
    x: sheet.left + indent,
    width: sheet.width - indent,
    size,
    align: options.align ?? "left",
    color: options.color ?? INK,
  };
  for (const line of breakLines(runs, box.width, measureAt(sheet, size))) {
    need(sheet, lineHeight(size));
    drawLine(sheet, line, sheet.y, box);
    sheet.y += lineHeight(size);
  }
  sheet.y += options.after ?? 0;
}

/** The largest size up to `most` at which a text stays on one line of this width. */
export function fittingSize(sheet: Sheet, text: string, style: Style, most: number, width: number): number {
  const natural = measureAt(sheet, most)(drawable(text), style);
  return natural <= width ? most : (most * width) / natural;
}

export function rule(sheet: Sheet, x: number, y: number, width: number, thickness = 0.6): void {
  sheet.doc
    .moveTo(x, y)
    .lineTo(x + width, y)
    .lineWidth(thickness)
    .strokeColor(RULE)
    .stroke();
}

/** Ends the document and gives its bytes. */
export function closeSheet(sheet: Sheet): Promise<Buffer> {
  const { doc } = sheet;
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
    doc.end();
  });
}
