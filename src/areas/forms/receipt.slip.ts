import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { formatNumber } from "#platform/i18n/dates.ts";
import { drawComponents, drawHead, drawParties, drawTitle, field, fieldsInLine, moment } from "./blocks.ts";
import { drawFeet, drawRating, drawSignatures } from "./closing-blocks.ts";
import { label } from "./labels.ts";
import { twoDigits } from "./moments.ts";
import { gap, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import type { ReceiptData, SlipFee, SlipTerm } from "./slip.ts";
import type { SlipTemplate } from "./templates.ts";

const DOTS = "..........";

/** A telephone number is not torn apart at the end of a line. */
const unbroken = (text: string): string => text.replaceAll(" ", "\u00A0");

/** The term in the words of the form; a term that the catalogue does not know is printed as no fixed day, never guessed. */
export function termText(term: SlipTerm): string {
  if (term.unit === "same_day") return label("term.same_day");
  if (term.unit === "none" || term.unit === "unknown" || term.value === undefined) return label("term.none");
  return label(`term.${term.unit}`, { value: twoDigits(term.value) });
}

const amountText = (amount: number): string => formatNumber(amount, "vi");

function feeText({ name, rule, amount, paid }: SlipFee): string {
  if (rule !== undefined) return `${name}: ${rule}`;
  const said = amount === null ? "by_rule" : amount === 0 ? "none" : amountText(amount);
  return label("fees.line", { name, amount: said, paid: paid === undefined ? "unknown" : paid ? "yes" : "no" });
}

/** Each fee in words, or that there is none or that it follows the rules. */
export function feesInWords(fees: readonly SlipFee[] | null): readonly string[] {
  if (fees === null) return [label("fees.by_rule")];
  return fees.length === 0 ? [label("fees.none")] : fees.map((fee) => feeText(fee));
}

function drawFees(sheet: Sheet, fees: readonly SlipFee[] | null): void {
  if (fees === null) return field(sheet, "fees", label("fees.by_rule"));
  const [only] = fees;
  if (only === undefined) return field(sheet, "fees", label("fees.none"));
  if (fees.length === 1) return field(sheet, "fees", feeText(only));
  paragraph(sheet, [plain(`${label("fees")}:`)]);
  for (const fee of fees) paragraph(sheet, [plain(`– ${feeText(fee)}`)], { indent: 10 });
  const amounts = fees.map((fee) => (fee.rule === undefined ? fee.amount : null));
  if (amounts.includes(null)) return;
  const total = amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  paragraph(sheet, [bold(label("fees.total", { amount: amountText(total) }))], { indent: 10 });
}

function drawNotes(sheet: Sheet, data: ReceiptData): void {
  const size = sheet.size - 0.8;
  gap(sheet, 2);
  const notes = [label("note.early"), label("note.keep"), label("note.look_up", { url: data.lookUpUrl })];
  if (data.office.hotline !== undefined) notes.push(label("note.hotline", { phone: unbroken(data.office.hotline) }));
  paragraph(sheet, [{ text: `${label("note")} `, style: "bold" }, italic(notes.join(" "))], { size });
}

export function deliveryText(data: ReceiptData): string {
  const text = label(`delivery.${data.delivery.way}`);
  return data.delivery.address === undefined ? text : `${text} – ${data.delivery.address}`;
}

/** The day on the receipt that the applicant may still hold, and why there is another now. */
function drawPromised(sheet: Sheet, data: ReceiptData): void {
  const { promised } = data;
  if (promised === undefined) return;
  const before = promised.dueAt === null ? label("term.none") : moment(promised.dueAt, data);
  const text = label(`promised.${promised.why}`, { before, since: moment(promised.since, data) });
  paragraph(sheet, [italic(text)], { indent: 10 });
}

/** Giấy tiếp nhận hồ sơ và hẹn trả kết quả. */
export function drawReceipt(sheet: Sheet, template: SlipTemplate, data: ReceiptData): void {
  drawHead(sheet, template, data);
  drawTitle(sheet, template, data);
  drawParties(sheet, "received_by", data);
  paragraph(sheet, [bold(label("components"))]);
  if (data.components.length === 0) paragraph(sheet, [plain(label("no_components"))], { indent: 10 });
  else drawComponents(sheet, data.components);
  fieldsInLine(sheet, [
    ["sets", label("sets.value", { count: twoDigits(data.setCount) })],
    ["channel", label(`channel.${data.channel}`)],
  ]);
  field(sheet, "term", termText(data.term), true);
  field(sheet, "received_at", moment(data.receivedAt, data), true);
  field(sheet, "due_at", data.dueAt === null ? label("term.none") : moment(data.dueAt, data), true);
  drawPromised(sheet, data);
  field(sheet, "delivery", deliveryText(data));
  drawFees(sheet, data.fees);
  paragraph(sheet, [plain(label("book", { volume: data.book?.volume ?? DOTS, number: data.book?.number ?? DOTS }))]);
  drawNotes(sheet, data);
  drawSignatures(sheet, [
    { title: "sign.submitter", name: data.submitter.name },
    { title: "sign.receiver", name: data.officerName },
  ]);
  drawRating(sheet, data.ratingUrl);
  drawFeet(sheet, data);
}
