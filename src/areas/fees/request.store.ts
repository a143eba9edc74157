import type { Tx } from "#platform/db/tx.ts";
import type { Booked } from "./fee.ts";

/** What a payment code asks for: this much, for this dossier, under this reference. */
export interface PaymentRequest extends Booked {
  readonly id: number;
  readonly dossierId: number;
  readonly accountId: number;
  readonly reference: string;
  readonly amountVnd: number;
  readonly createdAt: Date;
  readonly cashierId: number | null;
  readonly paidMovementId: number | null;
  readonly cancelledAt: Date | null;
}

const requests = (tx: Tx) => tx.selectFrom("fee_request").selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof requests>["executeTakeFirstOrThrow"]>>;

const toRequest = (row: Row): PaymentRequest => ({
  id: row.id,
  provinceId: row.province_id,
  agencyId: row.agency_id,
  dossierId: row.dossier_id,
  accountId: row.account_id,
  reference: row.reference ?? "",
  amountVnd: row.amount_vnd,
  createdAt: row.created_at,
  cashierId: row.cashier_id,
  paidMovementId: row.paid_movement_id,
  cancelledAt: row.cancelled_at,
});

export async function findRequestByReference(tx: Tx, reference: string): Promise<PaymentRequest | undefined> {
  const row = await requests(tx).where("reference", "=", reference).executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

/** The request that waits for its money; a dossier has one at most. */
export async function findOpenRequest(tx: Tx, dossierId: number): Promise<PaymentRequest | undefined> {
  const row = await requests(tx)
    .where("dossier_id", "=", dossierId)
    .where("paid_movement_id", "is", null)
    .where("cancelled_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

export async function insertRequest(
  tx: Tx,
  draft: Booked & {
    readonly dossierId: number;
    readonly accountId: number;
    readonly amountVnd: number;
    readonly createdAt: Date;
    readonly createdBy: string;
    readonly cashierId: number | null;
  },
  referenceOf: (id: number) => string,
): Promise<string> {
  const { id } = await tx
    .insertInto("fee_request")
    .values({
      province_id: draft.provinceId,
      agency_id: draft.agencyId,
      dossier_id: draft.dossierId,
      account_id: draft.accountId,
      amount_vnd: draft.amountVnd,
      created_at: draft.createdAt,
      created_by: draft.createdBy,
      cashier_id: draft.cashierId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const reference = referenceOf(id);
  await tx.updateTable("fee_request").set({ reference }).where("id", "=", id).execute();
  return reference;
}

export async function markRequestPaid(tx: Tx, id: number, movementId: number): Promise<void> {
  await tx.updateTable("fee_request").set({ paid_movement_id: movementId }).where("id", "=", id).execute();
}

export async function cancelRequest(tx: Tx, id: number, at: Date): Promise<void> {
  await tx.updateTable("fee_request").set({ cancelled_at: at }).where("id", "=", id).execute();
}

/** A code that asks for more than is still owed would be paid twice: it asks no longer. */
export async function dropStaleRequest(tx: Tx, dossierId: number, outstandingVnd: number, at: Date): Promise<void> {
  await tx
    .updateTable("fee_request")
    .set({ cancelled_at: at })
    .where("dossier_id", "=", dossierId)
    .where("paid_movement_id", "is", null)
    .where("cancelled_at", "is", null)
    .where("amount_vnd", ">", outstandingVnd)
    .execute();
}
