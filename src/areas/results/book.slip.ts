import { type CertificationBook, volumeName } from "#core/results/certification.ts";
import { groupThousands } from "#core/money/vnd.ts";
import type { Office } from "#organisation";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import { bold, italic, plain, type Run } from "#platform/pdf/lines.ts";
import { block, closeSheet, FAINT, gap, need, openSheet, paragraph } from "#platform/pdf/sheet.ts";
import { drawTable } from "#platform/pdf/table.ts";
import type { CertificationEntry } from "./certification.ts";
import { text } from "./texts.ts";

export interface BookSheet {
  readonly book: CertificationBook;
  readonly year: number;
  /** Undefined: the whole year. */
  readonly month: number | undefined;
  readonly volume: number;
  readonly entries: readonly CertificationEntry[];
  readonly office: Office;
  readonly closed: { readonly at: Date; readonly by: string; readonly hash: string } | undefined;
  readonly printedAt: Date;
}

const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text("vi", key, values);

function rowOf(it: CertificationEntry, book: CertificationBook): (readonly Run[])[] {
  const cell = (value: string): readonly Run[] => [plain(value)];
  const voided = it.voidedAt === null ? "" : `\n${say("book.voided", { reason: it.voidReason ?? "" })}`;
  return [
    cell(String(it.number)),
    cell(formatDay(it.enteredOn)),
    cell([it.requester, it.idNumber].filter((part) => part !== null).join("\n")),
    cell(it.documentType),
    ...(book === "BS" ? [cell(it.pages === null ? "" : String(it.pages))] : []),
    cell(String(it.copies)),
    cell(`${it.certifierName}\n${it.certifierTitle}`),
    cell(groupThousands(it.feeVnd)),
    cell(`${it.note ?? ""}${voided}`),
  ];
}

/** A month or a year of a certification book for binding: A4 across, every number, those crossed out too, pages numbered. */
export async function drawBookSheet(it: BookSheet): Promise<Buffer> {
  const { book, year, month, office, entries, closed } = it;
  const title = say(`book.${book}`);
  const sheet = openSheet("A4_LANDSCAPE", {
    title,
    author: office.agency,
    subject: volumeName(it.volume, year, book),
    createdAt: it.printedAt,
  });
  paragraph(sheet, [bold(office.agency.toUpperCase())]);
  paragraph(sheet, [bold(title.toUpperCase())], { size: 14, align: "center" });
  const period =
    month === undefined ? say("book.of_year", { year }) : say("book.of_month", { month: String(month).padStart(2, "0"), year });
  paragraph(sheet, [plain(`${say("book.volume")}: ${volumeName(it.volume, year, book)} · ${period}`)], {
    align: "center",
    after: 6,
  });
  drawTable(
    sheet,
    [
      { header: say("book.no"), share: 6, align: "center" },
      { header: say("book.day"), share: 9, align: "center" },
      { header: say("book.requester"), share: 19, align: "left" },
      { header: say("book.document_type"), share: 22, align: "left" },
      ...(book === "BS" ? [{ header: say("book.pages"), share: 6, align: "center" } as const] : []),
      { header: say(book === "BS" ? "book.copies" : "book.count"), share: 7, align: "center" },
      { header: say("book.certifier"), share: 16, align: "left" },
      { header: say("book.fee"), share: 9, align: "right" },
      { header: say("book.note"), share: 12, align: "left" },
    ],
    entries.map((entry) => rowOf(entry, book)),
  );
  const kept = entries.filter(({ voidedAt }) => voidedAt === null);
  gap(sheet, 6);
  need(sheet, 90);
  const total = groupThousands(kept.reduce((sum, entry) => sum + entry.feeVnd, 0));
  paragraph(sheet, [plain(say("book.totals", { entries: entries.length, voided: entries.length - kept.length, total }))], {
    after: 4,
  });
  if (closed !== undefined) {
    paragraph(sheet, [plain(say("book.closed_by", { who: closed.by, at: formatInstant(closed.at) }))]);
    paragraph(sheet, [italic(`SHA-256: ${closed.hash}`)], { size: sheet.size - 1.5, color: FAINT });
  }
  const half = sheet.width / 2;
  const box = { width: half, size: sheet.size, align: "center" } as const;
  block(sheet, [bold(say("book.keeper"))], sheet.y + 6, { ...box, x: sheet.left });
  block(sheet, [bold(say("book.head"))], sheet.y + 6, { ...box, x: sheet.left + half });
  numberPages(sheet);
  return closeSheet(sheet);
}

/** "3/12" at the foot of every page: a page that was taken out is missed. */
function numberPages(sheet: ReturnType<typeof openSheet>): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    sheet.doc.switchToPage(index);
    block(sheet, [plain(say("book.page", { page: index + 1, pages: count }))], sheet.bottom + 4, {
      x: sheet.left,
      width: sheet.width,
      size: sheet.size - 1.5,
      align: "right",
      color: FAINT,
    });
  }
}
