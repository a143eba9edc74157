import { printedCode, resultNumber } from "#core/results/result-life.ts";
import type { Office } from "#organisation";
import { formatDate, formatDay } from "#platform/i18n/dates.ts";
import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { block, closeSheet, FAINT, gap, need, openSheet, paragraph, rule, type Sheet } from "#platform/pdf/sheet.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import type { ResultDocument, ResultVersion } from "./result.ts";
import { text } from "./texts.ts";

export interface ResultSheet {
  readonly document: ResultDocument;
  readonly version: Pick<ResultVersion, "version" | "body" | "year" | "number" | "validUntil" | "reason">;
  readonly office: Office;
  readonly signer: { readonly name: string; readonly title: string };
  /** Undefined while it is a draft: the sheet says so across its head. */
  readonly signedAt: Date | undefined;
  readonly standIn: boolean;
  readonly checkUrl: string;
  readonly printedAt: Date;
}

const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text("vi", key, values);

function drawHead(sheet: Sheet, { office, version }: ResultSheet): void {
  const top = sheet.y;
  const half = sheet.width / 2;
  const box = { width: half - 6, size: sheet.size, align: "center" } as const;
  const parent = office.parentAgency === undefined ? [] : [plain(`${office.parentAgency.toUpperCase()}\n`)];
  const left = block(sheet, [...parent, bold(office.agency.toUpperCase())], top, { ...box, x: sheet.left });
  const right = block(sheet, [bold(`${say("slip.country")}\n${say("slip.motto")}`)], top, { ...box, x: sheet.left + half + 6 });
  rule(sheet, sheet.left + half * 0.3, left + 2, half * 0.36);
  rule(sheet, sheet.left + half + half * 0.25, right + 2, half * 0.5);
  const number =
    version.number === null || version.year === null ? say("slip.no_number") : resultNumber(version.number, version.year);
  sheet.y = Math.max(left, right) + 8;
  block(sheet, [plain(`${say("slip.number")}: ${number}`)], sheet.y, { ...box, x: sheet.left });
}

/** A result as people hold it: head, number, text, signer, and the code by which anyone can check it. */
export function drawResultSheet(it: ResultSheet): Promise<Buffer> {
  const { document, version, office, signer, signedAt } = it;
  const sheet = openSheet(
    "A4",
    { title: document.title, author: office.agency, subject: document.code, createdAt: it.printedAt },
    1.1,
  );
  drawHead(sheet, it);
  const half = sheet.width / 2;
  block(sheet, [italic(say("slip.place", { place: office.place, day: formatDate(signedAt ?? it.printedAt) }))], sheet.y, {
    x: sheet.left + half + 6,
    width: half - 6,
    size: sheet.size,
    align: "center",
  });
  sheet.y += 34;
  if (signedAt === undefined) paragraph(sheet, [bold(say("slip.draft"))], { align: "center", after: 6 });
  paragraph(sheet, [bold(say(`kind.${document.kind}`).toUpperCase())], { size: 15, align: "center", after: 2 });
  paragraph(sheet, [bold(document.title)], { align: "center", after: 4 });
  if (version.version > 1 && version.reason !== null)
    paragraph(sheet, [italic(say("slip.corrects", { version: version.version, reason: version.reason }))], { align: "center" });
  gap(sheet, 10);
  paragraph(sheet, [plain(version.body ?? "")], { after: 8 });
  if (version.validUntil !== null)
    paragraph(sheet, [plain(say("slip.valid_until", { day: formatDay(version.validUntil) }))], { after: 4 });
  need(sheet, 150);
  gap(sheet, 14);
  const y = sheet.y;
  drawQr(sheet, it.checkUrl, sheet.left, y, 84);
  block(sheet, [plain(`${say("slip.check")}\n`), bold(printedCode(document.code))], y + 88, {
    x: sheet.left,
    width: half * 0.8,
    size: sheet.size - 1.5,
  });
  const signed = signedAt === undefined ? say("slip.not_signed") : say(it.standIn ? "slip.signed_stand_in" : "slip.signed");
  const end = block(sheet, [bold(`${signer.title.toUpperCase()}\n\n`), italic(`${signed}\n\n`), bold(signer.name)], y, {
    x: sheet.left + half,
    width: half,
    size: sheet.size,
    align: "center",
  });
  sheet.y = Math.max(end, y + 120) + 6;
  paragraph(sheet, [italic(say("slip.foot"))], { size: sheet.size - 2.4, color: FAINT });
  return closeSheet(sheet);
}
