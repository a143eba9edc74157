import type { Row } from "write-excel-file/node";
import { groupThousands } from "#core/money/vnd.ts";
import type { CsvCell } from "#platform/files/csv.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { bold, italic, plain, type Run } from "#platform/pdf/lines.ts";
import { closeSheet, gap, openSheet, paragraph } from "#platform/pdf/sheet.ts";
import { drawTable } from "#platform/pdf/table.ts";
import type { FeeReport } from "./fee-report.ts";
import type { Cell } from "./fee-report-table.ts";
import { text } from "./texts.ts";

const valueOf = (cell: Cell): string | number => (typeof cell === "object" ? cell.vnd : cell);

/** A cell as people read it. */
export const cellText = (cell: Cell): string => (typeof cell === "object" ? groupThousands(cell.vnd) : String(cell));

const periodText = (report: FeeReport, locale: Locale): string =>
  text(locale, "report.period", { unit: report.unitName, from: formatDay(report.from), to: formatDay(report.to) });

const labelledTotals = (report: FeeReport, locale: Locale): readonly Cell[] =>
  report.totals.map((cell, index) => (index === 0 ? text(locale, "total") : cell));

/** The report as a table for spreadsheets: one head line, its rows, the total. */
export const feeReportCsv = (report: FeeReport, locale: Locale): readonly (readonly CsvCell[])[] => [
  report.columns.map(({ label }) => label),
  ...report.rows.map(({ cells }) => cells.map(valueOf)),
  labelledTotals(report, locale).map(valueOf),
];

/** The report as a workbook of one sheet; texts are typed cells, so nothing in it is a formula. */
export async function feeReportXlsx(report: FeeReport, locale: Locale): Promise<Buffer> {
  const border = { borderStyle: "thin" } as const;
  const cellOf = (cell: Cell, more: object = {}) =>
    typeof cell === "string"
      ? ({ value: cell, type: String, wrap: true, ...border, ...more } as const)
      : ({ value: typeof cell === "object" ? cell.vnd : cell, type: Number, format: "#,##0", ...border, ...more } as const);
  const strong = { fontWeight: "bold" };
  const sheet: Row[] = [
    [{ value: report.title, type: String, fontWeight: "bold", fontSize: 14 }],
    [{ value: periodText(report, locale), type: String }],
    report.columns.map(({ label }) => cellOf(label, { ...strong, align: "center" })),
    ...report.rows.map(({ cells }): Row => cells.map((cell) => cellOf(cell))),
    labelledTotals(report, locale).map((cell) => cellOf(cell, strong)),
    ...report.notes.map((note): Row => [{ value: note, type: String }]),
  ];
  const columns = report.columns.map(({ share }) => ({ width: Math.max(10, share * 1.4) }));
  const { default: writeXlsx } = await import("write-excel-file/node");
  return writeXlsx(sheet, { columns, orientation: "landscape", sheet: report.kind }).toBuffer();
}

/** The report on paper, with room for the signatures of who made it and who checked it. */
export async function feeReportPdf(report: FeeReport, locale: Locale, printedAt: Date): Promise<Buffer> {
  const sheet = openSheet("A4", {
    title: report.title,
    author: report.unitName,
    subject: periodText(report, locale),
    createdAt: printedAt,
  });
  paragraph(sheet, [bold(report.title.toUpperCase())], { size: 13, align: "center", after: 2 });
  paragraph(sheet, [italic(periodText(report, locale))], { align: "center", after: 6 });
  const rows: (readonly Run[])[][] = [
    ...report.rows.map(({ cells }) => cells.map((cell) => [plain(cellText(cell))])),
    labelledTotals(report, locale).map((cell) => [bold(cellText(cell))]),
  ];
  drawTable(
    sheet,
    report.columns.map(({ label, share, number }) => ({ header: label, share, align: number ? "right" : "left" })),
    rows,
    sheet.size - 2.4,
  );
  gap(sheet, 6);
  for (const note of report.notes) paragraph(sheet, [plain(note)], { after: 2 });
  gap(sheet, 10);
  paragraph(
    sheet,
    [bold(`${text(locale, "report.signed_by")}                              ${text(locale, "report.checked_by")}`)],
    {
      align: "center",
    },
  );
  return closeSheet(sheet);
}
