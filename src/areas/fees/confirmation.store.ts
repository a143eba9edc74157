import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Booked } from "./fee.ts";

export const PROBLEMS = ["no_reference", "unknown_reference", "wrong_amount", "already_paid", "cancelled", "no_receipt"] as const;
export type ConfirmationProblem = (typeof PROBLEMS)[number];

/** What a bank said of money that came in, and what was made of it. */
export interface Confirmation extends Booked {
  readonly id: number;
  readonly accountId: number;
  readonly transactionId: string;
  readonly amountVnd: number;
  readonly content: string;
  readonly paidAt: Date;
  readonly receivedAt: Date;
  readonly outcome: "matched" | "unmatched";
  readonly problem: ConfirmationProblem | null;
  readonly movementId: number;
  readonly matchedMovementId: number | null;
}

const confirmations = (tx: Tx) => tx.selectFrom("fee_confirmation").selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof confirmations>["executeTakeFirstOrThrow"]>>;

const toConfirmation = (row: Row): Confirmation => ({
  id: row.id,
  provinceId: row.province_id,
  agencyId: row.agency_id,
  accountId: row.account_id,
  transactionId: row.transaction_id,
  amountVnd: row.amount_vnd,
  content: row.content,
  paidAt: row.paid_at,
  receivedAt: row.received_at,
  outcome: row.outcome as Confirmation["outcome"],
  problem: row.problem as ConfirmationProblem | null,
  movementId: row.movement_id,
  matchedMovementId: row.matched_movement_id,
});

/** Two who bring the same transaction at once, a bank and its statement, come one after the other. */
export async function lockTransaction(tx: Tx, accountId: number, transactionId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fee transaction ${accountId} ${transactionId}`}, 0))`.execute(tx);
}

/** Held until the commit for whoever is about to settle it. */
export async function lockConfirmation(tx: Tx, id: number): Promise<Confirmation | undefined> {
  const row = await confirmations(tx).where("id", "=", id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toConfirmation(row);
}

export async function findConfirmation(
  tx: Tx,
  by: { readonly id: number } | { readonly accountId: number; readonly transactionId: string },
): Promise<Confirmation | undefined> {
  const query =
    "id" in by
      ? confirmations(tx).where("id", "=", by.id)
      : confirmations(tx).where("account_id", "=", by.accountId).where("transaction_id", "=", by.transactionId);
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : toConfirmation(row);
}

/** Money that nobody is known to owe, oldest first. */
export async function listUnmatched(tx: Tx, limit: number): Promise<readonly Confirmation[]> {
  const rows = await confirmations(tx)
    .where("outcome", "=", "unmatched")
    .where("matched_movement_id", "is", null)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toConfirmation);
}

export async function insertConfirmation(tx: Tx, draft: Omit<Confirmation, "id" | "matchedMovementId">): Promise<number> {
  const { id } = await tx
    .insertInto("fee_confirmation")
    .values({
      province_id: draft.provinceId,
      agency_id: draft.agencyId,
      account_id: draft.accountId,
      transaction_id: draft.transactionId,
      amount_vnd: draft.amountVnd,
      content: draft.content,
      paid_at: draft.paidAt,
      received_at: draft.receivedAt,
      outcome: draft.outcome,
      problem: draft.problem,
      movement_id: draft.movementId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function markSettled(tx: Tx, id: number, movementId: number): Promise<void> {
  await tx.updateTable("fee_confirmation").set({ matched_movement_id: movementId }).where("id", "=", id).execute();
}
