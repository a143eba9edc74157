import { formatInstant } from "#platform/i18n/dates.ts";
import { bold, italic, plain } from "#platform/pdf/lines.ts";
import {
  block,
  type Box,
  closeSheet,
  gap,
  lineHeight,
  need,
  openSheet,
  paragraph,
  type Sheet as Page,
} from "#platform/pdf/sheet.ts";
import { drawTable } from "#platform/pdf/table.ts";
import { type Sheet, type SheetItem, sheetNumber } from "./hand-over.ts";
import { text } from "./texts.ts";

const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text("vi", key, values);

function drawSides(page: Page, sheet: Sheet): void {
  const { size } = page;
  const share = page.width / 2;
  const room = size * 5;
  gap(page, 10);
  need(page, 3 * lineHeight(size) + room);
  const top = page.y;
  const sides = [
    { title: say("slip.giver"), name: sheet.giverName },
    { title: say("slip.receiver"), name: sheet.receiverName ?? "" },
  ];
  for (const [index, { title, name }] of sides.entries()) {
    const box: Box = { x: page.left + index * share, width: share - 8, size, align: "center" };
    const after = block(page, [bold(title)], top, box);
    const signed = block(page, [italic(say("slip.sign"))], after, { ...box, size: size - 1 });
    page.y = Math.max(page.y, block(page, [bold(name)], signed + room, box));
  }
}

/** Phiếu bàn giao hồ sơ as a PDF: what was given, between whom, with room for both signatures. */
export function drawSheet(sheet: Sheet, items: readonly SheetItem[], agency: string): Promise<Buffer> {
  const title = say("slip.title");
  const number = sheetNumber(sheet);
  const page = openSheet("A4", { title: `${title} ${number}`, author: agency, subject: title, createdAt: sheet.givenAt });
  paragraph(page, [bold(agency.toLocaleUpperCase("vi"))], { align: "center" });
  gap(page, 8);
  paragraph(page, [bold(title.toLocaleUpperCase("vi"))], { align: "center", size: 14 });
  paragraph(page, [plain(say("slip.number", { number }))], { align: "center", after: 8 });
  paragraph(page, [plain(`${say("slip.from")}: `), bold(sheet.fromUnit)]);
  paragraph(page, [plain(`${say("slip.to")}: `), bold(sheet.toUnit ?? sheet.carrier ?? "")]);
  paragraph(page, [plain(`${say("slip.at")}: `), bold(formatInstant(sheet.givenAt))], { after: 6 });
  drawTable(
    page,
    [
      { header: say("slip.no"), share: 6, align: "center" },
      { header: say("sheet.code"), share: 24, align: "left" },
      { header: say("sheet.owner"), share: 24, align: "left" },
      { header: say("sheet.procedure"), share: 32, align: "left" },
      { header: say("sheet.papers"), share: 14, align: "center" },
      { header: say("note"), share: 16, align: "left" },
    ],
    items.map((item, index) => [
      [plain(String(index + 1))],
      [plain(item.code)],
      [plain(item.ownerName)],
      [plain(item.procedureName)],
      [plain(item.papers ?? "")],
      item.remark === null ? [] : [plain(item.remark)],
    ]),
  );
  gap(page, 4);
  paragraph(page, [plain(say("slip.total", { count: items.length }))]);
  if (sheet.note !== null) paragraph(page, [plain(`${say("note")}: ${sheet.note}`)]);
  if (sheet.receivedAt !== null) paragraph(page, [plain(say("slip.received_at", { at: formatInstant(sheet.receivedAt) }))]);
  drawSides(page, sheet);
  return closeSheet(page);
}
