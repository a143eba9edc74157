import { formatInstant } from "#platform/i18n/dates.ts";
import { label, type LabelKey } from "./labels.ts";
import { bold, italic, plain, type Run } from "#platform/pdf/lines.ts";
import { momentText, placeAndDate } from "./moments.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import {
  block,
  FAINT,
  fittingSize,
  gap,
  lineHeight,
  measureAt,
  need,
  paragraph,
  RULE,
  rule,
  type Sheet,
} from "#platform/pdf/sheet.ts";
import type { AnySlipData, SlipComponent, SlipPerson } from "./slip.ts";
import { drawTable, type TableColumn } from "#platform/pdf/table.ts";
import type { SlipTemplate } from "./templates.ts";

/** The head of every slip: whose form it is, the agencies on the left, the State's name and motto on the right. */
export function drawHead(sheet: Sheet, template: SlipTemplate, data: AnySlipData): void {
  const { office } = data;
  const { number, circular } = template;
  const formNumber = number === null ? [] : [italic(label("form", { number, circular }))];
  const small = sheet.size - 1.8;
  sheet.y =
    block(sheet, formNumber, sheet.y, {
      x: sheet.left,
      width: sheet.width,
      size: small,
      align: "right",
      color: FAINT,
    }) + 2;

  const leftWidth = sheet.width * 0.43;
  const rightX = sheet.left + sheet.width * 0.46;
  const rightWidth = sheet.width * 0.54;
  const size = sheet.size - 0.8;
  const leftBox = { x: sheet.left, width: leftWidth, size, align: "center" } as const;
  let leftY = sheet.y;
  if (office.parentAgency !== undefined) leftY = block(sheet, [plain(office.parentAgency.toUpperCase())], leftY, leftBox);
  leftY = block(sheet, [bold(office.agency.toUpperCase())], leftY, leftBox);
  if (office.oneStopShop !== office.agency) leftY = block(sheet, [bold(office.oneStopShop.toUpperCase())], leftY, leftBox);
  rule(sheet, sheet.left + leftWidth * 0.34, leftY + 2, leftWidth * 0.32);

  const nationSize = fittingSize(sheet, label("nation"), "bold", size, rightWidth);
  let rightY = block(sheet, [bold(label("nation"))], sheet.y, {
    x: rightX,
    width: rightWidth + 1,
    size: nationSize,
    align: "center",
  });
  const motto = label("motto");
  rightY = block(sheet, [bold(motto)], rightY, { x: rightX, width: rightWidth, size: size + 0.4, align: "center" });
  const mottoWidth = measureAt(sheet, size + 0.4)(motto, "bold");
  rule(sheet, rightX + (rightWidth - mottoWidth) / 2, rightY + 1, mottoWidth);
  rightY = block(sheet, [italic(placeAndDate(office.place, data.eventAt, data.timeZone))], rightY + 6, {
    x: rightX,
    width: rightWidth,
    size,
    align: "center",
  });
  sheet.y = Math.max(leftY + 6, rightY + 2);
}

/** Title and code in the middle, the QR code beside them, and the mark of a reprint. */
export function drawTitle(sheet: Sheet, template: SlipTemplate, data: AnySlipData): void {
  gap(sheet, 5);
  const top = sheet.y;
  const side = data.trackingUrl === undefined ? 0 : sheet.size * 7;
  const tiny = sheet.size - 2.6;
  let qrBottom = top;
  if (data.trackingUrl !== undefined) {
    drawQr(sheet, data.trackingUrl, sheet.left + 2, top, side);
    const caption = label("scan_to_track");
    const size = fittingSize(sheet, caption, "regular", tiny, side + 15);
    qrBottom = block(sheet, [plain(caption)], top + side + 2.5, {
      x: sheet.left - 6,
      width: side + 16,
      size,
      align: "center",
      color: FAINT,
    });
  }
  const inset = side === 0 ? 0 : side + 14;
  const box = { x: sheet.left + inset, width: sheet.width - 2 * inset, align: "center" } as const;
  const titleSize = Math.min(...template.title.map((line) => fittingSize(sheet, line, "bold", sheet.size * 1.5, box.width - 1)));
  let y = top + (side === 0 ? 0 : 6);
  for (const line of template.title) y = block(sheet, [bold(line)], y, { ...box, size: titleSize });
  y = block(sheet, [plain(`${label("code")}: `), bold(data.code)], y + 3, { ...box, size: sheet.size + 0.4 });
  if (data.trackingNumber !== undefined)
    y = block(sheet, [plain(`${label("tracking_number")}: ${data.trackingNumber}`)], y + 1, { ...box, size: tiny + 0.6 });
  if (data.reprintNumber > 0) {
    const mark = label("reprint", { number: String(data.reprintNumber), at: formatInstant(data.printedAt, data.timeZone) });
    const width = measureAt(sheet, tiny + 0.4)(mark, "bold") + 12;
    const x = box.x + (box.width - width) / 2;
    sheet.doc
      .roundedRect(x, y + 3.5, width, lineHeight(tiny) + 4, 2)
      .lineWidth(0.6)
      .strokeColor(RULE)
      .stroke();
    y = block(sheet, [bold(mark)], y + 5.4, { x, width, size: tiny + 0.4, align: "center", color: FAINT }) + 4;
  }
  sheet.y = Math.max(y, qrBottom) + 4;
}

