import { err, ok, type Result } from "../result.ts";
import { MOST_VND } from "./vnd.ts";

/**
 * The accounts of the fee ledger. Debits are positive. `receivable` is what applicants owe, `cash` what a cashier holds,
 * `bank` what lies in the office's account, `carrier` what the post
 * collected for the office and still holds, `income` what was assessed, `waived` and `refunded` what is taken off it,
 * `refund_payable` what is owed back, `unmatched` money that came in and that nobody owed, `difference` what a count found.
 */
export const LEDGER_ACCOUNTS = [
  "receivable",
  "cash",
  "bank",
  "carrier",
  "income",
  "waived",
  "refunded",
  "refund_payable",
  "unmatched",
  "difference",
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** One line of a booking: debit above zero, credit below, in whole đồng. */
export interface Entry {
  readonly account: LedgerAccount;
  readonly amountVnd: number;
  /** The fee line that it is about; absent for money without one. */
  readonly lineId?: number | undefined;
}

export type LedgerFault = "empty" | "unbalanced" | "not_whole";

/** The booking as it was given, or what is wrong with it: debits equal credits, in whole đồng, none of them zero. */
export function checkBooking(entries: readonly Entry[]): Result<readonly Entry[], LedgerFault> {
  if (entries.length < 2) return err("empty");
  if (entries.some(({ amountVnd }) => !isBookable(amountVnd))) return err("not_whole");
  return sum(entries) === 0 ? ok(entries) : err("unbalanced");
}

const isBookable = (amount: number): boolean => Number.isSafeInteger(amount) && amount !== 0 && Math.abs(amount) <= MOST_VND;

const sum = (entries: readonly Entry[]): number => entries.reduce((total, { amountVnd }) => total + amountVnd, 0);

/** What takes a booking back: the same lines with the other sign. */
export const reverseBooking = (entries: readonly Entry[]): readonly Entry[] =>
  entries.map((entry) => ({ ...entry, amountVnd: -entry.amountVnd }));

/** A part of an amount that belongs to one fee line. */
export interface Share {
  readonly lineId: number;
  readonly amountVnd: number;
}

/** Both sides of a movement of money between two accounts, line by line. */
export const book = (debit: LedgerAccount, credit: LedgerAccount, shares: readonly Share[]): readonly Entry[] =>
  shares.flatMap(({ lineId, amountVnd }) => [
    { account: debit, amountVnd, lineId },
    { account: credit, amountVnd: -amountVnd, lineId },
  ]);

/** A movement of money that belongs to no line. */
export const bookWithoutLine = (debit: LedgerAccount, credit: LedgerAccount, amountVnd: number): readonly Entry[] => [
  { account: debit, amountVnd },
  { account: credit, amountVnd: -amountVnd },
];
