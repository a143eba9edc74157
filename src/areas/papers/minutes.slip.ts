import { groupThousands } from "#core/money/vnd.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { block, type Box, closeSheet, gap, lineHeight, need, openSheet, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import { drawTable } from "#platform/pdf/table.ts";
import type { ShipmentRow } from "./shipment-list.ts";
import { text } from "./texts.ts";

const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text("vi", key, values);

function drawSigners(page: Sheet): void {
  const { size } = page;
  gap(page, 12);
  need(page, 7 * lineHeight(size));
  const top = page.y;
  for (const [index, title] of [say("minutes.giver"), say("minutes.receiver")].entries()) {
    const box: Box = { x: page.left + (index * page.width) / 2, width: page.width / 2 - 8, size, align: "center" };
    const after = block(page, [bold(title)], top, box);
    page.y = Math.max(page.y, block(page, [italic(say("slip.sign"))], after, { ...box, size: size - 1 }));
  }
}

/** What an office handed to a carrier on one day, for both sides to sign (Decision 45/2016 article 7). */
export function drawMinutes(
  rows: readonly ShipmentRow[],
  about: { readonly agency: string; readonly carrier: string; readonly day: string; readonly printedAt: Date },
): Promise<Buffer> {
  const title = say("minutes.title");
  const info = { title: `${title} ${formatDay(about.day)}`, author: about.agency, subject: title, createdAt: about.printedAt };
  const page = openSheet("A4", info);
  paragraph(page, [bold(about.agency.toLocaleUpperCase("vi"))], { align: "center" });
  gap(page, 8);
  paragraph(page, [bold(title.toLocaleUpperCase("vi"))], { align: "center", size: 14, after: 8 });
  paragraph(page, [plain(`${say("shipment.carrier")}: `), bold(about.carrier)]);
  paragraph(page, [plain(`${say("minutes.day")}: `), bold(formatDay(about.day))], { after: 6 });
  drawTable(
    page,
    [
      { header: say("slip.no"), share: 6, align: "center" },
      { header: say("shipment.slip"), share: 19, align: "left" },
      { header: say("sheet.code"), share: 21, align: "left" },
      { header: say("minutes.address"), share: 32, align: "left" },
      { header: say("minutes.cod"), share: 11, align: "right" },
      { header: say("minutes.postage"), share: 11, align: "right" },
    ],
    rows.map((row, index) => [
      [plain(String(index + 1))],
      [plain(row.slipNo ?? "")],
      [plain(row.code)],
      [bold(row.ownerName), plain(`, ${row.address}`)],
      [plain(groupThousands(row.codVnd))],
      [plain(groupThousands(row.postageVnd))],
    ]),
    page.size - 1,
  );
  gap(page, 4);
  const sum = (pick: (row: ShipmentRow) => number) => groupThousands(rows.reduce((total, row) => total + pick(row), 0));
  const totals = { count: rows.length, cod: sum((row) => row.codVnd), postage: sum((row) => row.postageVnd) };
  paragraph(page, [plain(say("minutes.total", totals))]);
  drawSigners(page);
  return closeSheet(page);
}
