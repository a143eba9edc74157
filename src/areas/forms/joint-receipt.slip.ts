import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import { closeSheet, gap, lineHeight, need, openSheet, paragraph, rule, type Sheet } from "#platform/pdf/sheet.ts";
import { drawHead, drawTitle, field, fieldsInLine, moment } from "./blocks.ts";
import { drawFeet, drawSignatures } from "./closing-blocks.ts";
import { label, type LabelKey } from "./labels.ts";
import { twoDigits } from "./moments.ts";
import { deliveryText, feesInWords, termText } from "./receipt.slip.ts";
import type { ReceiptData, SlipComponent } from "./slip.ts";
import type { SlipTemplate } from "./templates.ts";

const QR_SIDE = 62;

function copiesText({ originals, certified, photocopies, electronic }: SlipComponent): string {
  const counts: readonly (readonly [LabelKey, number])[] = [
    ["table.original", originals],
    ["table.certified", certified],
    ["table.photo", photocopies],
    ["table.electronic", electronic],
  ];
  const given = counts.filter(([, count]) => count > 0);
  return given.map(([key, count]) => `${count} ${label(key).toLocaleLowerCase("vi")}`).join(", ");
}

/** One dossier: its code beside its own QR code, what was handed in, and when to come back. */
function drawDossier(sheet: Sheet, data: ReceiptData, number: number): void {
  const side = data.trackingUrl === undefined ? 0 : QR_SIDE;
  need(sheet, Math.max(side, lineHeight(sheet.size) * 5) + 12);
  gap(sheet, 5);
  rule(sheet, sheet.left, sheet.y, sheet.width, 0.4);
  gap(sheet, 5);
  const top = sheet.y;
  const page = sheet.doc.bufferedPageRange().count;
  if (data.trackingUrl !== undefined) drawQr(sheet, data.trackingUrl, sheet.left + 2, top + 2, side);
  const box = { ...sheet, left: sheet.left + side + 14, width: sheet.width - side - 14 };
  paragraph(box, [plain(`${label("joint.no", { number: String(number) })} · ${label("code")}: `), bold(data.code)]);
  if (data.trackingNumber !== undefined) field(box, "tracking_number", data.trackingNumber);
  const code = data.procedureCode === undefined ? "" : ` (${data.procedureCode})`;
  const subject = data.subject === undefined ? "" : ` – ${data.subject}`;
  paragraph(box, [plain(`${label("content")}: `), bold(data.procedureName), plain(`${code}${subject}`)]);
  if (data.owner.name !== data.submitter.name) field(box, "owner", data.owner.name);
  const papers = data.components.map((it) => label("joint.paper", { name: it.name, copies: copiesText(it) })).join("; ");
  field(box, "joint.papers", papers === "" ? label("no_components") : papers);
  fieldsInLine(box, [
    ["sets.plain", label("sets.value", { count: twoDigits(data.setCount) })],
    ["joint.term", termText(data.term)],
  ]);
  field(box, "roll.received", moment(data.receivedAt, data));
  field(box, "roll.due", data.dueAt === null ? label("term.none") : moment(data.dueAt, data), true);
  field(box, "joint.fees", feesInWords(data.fees).join("; "));
  field(box, "delivery.plain", deliveryText(data));
  const turned = sheet.doc.bufferedPageRange().count > page;
  sheet.y = turned ? box.y : Math.max(box.y, top + side + 4);
}

/** One receipt for several dossiers of one applicant: the head once, then each dossier with its own code, day and QR code. */
export function renderJointReceipt(template: SlipTemplate, dossiers: readonly ReceiptData[]): Promise<Buffer> {
  const [first] = dossiers;
  if (first === undefined) throw new Error("a joint receipt of no dossier");
  const { trackingUrl: _, trackingNumber: __, ...common } = first;
  const head = { ...common, code: label("joint.codes", { code: first.code, others: String(dossiers.length - 1) }) };
  const { submitter } = first;
  const title = { ...template, number: null, title: [...template.title, label("joint.title")] };
  const sheet = openSheet("A4", {
    title: title.title.join(" "),
    author: first.office.agency,
    subject: head.code,
    createdAt: first.printedAt,
  });
  drawHead(sheet, title, head);
  drawTitle(sheet, title, head);
  paragraph(sheet, [plain(`${label("received_by")}: `), bold(submitter.name)]);
  field(sheet, "address", submitter.address);
  fieldsInLine(sheet, [
    ["id_number", submitter.idNumber],
    ["phone", submitter.phone],
  ]);
  paragraph(sheet, [plain(label("joint.count", { count: twoDigits(dossiers.length) }))]);
  for (const [index, data] of dossiers.entries()) drawDossier(sheet, data, index + 1);
  gap(sheet, 6);
  const notes = [label("joint.note"), label("note.keep"), label("note.early")];
  paragraph(sheet, [bold(`${label("note")} `), italic(notes.join(" "))], { size: sheet.size - 0.8 });
  drawSignatures(sheet, [
    { title: "sign.submitter", name: submitter.name },
    { title: "sign.receiver", name: first.officerName },
  ]);
  drawFeet(sheet, head);
  return closeSheet(sheet);
}
