import type { Dossier, Party } from "#dossiers";
import { phoneToNational } from "#platform/input/fields.ts";
import type { Office } from "#organisation";
import { formatDate } from "#platform/i18n/dates.ts";
import { bold, plain } from "#platform/pdf/lines.ts";
import { drawQr } from "#platform/pdf/qr.ts";
import {
  block,
  closeSheet,
  FAINT,
  fittingSize,
  openSheet,
  paragraph,
  rule,
  type Paper,
  type Sheet,
} from "#platform/pdf/sheet.ts";
import { formsRefusal } from "./forms.errors.ts";
import { label } from "./labels.ts";

export const SIDE_PAPERS = ["envelope", "label"] as const;
export type SidePaper = (typeof SIDE_PAPERS)[number];

export interface SideFacts {
  readonly dossier: Dossier;
  readonly office: Office;
  readonly printedAt: Date;
}

/** Where the result goes: to whoever handed the dossier in, else to its owner; refuses `address_missing`. */
function addressee({ parties }: Dossier): Party & { readonly address: string } {
  const { submitter, authorised, owner } = parties;
  const found = [submitter, authorised, owner].find((party) => party?.address !== undefined);
  if (found?.address === undefined) throw formsRefusal("address_missing");
  return { ...found, address: found.address };
}

function open(paper: Paper, { dossier, office, printedAt }: SideFacts): Sheet {
  return openSheet(paper, { title: dossier.code, author: office.agency, subject: dossier.code, createdAt: printedAt });
}

/** The sender above on the left, the addressee below on the right. The QR code is the dossier's code: an envelope passes through many hands. */
function drawEnvelope(facts: SideFacts): Sheet {
  const { dossier, office } = facts;
  const to = addressee(dossier);
  const sheet = open("ENVELOPE", facts);
  const from = { x: sheet.left, width: sheet.width * 0.55, size: sheet.size } as const;
  let y = block(sheet, [plain(label("envelope.from"))], sheet.y, { ...from, size: sheet.size - 2, color: FAINT });
  y = block(sheet, [bold(office.agency.toLocaleUpperCase("vi"))], y, from);
  if (office.oneStopShop !== office.agency) y = block(sheet, [plain(office.oneStopShop)], y, from);
  if (office.parentAgency !== undefined) y = block(sheet, [plain(office.parentAgency)], y, from);
  const side = 52;
  drawQr(sheet, dossier.code, sheet.left, y + 8, side);
  block(sheet, [plain(dossier.code)], y + 8 + side + 4, { ...from, size: sheet.size - 2, color: FAINT });

  const left = sheet.left + sheet.width * 0.42;
  const right = { x: left, width: sheet.left + sheet.width - left, size: sheet.size + 1.5 } as const;
  let below = sheet.y + 140;
  below = block(sheet, [plain(`${label("envelope.to")}: `), bold(to.name)], below, right);
  below = block(sheet, [plain(`${label("envelope.address")}: ${to.address}`)], below + 2, right);
  if (to.phone !== undefined) {
    block(sheet, [plain(`${label("envelope.phone")}: ${phoneToNational(to.phone)}`)], below + 2, right);
  }
  return sheet;
}

/** What is stuck on the folder of a dossier: QR code and code, whose it is and what about, received and due. */
function drawLabel(facts: SideFacts): Sheet {
  const { dossier, office } = facts;
  const sheet = open("LABEL", facts);
  const side = 70;
  drawQr(sheet, dossier.code, sheet.left + 2, sheet.y + 2, side);
  const box = { ...sheet, left: sheet.left + side + 10, width: sheet.width - side - 10 };
  const size = fittingSize(sheet, dossier.code, "bold", sheet.size + 2, box.width - 1);
  paragraph(box, [bold(dossier.code)], { size, after: 2 });
  paragraph(box, [bold(shortened(dossier.parties.owner.name, 48))]);
  paragraph(box, [plain(shortened(dossier.procedureName, 84))], { after: 2 });
  paragraph(box, [plain(label("label.received", { day: formatDate(dossier.receivedAt, dossier.timeZone) }))]);
  if (dossier.dueAt !== null) paragraph(box, [plain(label("label.due", { day: formatDate(dossier.dueAt, dossier.timeZone) }))]);
  const foot = sheet.top + side + 10;
  rule(sheet, sheet.left, foot, sheet.width, 0.4);
  const { agency } = office;
  const small = fittingSize(sheet, agency, "regular", sheet.size - 1.4, sheet.width - 1);
  block(sheet, [plain(agency)], foot + 3, { x: sheet.left, width: sheet.width, size: small, color: FAINT });
  return sheet;
}

/** Cut between words, where a label has no more room. */
const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, "")}…`;

const DRAWERS: Readonly<Record<SidePaper, (facts: SideFacts) => Sheet>> = { envelope: drawEnvelope, label: drawLabel };

/** An envelope or a folder's label of a dossier as a PDF file. */
export const renderSidePaper = (paper: SidePaper, facts: SideFacts): Promise<Buffer> => closeSheet(DRAWERS[paper](facts));
