import { groupThousands, vndInWords } from "#core/money/vnd.ts";
import type { Office } from "#organisation";
import { formatInstant } from "#platform/i18n/dates.ts";
import { bold, italic, plain, type Run } from "#platform/pdf/lines.ts";
import { block, closeSheet, gap, openSheet, paragraph, rule, type Sheet } from "#platform/pdf/sheet.ts";
import { drawTable } from "#platform/pdf/table.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import { type Receipt, receiptNumber } from "./fee.ts";
import { text } from "./texts.ts";

/** What stands on a receipt beside what it recorded. */
export interface ReceiptSheet {
  readonly receipt: Receipt;
  readonly office: Office;
  readonly code: string;
  readonly procedureName: string;
  /** What a budget content was called on the day of the receipt. */
  readonly contentName: (code: string) => string | undefined;
  readonly printedAt: Date;
  /** Where the receipt can be looked at again. */
  readonly url: string;
}

const COPIES = ["keep", "payer", "accounts"] as const;
const LOCALE = "vi";

const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text(LOCALE, key, values);

/** The office on the left, form, serial and number on the right. */
function drawHead(sheet: Sheet, { receipt, office }: ReceiptSheet): void {
  const top = sheet.y;
  const half = sheet.width / 2;
  const size = sheet.size;
  const left: readonly Run[] = [bold(office.agency.toUpperCase()), plain(`\n${office.oneStopShop}`)];
  const leftEnd = block(sheet, left, top, { x: sheet.left, width: half - 6, size });
  const number = String(receipt.number).padStart(7, "0");
  const right = [
    plain(`${say("slip.form")}: ${receipt.form}\n${say("slip.serial")}: ${receipt.serial}\n`),
    bold(`${say("slip.number")}: ${number}`),
  ];
  const rightEnd = block(sheet, right, top, { x: sheet.left + half, width: half, size, align: "right" });
  sheet.y = Math.max(leftEnd, rightEnd) + 8;
}

function drawLines(sheet: Sheet, { receipt, contentName }: ReceiptSheet): void {
  const contentOf = (code: string | null): string =>
    [code, code === null ? undefined : contentName(code)].filter((part) => part !== null && part !== undefined).join(" – ");
  const rows: (readonly Run[])[][] = receipt.lines.map((line, index) => [
    [plain(String(index + 1))],
    [plain(line.name ?? say(`kind.${line.kind}`))],
    [plain(contentOf(line.budgetCode))],
    [plain(groupThousands(line.amountVnd))],
  ]);
  drawTable(
    sheet,
    [
      { header: say("slip.no"), share: 7, align: "center" },
      { header: say("slip.line"), share: 40, align: "left" },
      { header: say("slip.content"), share: 33, align: "left" },
      { header: say("slip.amount"), share: 20, align: "right" },
    ],
    [...rows, [[], [bold(say("total"))], [], [bold(groupThousands(receipt.amountVnd))]]],
  );
}

/** Who took the money, and the code that leads back to the dossier. */
function drawFoot(sheet: Sheet, { receipt, url }: ReceiptSheet): void {
  const y = sheet.y;
  const half = sheet.width / 2;
  drawQr(sheet, url, sheet.left, y, 60);
  const signed = [bold(say("slip.collector")), plain(`\n${formatInstant(receipt.issuedAt)}\n\n`), bold(receipt.issuedBy)];
  block(sheet, signed, y, { x: sheet.left + half, width: half, size: sheet.size, align: "center" });
  sheet.y = y + 70;
  rule(sheet, sheet.left, sheet.y, sheet.width, 0.3);
  gap(sheet, 3);
  paragraph(sheet, [italic(say("slip.electronic", { number: receiptNumber(receipt) }))], { size: sheet.size - 1.6 });
}

function drawCopy(sheet: Sheet, data: ReceiptSheet, copy: (typeof COPIES)[number]): void {
  const { receipt } = data;
  const field = (label: string, value: string | undefined): void => {
    if (value !== undefined && value !== "") paragraph(sheet, [plain(`${label}: `), bold(value)]);
  };
  drawHead(sheet, data);
  paragraph(sheet, [bold(say("slip.title"))], { size: sheet.size * 1.6, align: "center" });
  paragraph(sheet, [italic(say(`slip.copy.${copy}`))], { align: "center", after: 6 });
  if (receipt.voidedAt !== null) {
    const mark = say("slip.voided", { at: formatInstant(receipt.voidedAt), reason: receipt.voidReason ?? "" });
    paragraph(sheet, [bold(mark)], { align: "center", after: 6 });
  }
  field(say("slip.payer"), receipt.payer.name);
  field(say("slip.id_number"), receipt.payer.idNumber);
  field(say("slip.address"), receipt.payer.address);
  field(say("slip.for"), `${data.procedureName} (${data.code})`);
  field(say("slip.method"), say(`method.${receipt.method}`));
  gap(sheet, 4);
  drawLines(sheet, data);
  gap(sheet, 4);
  paragraph(sheet, [plain(`${say("slip.in_words")}: `), bold(vndInWords(receipt.amountVnd))], { after: 8 });
  drawFoot(sheet, data);
}

/** The electronic receipt for print: three copies, each with its mark (kept by the office, for the payer, for the accounts). */
export function drawReceiptSheet(data: ReceiptSheet): Promise<Buffer> {
  const sheet = openSheet("A5", {
    title: `${text(LOCALE, "slip.title")} ${receiptNumber(data.receipt)}`,
    author: data.office.agency,
    subject: data.code,
    createdAt: data.printedAt,
  });
  for (const [index, copy] of COPIES.entries()) {
    if (index > 0) {
      sheet.doc.addPage();
      sheet.y = sheet.top;
    }
    drawCopy(sheet, data, copy);
  }
  return closeSheet(sheet);
}
