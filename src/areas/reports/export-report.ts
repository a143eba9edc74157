import type { Row } from "write-excel-file/node";
import type { CsvCell } from "#platform/files/csv.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { policyOf } from "./build-report.ts";
import { type Figures, II06A_COLUMNS } from "./cells.ts";
import { periodText } from "./report-texts.ts";
import type { Report } from "./report.ts";
import { text } from "./texts.ts";

const numbersOf = (figures: Figures): number[] => II06A_COLUMNS.map(({ measure }) => figures[measure]);

const headTexts = (report: Report, locale: Locale): string[] => [
  `(1) ${text(locale, "head.number")}`,
  `(2) ${text(locale, `by.${report.request.by}`)}`,
  ...II06A_COLUMNS.map(({ number, measure }) => `(${number}) ${text(locale, `cell.${measure}`).replace(/ \(\d+\)$/, "")}`),
];

/** The report as a table for spreadsheets: one head line, its rows, the total, the bridge. */
export function toCsv(report: Report, locale: Locale): readonly (readonly CsvCell[])[] {
  const rows = report.rows.map((row, index) => [index + 1, row.label, ...numbersOf(row.figures)]);
  const total = ["", text(locale, "total"), ...numbersOf(report.total)];
  const bridge = (
    [
      "withdrawn",
      "stopped",
      "voided",
      "refusedAtIntake",
      "incompleteAtIntake",
      "awaitingAcceptance",
      "awaitingAcceptanceLate",
    ] as const
  ).map((measure) => ["", text(locale, `cell.${measure}`), report.total[measure]]);
  const width = II06A_COLUMNS.length + 2;
  const padded = bridge.map((cells) => [...cells, ...Array.from({ length: width - cells.length }, () => "")]);
  return [headTexts(report, locale), ...rows, total, ...padded];
}

const heading = (value: string, more: object = {}) =>
  ({
    value,
    type: String,
    fontWeight: "bold",
    align: "center",
    alignVertical: "center",
    wrap: true,
    borderStyle: "thin",
    ...more,
  }) as const;
const words = (value: string, more: object = {}) => ({ value, type: String, borderStyle: "thin", wrap: true, ...more }) as const;
const count = (value: number, more: object = {}) =>
  ({ value, type: Number, format: "#,##0", borderStyle: "thin", ...more }) as const;

/** The head of the form over three lines and the line of column numbers; a cell that is covered by a span is null. */
function xlsxHead(report: Report, locale: Locale): Row[] {
  const column = (measure: string, more: object = {}) =>
    heading(text(locale, `column.${measure}` as Parameters<typeof text>[1]), more);
  const tall = (measure: string) => column(measure, { rowSpan: 2 });
  const group = (key: Parameters<typeof text>[1], columnSpan: number) => [
    heading(text(locale, key), { columnSpan }),
    ...Array.from({ length: columnSpan - 1 }, () => null),
  ];
  const later = ["resolved", "resolvedEarly", "resolvedOnTime", "resolvedLate", "open", "openInTime", "openLate"];
  const formulas: Readonly<Record<number, string>> = {
    3: text(locale, "formula.3"),
    7: text(locale, "formula.7"),
    11: text(locale, "formula.11"),
  };
  return [
    [
      heading(text(locale, "head.number"), { rowSpan: 3 }),
      heading(text(locale, `by.${report.request.by}`), { rowSpan: 3 }),
      ...group("head.received", 4),
      ...group("head.resolved", 4),
      ...group("head.open", 3),
    ],
    [null, null, tall("received"), ...group("head.in_period", 2), tall("carriedOver"), ...later.map(tall)],
    [null, null, null, column("receivedOnline"), column("receivedDirect"), null, ...later.map(() => null)],
    ["(1)", "(2)", ...II06A_COLUMNS.map(({ number }) => formulas[number] ?? `(${number})`)].map((label) =>
      heading(label, { fontWeight: undefined, fontStyle: "italic" }),
    ),
  ];
}

/** The report as a workbook of one landscape sheet; every text is a typed string cell, so nothing in it is a formula. */
export async function toXlsx(report: Report, locale: Locale): Promise<Buffer> {
  const { name, version, basis } = policyOf(report.request);
  const plain = (value: string): Row => [{ value, type: String }];
  const sheet: Row[] = [
    [{ value: text(locale, "kicker"), type: String, fontStyle: "italic" }],
    [{ value: text(locale, "title"), type: String, fontWeight: "bold", fontSize: 14 }],
    plain(periodText(report, locale)),
    plain(text(locale, "measure.unit")),
    ...xlsxHead(report, locale),
    ...report.rows.map((row, index): Row => [
      count(index + 1, { align: "center" }),
      words(row.label),
      ...numbersOf(row.figures).map((value) => count(value)),
    ]),
    [
      words(""),
      words(text(locale, "total"), { fontWeight: "bold" }),
      ...numbersOf(report.total).map((value) => count(value, { fontWeight: "bold" })),
    ],
    [],
    ...(
      [
        "withdrawn",
        "stopped",
        "waiting",
        "voided",
        "refusedAtIntake",
        "incompleteAtIntake",
        "awaitingAcceptance",
        "awaitingAcceptanceLate",
      ] as const
    ).map((measure): Row => [
      null,
      { value: text(locale, `cell.${measure}`), type: String },
      { value: report.total[measure], type: Number },
    ]),
    plain(text(locale, "policy.note", { name, version, basis })),
  ];
  const columns = [{ width: 5 }, { width: 42 }, ...II06A_COLUMNS.map(() => ({ width: 12 }))];
  const { default: writeXlsx } = await import("write-excel-file/node");
  return writeXlsx(sheet, { columns, orientation: "landscape", sheet: "II.06a" }).toBuffer();
}

/** The report as plain data: stable names, days and instants as text. */
export function toJson({ request, unitName, rows, total }: Report) {
  const { unitId, subUnits, from, to, by, asOf, knownAt } = request;
  return {
    form: "II.06a",
    unit: { id: unitId, name: unitName, subUnits },
    period: { from, to },
    by,
    asOf: asOf.toISOString(),
    knownAt: knownAt?.toISOString() ?? null,
    policy: policyOf(request),
    columns: Object.fromEntries(II06A_COLUMNS.map(({ number, measure }) => [String(number), measure])),
    rows: rows.map(({ key, label, figures }) => ({ key, label, ...figures })),
    total: { ...total },
  };
}
