import { z } from "zod";
import type { Role } from "#core/roles.ts";
import { FEE_KINDS, FEE_TIMINGS, type FeeKind, type FeeTiming, type LineBalance } from "#core/money/fee-rules.ts";
import { readVnd } from "#core/money/vnd.ts";
import { choice, chosenId, integer, optional, requiredText } from "#platform/input/fields.ts";

/** How money came in or goes back: notes over the counter, a transfer that an officer saw, a code that the bank confirmed, the post at the door. */
export const METHODS = ["cash", "transfer", "qr", "cod"] as const;
export type Method = (typeof METHODS)[number];

export const MOVEMENT_KINDS = [
  "assess",
  "discount",
  "exempt",
  "cancel",
  "pay",
  "reverse",
  "refund",
  "refund_pay",
  "unmatched",
  "match",
  "deposit",
  "difference",
  "remit",
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

export const PROPOSAL_KINDS = ["exempt", "discount", "refund"] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** An amount as a person typed it → whole đồng above zero. */
export const vnd = () =>
  z.union([z.string(), z.number()], { error: "@field.required" }).transform((value, context) => {
    const amount = readVnd(String(value));
    if (amount.ok && amount.value > 0) return amount.value;
    context.addIssue({ code: "custom", message: "@field.number" });
    return z.NEVER;
  });

export const AddLineInput = z.object({
  kind: choice(FEE_KINDS),
  name: requiredText(500),
  /** For one; `quantity` of them by the steps of the procedure's fee, where it has any. */
  amountVnd: vnd(),
  quantity: integer(1, 10_000).default(1),
  timing: choice(FEE_TIMINGS).default("before"),
  basis: optional(requiredText(1000)),
  budgetCode: optional(requiredText(40)),
});
export type AddLineInput = z.output<typeof AddLineInput>;

export const CancelLineInput = z.object({ lineId: chosenId(), reason: requiredText(1000) });
export type CancelLineInput = z.output<typeof CancelLineInput>;

/** Without an amount: everything that is outstanding. */
export const PayInput = z.object({
  method: choice(["cash", "transfer"]),
  amountVnd: optional(vnd()),
  reference: optional(requiredText(100)),
  payerName: optional(requiredText(200)),
});
export type PayInput = z.output<typeof PayInput>;

/** How money is given back. */
export const PayBackInput = PayInput.pick({ method: true, reference: true }).extend({
  /** Who took the money; absent: whom the dossier names. */
  paidTo: optional(requiredText(200)),
});
export type PayBackInput = z.output<typeof PayBackInput>;

export const ProposalInput = z.object({
  kind: choice(PROPOSAL_KINDS),
  lineId: optional(chosenId()),
  amountVnd: optional(vnd()),
  reason: optional(requiredText(1000)),
  basis: optional(requiredText(1000)),
  /** For whom the procedure itself says so: then amount, reason and basis are the procedure's. */
  relief: optional(requiredText(300)),
});
export type ProposalInput = z.output<typeof ProposalInput>;

export const DecisionInput = z.object({ decision: choice(["approved", "refused"]), reason: optional(requiredText(1000)) });
export type DecisionInput = z.output<typeof DecisionInput>;

export const VoidInput = z.object({ reason: requiredText(1000) });

/** A line of a dossier's fees with what became of it. */
export interface FeeLine extends LineBalance {
  readonly kind: FeeKind;
  readonly name: string | null;
  readonly timing: FeeTiming;
  readonly basis: string | null;
  readonly budgetCode: string | null;
  readonly origin: "procedure" | "officer";
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** One receipt line as it was printed. */
export interface ReceiptLine {
  readonly kind: FeeKind;
  readonly name: string | null;
  readonly budgetCode: string | null;
  readonly amountVnd: number;
}

export interface Payer {
  readonly name: string;
  readonly idNumber?: string | undefined;
  readonly address?: string | undefined;
}

export interface Receipt {
  readonly id: number;
  readonly agencyId: number;
  readonly dossierId: number;
  readonly movementId: number;
  readonly form: string;
  readonly serial: string;
  readonly number: number;
  readonly amountVnd: number;
  readonly payer: Payer;
  readonly lines: readonly ReceiptLine[];
  readonly method: Method;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly voidedAt: Date | null;
  readonly voidedBy: string | null;
  readonly voidReason: string | null;
}

/** Who handles money, in which of their posts; a bank's confirmation is handled by the system. */
export interface Cashier {
  readonly accountId: number | null;
  readonly personId: number | null;
  readonly name: string;
  readonly role: Role | "system";
  readonly unitId: number | null;
  readonly agencyId: number;
  readonly onBehalfOfPersonId?: number | undefined;
}

/** Whose books, whose rows. */
export interface Booked {
  readonly provinceId: number;
  readonly agencyId: number;
}

export const receiptNumber = ({ serial, number }: Pick<Receipt, "serial" | "number">): string =>
  `${serial} · ${String(number).padStart(7, "0")}`;