/** "Label: value" on its own lines; nothing at all without a value. */
export function field(sheet: Sheet, key: LabelKey, value: string | undefined, strong = false): void {
  if (value === undefined || value === "") return;
  paragraph(sheet, [plain(`${label(key)}: `), strong ? bold(value) : plain(value)]);
}

/** Several short fields one after another, so that phone and e-mail share a line where they fit. */
export function fieldsInLine(sheet: Sheet, fields: readonly (readonly [LabelKey, string | undefined])[]): void {
  const given = fields.filter((entry): entry is readonly [LabelKey, string] => entry[1] !== undefined && entry[1] !== "");
  if (given.length === 0) return;
  const measure = measureAt(sheet, sheet.size);
  const share = sheet.width / given.length;
  const fits = given.every(([key, value]) => measure(`${label(key)}: ${value}`, "regular") < share - 6);
  if (!fits) {
    for (const [key, value] of given) field(sheet, key, value);
    return;
  }
  need(sheet, lineHeight(sheet.size));
  for (const [index, [key, value]] of given.entries()) {
    block(sheet, [plain(`${label(key)}: ${value}`)], sheet.y, { x: sheet.left + index * share, width: share, size: sheet.size });
  }
  sheet.y += lineHeight(sheet.size);
}

const samePerson = (a: SlipPerson, b: SlipPerson): boolean =>
  a.name === b.name && (b.idNumber === undefined || a.idNumber === b.idNumber);

/** Who handed the dossier in, what is asked for, and for whom. */
export function drawParties(sheet: Sheet, lead: LabelKey, data: AnySlipData): void {
  const { submitter, owner } = data;
  paragraph(sheet, [plain(`${label(lead)}: `), bold(submitter.name)]);
  field(sheet, "address", submitter.address);
  fieldsInLine(sheet, [
    ["id_number", submitter.idNumber],
    ["phone", submitter.phone],
  ]);
  field(sheet, "email", submitter.email);
  const code = data.procedureCode === undefined ? "" : ` (${label("procedure_code", { code: data.procedureCode })})`;
  paragraph(sheet, [
    plain(`${label("content")}: `),
    bold(data.procedureName),
    plain(code),
    plain(data.subject === undefined ? "" : ` – ${data.subject}`),
  ]);
  if (!samePerson(submitter, owner)) {
    paragraph(sheet, [plain(`${label("owner")}: `), bold(owner.name)]);
    fieldsInLine(sheet, [
      ["id_number", owner.idNumber],
      ["phone", owner.phone],
    ]);
    field(sheet, "address", owner.address);
  }
  if (data.authorised !== undefined) field(sheet, "authorised", label("authorised.by", data.authorised));
}

/** What is asked for in words, where it is not a matter of copies. */
export function drawItems(sheet: Sheet, items: readonly string[]): void {
  const columns = [
    { header: label("table.no"), share: 6, align: "center" },
    { header: label("item"), share: 94, align: "left" },
  ] as const;
  gap(sheet, 1.5);
  drawTable(
    sheet,
    columns,
    items.map((item, index) => [[plain(String(index + 1))], [plain(item)]]),
  );
  gap(sheet, 3.5);
}

/** The table of papers with the number of copies of each kind; the electronic column only where there is one. */
export function drawComponents(sheet: Sheet, components: readonly SlipComponent[]): void {
  const withElectronic = components.some((component) => component.electronic > 0);
  const columns: TableColumn[] = [
    { header: label("table.no"), share: 6, align: "center" },
    { header: label("table.name"), share: withElectronic ? 48 : 58, align: "left" },
    { header: label("table.original"), share: 11, align: "center" },
    { header: label("table.certified"), share: 14, align: "center" },
    { header: label("table.photo"), share: 11, align: "center" },
    ...(withElectronic ? [{ header: label("table.electronic"), share: 12, align: "center" } as const] : []),
  ];
  const count = (value: number): Run[] => [plain(value === 0 ? "–" : String(value))];
  const rows = components.map((component, index) => [
    [plain(String(index + 1))],
    [plain(component.name)],
    count(component.originals),
    count(component.certified),
    count(component.photocopies),
    ...(withElectronic ? [count(component.electronic)] : []),
  ]);
  gap(sheet, 1.5);
  drawTable(sheet, columns, rows);
  gap(sheet, 3.5);
}

export const moment = (at: Date, data: AnySlipData): string => momentText(at, data.timeZone);
