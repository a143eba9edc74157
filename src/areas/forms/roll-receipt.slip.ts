import { formatInstant } from "#platform/i18n/dates.ts";
import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import { closeSheet, FAINT, FOOTER, gap, openSheet, paragraph, rule, type Sheet } from "#platform/pdf/sheet.ts";
import { label } from "./labels.ts";
import { momentText } from "./moments.ts";
import { feesInWords } from "./receipt.slip.ts";
import type { ReceiptData } from "./slip.ts";
import type { SlipTemplate } from "./templates.ts";

const CENTRE = { align: "center" } as const;
const QR_SIDE = 92;

function line(sheet: Sheet): void {
  gap(sheet, 4);
  rule(sheet, sheet.left, sheet.y, sheet.width, 0.5);
  gap(sheet, 4);
}

const when = (at: Date, data: ReceiptData): string => momentText(at, data.timeZone);

function draw(sheet: Sheet, template: SlipTemplate, data: ReceiptData): void {
  const { office, submitter, owner, trackingUrl } = data;
  paragraph(sheet, [bold(office.agency.toLocaleUpperCase("vi"))], CENTRE);
  if (office.oneStopShop !== office.agency) paragraph(sheet, [plain(office.oneStopShop)], CENTRE);
  line(sheet);
  for (const title of template.title) paragraph(sheet, [bold(title)], { ...CENTRE, size: sheet.size + 1 });
  gap(sheet, 3);
  paragraph(sheet, [bold(data.code)], { ...CENTRE, size: sheet.size + 2 });
  if (data.reprintNumber > 0) {
    const at = formatInstant(data.printedAt, data.timeZone);
    paragraph(sheet, [bold(label("reprint", { number: String(data.reprintNumber), at }))], { ...CENTRE, size: sheet.size - 1 });
  }
  if (trackingUrl !== undefined) {
    gap(sheet, 6);
    drawQr(sheet, trackingUrl, sheet.left + (sheet.width - QR_SIDE) / 2, sheet.y, QR_SIDE);
    gap(sheet, QR_SIDE + 4);
    paragraph(sheet, [plain(label("scan_to_track"))], { ...CENTRE, size: sheet.size - 1, color: FAINT });
    if (data.trackingNumber !== undefined)
      paragraph(sheet, [plain(`${label("tracking_number")}: ${data.trackingNumber}`)], { ...CENTRE, size: sheet.size - 1 });
  }
  line(sheet);
  const { dueAt } = data;
  const fields = [
    [label("roll.submitter"), submitter.name],
    ...(owner.name === submitter.name ? [] : [[label("roll.owner"), owner.name]]),
    [label("content"), data.procedureName],
    [label("roll.received"), when(data.receivedAt, data)],
    [label("roll.due"), dueAt === null ? label("term.none") : when(dueAt, data)],
    [label("joint.fees"), feesInWords(data.fees).join("; ")],
    [label("roll.officer"), data.officerName],
  ];
  for (const [name = "", value = ""] of fields) paragraph(sheet, [plain(`${name}: `), bold(value)], { after: 1.5 });
  paragraph(sheet, [plain(label("roll.components", { count: String(data.components.length) }))]);
  line(sheet);
  const keep = [italic(label("roll.keep", { url: data.lookUpUrl }))];
  paragraph(sheet, keep, { ...CENTRE, size: sheet.size - 1, color: FAINT });
  if (office.hotline !== undefined) paragraph(sheet, [italic(label("note.hotline", { phone: office.hotline }))], CENTRE);
}

/** The receipt on a roll of 80 mm: drawn once to see how long it is, and once on as much paper. */
export function renderRollReceipt(template: SlipTemplate, data: ReceiptData): Promise<Buffer> {
  const info = {
    title: `${template.title.join(" ")} – ${data.code}`,
    author: data.office.agency,
    subject: `${data.code} – ${data.procedureName}`,
    createdAt: data.printedAt,
  };
  const measured = openSheet("ROLL_80", info);
  draw(measured, template, data);
  const sheet = openSheet("ROLL_80", info, 1, measured.y + FOOTER);
  draw({ ...sheet, bottom: sheet.bottom + FOOTER }, template, data);
  return closeSheet(sheet);
}
