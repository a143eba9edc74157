import { setImmediate } from "node:timers/promises";
import { phoneToNational } from "#platform/input/fields.ts";
import { dossierText } from "#dossiers";
import type { Office } from "#organisation";
import { formatDate, formatInstant } from "#platform/i18n/dates.ts";
import { bold, italic, plain, type Run } from "#platform/pdf/lines.ts";
import { block, closeSheet, FAINT, gap, need, openSheet, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import { beginTable, type TableColumn } from "#platform/pdf/table.ts";
import { label, type LabelKey } from "./labels.ts";
import { twoDigits } from "./moments.ts";
import { type ClosedRegister, type RegisterEntry, remarkOf } from "./register.ts";
import type { SlipTemplate } from "./templates.ts";

export interface RegisterSheet {
  readonly template: SlipTemplate;
  readonly office: Office;
  readonly year: number;
  /** Undefined: the whole year. */
  readonly month: number | undefined;
  readonly entries: readonly RegisterEntry[];
  readonly closed: ClosedRegister | undefined;
  readonly printedAt: Date;
}

const column = (key: LabelKey, share: number, align: TableColumn["align"] = "left"): TableColumn => ({
  header: label(key),
  share,
  align,
});

/** Wide enough that no day and no code of usual length is broken. */
const COLUMNS: readonly TableColumn[] = [
  column("table.no", 3.5, "center"),
  column("register.code", 15),
  column("register.procedure", 16),
  column("register.sets", 3.5, "center"),
  column("register.owner", 10),
  column("register.address", 13),
  column("register.unit", 12),
  column("register.received", 9.4, "center"),
  column("register.due", 9.4, "center"),
  column("register.ended", 9.4, "center"),
  column("register.returned", 10),
  column("register.signed", 10),
  column("register.note", 7),
];

/** A long book is drawn in pieces, between which the process answers others. */
const ROWS_AT_ONCE = 25;

const lines = (...parts: readonly (string | null | undefined)[]): Run[] => [
  plain(parts.filter((part) => part !== null && part !== undefined && part !== "").join("\n")),
];

const MOST_OF_A_CODE = 18;

/** A longer code goes on below with the number of its day. */
const codeLines = (code: string): Run[] => {
  const at = code.lastIndexOf("-") + 1;
  return code.length <= MOST_OF_A_CODE || at === 0 ? lines(code) : lines(code.slice(0, at), code.slice(at));
};

const rowOf = (it: RegisterEntry): (readonly Run[])[] => [
  lines(String(it.number)),
  codeLines(it.code),
  lines(it.procedureName, it.subject),
  lines(twoDigits(it.sets)),
  lines(it.ownerName),
  lines(it.address, it.phone === null ? undefined : phoneToNational(it.phone)),
  lines(it.unitName),
  lines(formatDate(it.receivedAt)),
  lines(it.dueAt === null ? "–" : formatDate(it.dueAt)),
  lines(it.endedAt === null ? "" : formatDate(it.endedAt)),
  it.returnedAt === null
    ? []
    : lines(formatDate(it.returnedAt), it.delivery === null ? "" : dossierText("vi", `delivery.${it.delivery ?? "counter"}`)),
  lines(it.giverName, it.receiverName),
  lines(remarkOf("vi", it)),
];

/** The number of a page at its foot; how many there are is said where the book ends, so that one that was taken out is missed. */
function drawFoot(sheet: Sheet, page: number): void {
  const box = { x: sheet.left, width: sheet.width, size: sheet.size - 1.5, align: "right", color: FAINT } as const;
  block(sheet, [plain(label("register.page", { page: String(page) }))], sheet.bottom + 4, box);
}

function drawClosing(sheet: Sheet, { entries, closed }: RegisterSheet, pages: () => number): void {
  gap(sheet, 6);
  need(sheet, 100);
  const first = entries[0]?.number ?? 0;
  const last = entries.at(-1)?.number ?? 0;
  const count = { count: String(entries.length), first: String(first), last: String(last), pages: String(pages()) };
  paragraph(sheet, [plain(label("register.count", count))], { after: 3 });
  if (closed === undefined) paragraph(sheet, [italic(label("register.open"))]);
  else {
    const about = { at: formatInstant(closed.closedAt), by: closed.closedBy, count: String(closed.entries) };
    paragraph(sheet, [plain(label("register.closed", about))]);
    paragraph(sheet, [italic(`SHA-256: ${closed.sha256}`)], { size: sheet.size - 1, color: FAINT });
  }
  const half = sheet.width / 2;
  const box = { width: half, size: sheet.size, align: "center" } as const;
  const y = sheet.y + 6;
  block(sheet, [bold(label("register.keeper"))], y, { ...box, x: sheet.left });
  block(sheet, [bold(label("sign.leader"))], y, { ...box, x: sheet.left + half });
}

/** The register of a month or year for binding (A4 across): every number in order, voided ones too, its pages numbered. */
export async function drawRegister(it: RegisterSheet): Promise<Buffer> {
  const { template, office, year, month, entries } = it;
  const title = template.title.join(" ");
  const values = { year: String(year), month: twoDigits(month ?? 0) };
  const period = label(month === undefined ? "register.of_year" : "register.of_month", values);
  let pages = 0;
  const foot = (sheet: Sheet, page: number) => {
    pages = page;
    drawFoot(sheet, page);
  };
  const about = { title, author: office.agency, subject: period, createdAt: it.printedAt, drawFoot: foot };
  const sheet = openSheet("A4_LANDSCAPE", about, 0.86);
  const { number, circular } = template;
  if (number !== null) {
    const small = { size: sheet.size - 1, align: "right", color: FAINT } as const;
    paragraph(sheet, [italic(label("form", { number, circular }))], small);
  }
  paragraph(sheet, [bold(office.agency.toLocaleUpperCase("vi"))]);
  paragraph(sheet, [bold(title)], { size: 15, align: "center" });
  paragraph(sheet, [plain(period)], { align: "center", after: 6 });
  const table = beginTable(sheet, COLUMNS);
  for (const [index, entry] of entries.entries()) {
    if (index % ROWS_AT_ONCE === 0) await setImmediate();
    table.add(rowOf(entry));
  }
  drawClosing(sheet, it, () => pages);
  return closeSheet(sheet);
}
