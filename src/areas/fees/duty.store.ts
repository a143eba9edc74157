import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";

const SETTING = "fees.tax";

/** How the tax side is reached; absent where slips go there on paper. */
export const TaxSettings = z.object({
  url: z.url(),
  token: z.string(),
  /** The other side is the local peer that ships for trying out. */
  localPeer: z.boolean().default(false),
});
export type TaxSettings = z.output<typeof TaxSettings>;

export async function findTaxSettings(tx: Tx): Promise<TaxSettings | undefined> {
  const { rows } = await sql<{ value: unknown }>`select value from setting where name = ${SETTING}`.execute(tx);
  return rows[0] === undefined ? undefined : TaxSettings.parse(rows[0].value);
}

export async function saveTaxSettings(tx: Tx, settings: TaxSettings, now: Date): Promise<void> {
  await sql`
    insert into setting (name, value, changed_at) values (${SETTING}, ${JSON.stringify(settings)}::jsonb, ${now})
    on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(tx);
}

/** A financial duty of a dossier towards the tax side, from the slip to the Treasury's receipt. */
export interface Duty {
  readonly id: number;
  readonly slipNo: string;
  readonly basis: string;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly sentAt: Date | null;
  readonly refusedReason: string | null;
  readonly noticeNo: string | null;
  readonly amountVnd: number | null;
  readonly payUntil: string | null;
  readonly noticedAt: Date | null;
  readonly receiptNo: string | null;
  readonly paidAt: Date | null;
}

export async function insertDuty(
  tx: Tx,
  duty: Pick<Duty, "slipNo" | "basis" | "requestedAt" | "requestedBy"> & {
    readonly provinceId: number;
    readonly agencyId: number;
    readonly dossierId: number;
  },
): Promise<void> {
  await tx
    .insertInto("financial_duty")
    .values({
      province_id: duty.provinceId,
      agency_id: duty.agencyId,
      dossier_id: duty.dossierId,
      slip_no: duty.slipNo,
      basis: duty.basis,
      requested_at: duty.requestedAt,
      requested_by: duty.requestedBy,
    })
    .execute();
}

/** All duties of a dossier, the oldest first. */
export async function listDuties(tx: Tx, dossierId: number): Promise<readonly Duty[]> {
  const { rows } = await sql<Duty>`
    select id, slip_no as "slipNo", basis, requested_at as "requestedAt", requested_by as "requestedBy", sent_at as "sentAt",
      refused_reason as "refusedReason", notice_no as "noticeNo", amount_vnd as "amountVnd", pay_until::text as "payUntil",
      noticed_at as "noticedAt", receipt_no as "receiptNo", paid_at as "paidAt"
    from financial_duty where dossier_id = ${dossierId} order by id`.execute(tx);
  return rows;
}

export async function markSent(tx: Tx, id: number, now: Date): Promise<void> {
  await sql`update financial_duty set sent_at = ${now} where id = ${id} and sent_at is null`.execute(tx);
}

export async function markRefused(tx: Tx, id: number, reason: string): Promise<void> {
  await sql`update financial_duty set refused_reason = ${reason} where id = ${id}`.execute(tx);
}

export async function markNoticed(
  tx: Tx,
  id: number,
  notice: { readonly no: string; readonly amountVnd: number; readonly payUntil: string },
  now: Date,
): Promise<void> {
  await sql`
    update financial_duty set notice_no = ${notice.no}, amount_vnd = ${notice.amountVnd}, pay_until = ${notice.payUntil}::date,
      noticed_at = ${now} where id = ${id} and noticed_at is null`.execute(tx);
}

export async function markPaid(tx: Tx, id: number, receiptNo: string, paidAt: Date): Promise<void> {
  await sql`update financial_duty set receipt_no = ${receiptNo}, paid_at = ${paidAt} where id = ${id} and paid_at is null`.execute(
    tx,
  );
}
