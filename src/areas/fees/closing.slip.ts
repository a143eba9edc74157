import { DENOMINATIONS, groupThousands, vndInWords } from "#core/money/vnd.ts";
import type { Office } from "#organisation";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { block, closeSheet, gap, openSheet, paragraph } from "#platform/pdf/sheet.ts";
import { drawTable } from "#platform/pdf/table.ts";
import type { Closing } from "./closing.store.ts";
import { text } from "./texts.ts";

/** The minutes of a closed day: counted notes, what the books say, the difference with its explanation, two signatures. */
export function drawClosingSheet(closing: Closing, office: Office, printedAt: Date): Promise<Buffer> {
  const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text("vi", key, values);
  const sheet = openSheet("A4", {
    title: `${say("closing.slip.title")} ${formatDay(closing.day)}`,
    author: office.agency,
    subject: closing.cashierName,
    createdAt: printedAt,
  });
  paragraph(sheet, [bold(office.agency.toUpperCase())]);
  paragraph(sheet, [plain(office.oneStopShop)], { after: 8 });
  paragraph(sheet, [bold(say("closing.slip.title").toUpperCase())], { size: 14, align: "center" });
  paragraph(sheet, [italic(say("closing.slip.day", { day: formatDay(closing.day), cashier: closing.cashierName }))], {
    align: "center",
    after: 8,
  });
  const counted = DENOMINATIONS.flatMap((value) => {
    const number = closing.notes[String(value)] ?? 0;
    return number === 0 ? [] : [[groupThousands(value), groupThousands(number), groupThousands(value * number)]];
  });
  drawTable(
    sheet,
    [
      { header: say("closing.slip.note"), share: 30, align: "right" },
      { header: say("closing.slip.number"), share: 30, align: "right" },
      { header: say("slip.amount"), share: 40, align: "right" },
    ],
    [
      ...counted.map((cells) => cells.map((cell) => [plain(cell)])),
      [[bold(say("total"))], [], [bold(groupThousands(closing.countedVnd))]],
    ],
  );
  gap(sheet, 6);
  const difference = closing.countedVnd - closing.expectedVnd;
  paragraph(sheet, [plain(`${say("slip.in_words")}: `), bold(vndInWords(closing.countedVnd))], { after: 4 });
  paragraph(sheet, [plain(`${say("closing.by_books")}: `), bold(groupThousands(closing.expectedVnd))]);
  paragraph(sheet, [plain(`${say("column.difference")}: `), bold(groupThousands(difference))]);
  if (closing.explanation !== null) paragraph(sheet, [plain(`${say("closing.explanation")}: ${closing.explanation}`)]);
  paragraph(sheet, [plain(`${say("column.transfers")}: ${groupThousands(closing.transfersVnd)}`)]);
  paragraph(sheet, [plain(`${say("column.receipts")}: ${closing.receipts}`)]);
  paragraph(sheet, [plain(say("closing.slip.closed", { at: formatInstant(closing.closedAt), who: closing.closedBy }))], {
    after: 14,
  });
  const y = sheet.y;
  const half = sheet.width / 2;
  const box = { width: half, size: sheet.size, align: "center" } as const;
  block(sheet, [bold(say("closing.slip.cashier"))], y, { ...box, x: sheet.left });
  block(sheet, [bold(say("closing.slip.accountant"))], y, { ...box, x: sheet.left + half });
  return closeSheet(sheet);
}
