import { formatDay, formatInstant, localDay } from "#platform/i18n/dates.ts";
import { bold, plain } from "#platform/pdf/lines.ts";
import { closeSheet, gap, openSheet, paragraph } from "#platform/pdf/sheet.ts";
import { drawTable } from "#platform/pdf/table.ts";
import { text } from "./texts.ts";
import type { Uncollected } from "./uncollected.ts";

const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text("vi", key, values);

/** Danh sách kết quả chưa nhận as a PDF, for whoever calls on the applicants. */
export function drawUncollected(rows: readonly Uncollected[], agency: string, days: number, now: Date): Promise<Buffer> {
  const title = say("uncollected.list");
  const page = openSheet("A4", { title, author: agency, subject: title, createdAt: now });
  paragraph(page, [bold(agency.toLocaleUpperCase("vi"))], { align: "center" });
  gap(page, 8);
  paragraph(page, [bold(title.toLocaleUpperCase("vi"))], { align: "center", size: 14 });
  paragraph(page, [plain(say("uncollected.list_of", { days, at: formatInstant(now) }))], { align: "center", after: 8 });
  drawTable(
    page,
    [
      { header: say("slip.no"), share: 6, align: "center" },
      { header: say("sheet.code"), share: 22, align: "left" },
      { header: say("sheet.owner"), share: 26, align: "left" },
      { header: say("sheet.procedure"), share: 28, align: "left" },
      { header: say("uncollected.days"), share: 10, align: "center" },
      { header: say("uncollected.reminded"), share: 18, align: "left" },
    ],
    rows.map((row, index) => [
      [plain(String(index + 1))],
      [plain(row.code)],
      [plain([row.ownerName, row.ownerPhone].filter((part) => part !== null).join(", "))],
      [plain(row.procedureName)],
      [plain(String(row.days))],
      [plain(row.remindedAt === null ? "" : `${row.reminders} × ${formatDay(localDay(row.remindedAt))}`)],
    ]),
  );
  gap(page, 4);
  paragraph(page, [plain(say("uncollected.total", { count: rows.length }))]);
  return closeSheet(page);
}
