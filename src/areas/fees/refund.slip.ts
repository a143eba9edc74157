import { groupThousands, vndInWords } from "#core/money/vnd.ts";
import type { Office } from "#organisation";
import { formatInstant } from "#platform/i18n/dates.ts";
import { bold, italic, plain } from "#platform/pdf/lines.ts";
import { block, type Box, closeSheet, gap, lineHeight, need, openSheet, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import { type Method, type Receipt, receiptNumber } from "./fee.ts";
import type { Held } from "./held.ts";
import type { Movement } from "./ledger.store.ts";
import type { Proposal } from "./proposal.store.ts";
import { text } from "./texts.ts";

/** What is given back, why, who said so. */
type Refund = Pick<
  Proposal,
  | "amountVnd"
  | "reason"
  | "basis"
  | "proposedBy"
  | "proposedAt"
  | "decision"
  | "decidedAt"
  | "decidedBy"
  | "decisionReason"
  | "paidMovementId"
  | "paidTo"
  | "slipYear"
  | "slipNumber"
>;

/** What stands on the slip of a refund beside it. */
export interface RefundSheet {
  readonly refund: Refund;
  readonly paid:
    | { readonly at: Date; readonly by: string; readonly method: Method | null; readonly reference: string | null }
    | undefined;
  readonly receipts: readonly Receipt[];
  readonly office: Office;
  readonly code: string;
  readonly procedureName: string;
  readonly printedAt: Date;
}

const say = (key: Parameters<typeof text>[1], values?: Parameters<typeof text>[2]): string => text("vi", key, values);

/** How far a refund has come. */
export function refundState({ decision, paidMovementId }: Pick<Proposal, "decision" | "paidMovementId">) {
  if (decision === null) return "open";
  if (decision === "refused") return "refused";
  return paidMovementId === null ? "to_pay" : "paid";
}

export const paidBy = ({ occurredAt, actorName, method, reference }: Movement) => ({
  at: occurredAt,
  by: actorName,
  method,
  reference,
});

/** What the post collected too much goes back without anybody's decision: it never was the office's. */
export const refundOfHeld = (held: Held): Refund => ({
  ...held,
  reason: `${say("held.reason")} (${held.reference})`,
  basis: null,
  proposedBy: held.heldBy,
  proposedAt: held.heldAt,
  decision: "approved",
  decidedAt: null,
  decidedBy: null,
  decisionReason: null,
  paidMovementId: held.returnedMovementId,
});

function drawSigners(page: Sheet, { refund, paid }: RefundSheet): void {
  const { size } = page;
  gap(page, 12);
  need(page, 8 * lineHeight(size));
  const top = page.y;
  const sides = [
    { title: say("refund.slip.proposer"), name: refund.proposedBy },
    { title: say("refund.slip.leader"), name: refund.decidedBy ?? "" },
    { title: say("refund.slip.cashier"), name: paid?.by ?? "" },
    { title: say("refund.slip.receiver"), name: refund.paidTo ?? "" },
  ];
  for (const [index, { title, name }] of sides.entries()) {
    const box: Box = { x: page.left + (index * page.width) / 4, width: page.width / 4 - 6, size: size - 1, align: "center" };
    const after = block(page, [bold(title)], top, box);
    page.y = Math.max(page.y, block(page, [bold(name)], after + 4 * lineHeight(size), box));
  }
}

/** The slip of a refund: who asked and why, who decided, what was paid to whom, with room for the four signatures. */
export function drawRefundSheet(data: RefundSheet): Promise<Buffer> {
  const { refund, paid, receipts, office } = data;
  const title = say("refund.slip.title");
  const page = openSheet("A5", {
    title: `${title} ${data.code}`,
    author: office.agency,
    subject: data.code,
    createdAt: data.printedAt,
  });
  const field = (label: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value !== "") paragraph(page, [plain(`${label}: `), bold(value)]);
  };
  paragraph(page, [bold(office.agency.toLocaleUpperCase("vi"))]);
  paragraph(page, [plain(office.oneStopShop)], { after: 6 });
  paragraph(page, [bold(title.toLocaleUpperCase("vi"))], { size: page.size * 1.4, align: "center" });
  const number =
    refund.slipNumber === null ? say(`refund.state.${refundState(refund)}`) : `${refund.slipNumber}/${refund.slipYear}`;
  paragraph(page, [italic(`${say("slip.number")}: ${number}`)], { align: "center", after: 6 });
  field(say("slip.for"), `${data.procedureName} (${data.code})`);
  field(
    say("receipt"),
    receipts
      .filter(({ voidedAt }) => voidedAt === null)
      .map(receiptNumber)
      .join("; "),
  );
  field(say("amount"), `${groupThousands(refund.amountVnd)} đ`);
  field(say("slip.in_words"), vndInWords(refund.amountVnd));
  field(say("reason"), refund.reason);
  field(say("basis"), refund.basis);
  field(say("refund.slip.proposed"), `${refund.proposedBy}, ${formatInstant(refund.proposedAt)}`);
  if (refund.decidedAt !== null) {
    const decision = say(refund.decision === "refused" ? "proposal.refused" : "proposal.approved");
    field(say("refund.slip.decided"), `${decision} – ${refund.decidedBy ?? ""}, ${formatInstant(refund.decidedAt)}`);
  }
  field(say("decision.reason"), refund.decisionReason);
  if (paid !== undefined) {
    const way = [paid.method === null ? null : say(`method.${paid.method}`), paid.reference].filter(Boolean).join(" · ");
    field(say("refund.slip.paid"), `${way}, ${formatInstant(paid.at)}`);
    field(say("refund.paid_to"), refund.paidTo);
  }
  drawSigners(page, data);
  return closeSheet(page);
}
