import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Booked, Method, Payer, Receipt, ReceiptLine } from "./fee.ts";

export interface ReceiptDraft extends Booked {
  readonly dossierId: number;
  readonly movementId: number;
  readonly form: string;
  readonly serial: string;
  /** The first number that its series has. */
  readonly firstNumber: number;
  readonly amountVnd: number;
  readonly payer: Payer;
  readonly lines: readonly ReceiptLine[];
  readonly method: Method;
  readonly issuedAt: Date;
  readonly issuedBy: string;
}

/** The next number of a book: the row is locked until the commit, so that no number is skipped and none given twice. */
async function nextNumber(
  tx: Tx,
  { agencyId, form, serial, firstNumber }: Pick<ReceiptDraft, "agencyId" | "form" | "serial" | "firstNumber">,
): Promise<number> {
  const row = await tx
    .insertInto("fee_receipt_book")
    .values({ agency_id: agencyId, form, serial, last_number: firstNumber })
    .onConflict((conflict) =>
      conflict
        .columns(["agency_id", "form", "serial"])
        .doUpdateSet({ last_number: sql<number>`greatest(fee_receipt_book.last_number + 1, excluded.last_number)` }),
    )
    .returning("last_number")
    .executeTakeFirstOrThrow();
  return row.last_number;
}

/** Issues the receipt of one payment. */
export async function insertReceipt(tx: Tx, draft: ReceiptDraft): Promise<{ readonly id: number; readonly number: number }> {
  const number = await nextNumber(tx, draft);
  const { id } = await tx
    .insertInto("fee_receipt")
    .values({
      province_id: draft.provinceId,
      agency_id: draft.agencyId,
      dossier_id: draft.dossierId,
      movement_id: draft.movementId,
      form: draft.form,
      serial: draft.serial,
      number,
      amount_vnd: draft.amountVnd,
      payer: JSON.stringify(draft.payer),
      lines: JSON.stringify(draft.lines),
      method: draft.method,
      issued_at: draft.issuedAt,
      issued_by: draft.issuedBy,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, number };
}

const receipts = (tx: Tx) => tx.selectFrom("fee_receipt").selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof receipts>["executeTakeFirstOrThrow"]>>;

const toReceipt = (row: Row): Receipt => ({
  id: row.id,
  agencyId: row.agency_id,
  dossierId: row.dossier_id,
  movementId: row.movement_id,
  form: row.form,
  serial: row.serial,
  number: row.number,
  amountVnd: row.amount_vnd,
  payer: row.payer as unknown as Payer,
  lines: row.lines as unknown as readonly ReceiptLine[],
  method: row.method as Method,
  issuedAt: row.issued_at,
  issuedBy: row.issued_by,
  voidedAt: row.voided_at,
  voidedBy: row.voided_by,
  voidReason: row.void_reason,
});

export async function findReceipt(tx: Tx, id: number): Promise<Receipt | undefined> {
  const row = await receipts(tx).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toReceipt(row);
}

export async function listReceipts(tx: Tx, dossierId: number): Promise<readonly Receipt[]> {
  return (await receipts(tx).where("dossier_id", "=", dossierId).orderBy("id").execute()).map(toReceipt);
}

export async function markVoided(tx: Tx, id: number, by: { at: Date; name: string; reason: string }): Promise<void> {
  await tx
    .updateTable("fee_receipt")
    .set({ voided_at: by.at, voided_by: by.name, void_reason: by.reason })
    .where("id", "=", id)
    .execute();
}
