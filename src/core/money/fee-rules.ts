import type { PaymentState } from "../workflow/dossier-facts.ts";
import type { Share } from "./ledger.ts";
import { isVnd } from "./vnd.ts";

/** Phí, lệ phí (Law on fees and charges 2015, article 3), and prices of services. */
export const FEE_KINDS = ["fee", "charge", "other"] as const;
export type FeeKind = (typeof FEE_KINDS)[number];

/** Collected before the dossier goes on, or before its result is handed out. */
export const FEE_TIMINGS = ["before", "after"] as const;
export type FeeTiming = (typeof FEE_TIMINGS)[number];

/** A fee as a procedure's version names it. */
export interface FeeRule {
  readonly kind: FeeKind;
  readonly name?: string | undefined;
  /** Null: the amount depends on something or is not stated; an officer assesses it. */
  readonly amountVnd: number | null;
  /** What the amount is for one of, such as a page: an officer enters how many. */
  readonly per?: string | undefined;
  /** From the so-manieth on, each is this much. */
  readonly steps?: readonly { readonly from: number; readonly amountVnd: number }[] | undefined;
  /** However many there are, no more than this. */
  readonly mostVnd?: number | undefined;
  /** Due only where the applicant asks for what it pays: an officer adds it. */
  readonly onRequest?: boolean | undefined;
  readonly timing?: FeeTiming | undefined;
  /** Only in these cases of the procedure; absent: in all. */
  readonly cases?: readonly string[] | undefined;
  /** What is taken off for a channel, such as half for an online dossier, with the act that says so. */
  readonly discounts?: readonly ChannelDiscount[] | undefined;
  /** For whom it is waived or reduced, with the act that says so; somebody decides on each. */
  readonly reliefs?: readonly FeeRelief[] | undefined;
  /** The first day (yyyy-MM-dd) on which it is due, and the first on which it no longer is. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly basis?: string | undefined;
  readonly budgetCode?: string | undefined;
  readonly text?: string | undefined;
}

export interface ChannelDiscount {
  readonly channel: string;
  /** Per cent of the amount. */
  readonly percent: number;
  readonly basis: string;
  /** The first day (yyyy-MM-dd) on which it holds, and the first on which it no longer does. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface FeeRelief {
  /** For whom, in words: "Người thuộc hộ nghèo". */
  readonly who: string;
  /** Per cent of the amount; 100 is an exemption. */
  readonly percent: number;
  readonly basis: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** A line of a dossier's fees before it is written. */
export interface AssessedFee {
  readonly kind: FeeKind;
  readonly name: string | undefined;
  readonly amountVnd: number;
  readonly discountVnd: number;
  readonly discountBasis: string | undefined;
  readonly timing: FeeTiming;
  readonly basis: string | undefined;
  readonly budgetCode: string | undefined;
  /** Who may have it waived or reduced on that day. */
  readonly reliefs: readonly FeeRelief[];
}

/** What a discount of so many per cent takes off: rounded down to whole đồng, so that never too little is asked twice. */
export const discountOf = (amountVnd: number, percent: number): number => Math.floor((amountVnd * percent) / 100);

/** Whether a fee, a discount or a relief is in force on a day (yyyy-MM-dd). */
export const holdsOn = ({ from, until }: Pick<ChannelDiscount, "from" | "until">, on: string): boolean =>
  (from === undefined || from <= on) && (until === undefined || on < until);

/** Whether a fee is due in this case of its procedure. */
export const appliesTo = (rule: Pick<FeeRule, "cases">, caseCode: string): boolean =>
  rule.cases === undefined || rule.cases.length === 0 || rule.cases.includes(caseCode);

/** Whether the amount of a fee is known from the version alone. */
export const isStated = (rule: FeeRule): boolean =>
  rule.amountVnd !== null && isVnd(rule.amountVnd) && rule.per === undefined && rule.onRequest !== true;

/** Everyone whom the fees of a version treat better on a day, each once. */
export const whoPaysLess = (rules: readonly FeeRule[], on: string): readonly string[] => [
  ...new Set(rules.flatMap((rule) => (rule.reliefs ?? []).filter((it) => holdsOn(it, on)).map(({ who }) => who))),
];

/** What so many of a fee's unit come to: by its steps, up to its ceiling. 0 for a fee without an amount. */
export function amountFor(rule: Pick<FeeRule, "amountVnd" | "steps" | "mostVnd">, quantity: number): number {
  const bounds = [{ from: 1, amountVnd: rule.amountVnd ?? 0 }, ...(rule.steps ?? [])].toSorted((a, b) => a.from - b.from);
  const total = bounds.reduce((sum, { from, amountVnd }, index) => {
    const last = Math.min(quantity, (bounds[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1);
    return sum + Math.max(0, last - from + 1) * amountVnd;
  }, 0);
  return Math.min(total, rule.mostVnd ?? total);
}

/**
 * The lines that a dossier gets when it is received: each fee of the version with a stated amount above zero that its case has,
 * less the largest discount of its channel on that day (yyyy-MM-dd). The others are left to an officer.
 */
export function assessFees(
  rules: readonly FeeRule[],
  dossier: { readonly caseCode: string; readonly channel: string; readonly on: string },
): readonly AssessedFee[] {
  return rules.flatMap((rule) => {
    const { amountVnd } = rule;
    if (!isStated(rule) || amountVnd === null || amountVnd === 0 || !appliesTo(rule, dossier.caseCode)) return [];
    if (!holdsOn(rule, dossier.on)) return [];
    const discount = (rule.discounts ?? [])
      .filter((it) => it.channel === dossier.channel && holdsOn(it, dossier.on))
      .toSorted((a, b) => b.percent - a.percent)[0];
    return [
      {
        kind: rule.kind,
        name: rule.name,
        amountVnd,
        discountVnd: discount === undefined ? 0 : discountOf(amountVnd, Math.min(100, Math.max(0, discount.percent))),
        discountBasis: discount?.basis,
        timing: rule.timing ?? "before",
        basis: rule.basis,
        budgetCode: rule.budgetCode,
        reliefs: (rule.reliefs ?? []).filter((it) => holdsOn(it, dossier.on)),
      },
    ];
  });
}

/** What has happened to one line of a dossier's fees, in đồng. */
export interface LineBalance {
  readonly lineId: number;
  readonly timing: FeeTiming;
  readonly assessedVnd: number;
  /** Taken off: discount, exemption, cancellation. */
  readonly waivedVnd: number;
  readonly paidVnd: number;
  readonly refundedVnd: number;
}

export const outstandingOf = (line: LineBalance): number => line.assessedVnd - line.waivedVnd - line.paidVnd;

/**
 * How a payment is shared out over the lines: what must be paid before goes first, then in the order of the list, each up to
 * what is outstanding. The shares add up to the amount; undefined where more is paid than is owed.
 */
export function allocate(amountVnd: number, lines: readonly LineBalance[]): readonly Share[] | undefined {
  const ordered = [...lines.filter((it) => it.timing === "before"), ...lines.filter((it) => it.timing === "after")];
  let rest = amountVnd;
  const shares = ordered.flatMap((line) => {
    const part = Math.min(rest, outstandingOf(line));
    rest -= Math.max(0, part);
    return part > 0 ? [{ lineId: line.lineId, amountVnd: part }] : [];
  });
  return rest === 0 ? shares : undefined;
}

/** What a dossier's fees have come to, from its lines and whether a refund waits for an answer or for its money. */
export function paymentStateOf(lines: readonly LineBalance[], refundOpen: boolean): PaymentState {
  const total = (pick: (line: LineBalance) => number): number => lines.reduce((sum, line) => sum + pick(line), 0);
  const [assessed, paid, refunded] = [total((it) => it.assessedVnd), total((it) => it.paidVnd), total((it) => it.refundedVnd)];
  if (assessed === 0) return "none";
  if (refundOpen) return "refund_requested";
  if (total(outstandingOf) > 0) return paid > 0 ? "partly" : "due";
  if (paid === 0) return "waived";
  return refunded === paid ? "refunded" : "paid";
}

/** What is still to be paid before the dossier goes on ("before"), or before its result is handed out (everything). */
export const outstandingBefore = (lines: readonly LineBalance[], moment: "hand_over" | "return"): number =>
  lines
    .filter((line) => moment === "return" || line.timing === "before")
    .reduce((sum, line) => sum + Math.max(0, outstandingOf(line)), 0);
