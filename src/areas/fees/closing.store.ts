import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Booked } from "./fee.ts";

export interface Closing extends Booked {
  readonly id: number;
  readonly cashierId: number;
  readonly cashierName: string;
  readonly day: string;
  /** How many notes of each value. */
  readonly notes: Readonly<Record<string, number>>;
  readonly expectedVnd: number;
  readonly countedVnd: number;
  readonly transfersVnd: number;
  readonly receipts: number;
  readonly explanation: string | null;
  readonly closedAt: Date;
  readonly closedBy: string;
}

const closings = (tx: Tx) => tx.selectFrom("fee_closing").selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof closings>["executeTakeFirstOrThrow"]>>;

const toClosing = (row: Row): Closing => ({
  id: row.id,
  provinceId: row.province_id,
  agencyId: row.agency_id,
  cashierId: row.cashier_id,
  cashierName: row.cashier_name,
  day: row.day,
  notes: row.notes as Readonly<Record<string, number>>,
  expectedVnd: row.expected_vnd,
  countedVnd: row.counted_vnd,
  transfersVnd: row.transfers_vnd,
  receipts: row.receipts,
  explanation: row.explanation,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
});

export async function findClosing(tx: Tx, id: number): Promise<Closing | undefined> {
  const row = await closings(tx).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toClosing(row);
}

/** The closings of a period, newest first. */
export async function listClosings(
  tx: Tx,
  wanted: { readonly agencyId: number; readonly from: string; readonly to: string; readonly cashierId?: number | undefined },
): Promise<readonly Closing[]> {
  let query = closings(tx).where("agency_id", "=", wanted.agencyId).where("day", ">=", wanted.from).where("day", "<=", wanted.to);
  if (wanted.cashierId !== undefined) query = query.where("cashier_id", "=", wanted.cashierId);
  return (await query.orderBy("day", "desc").orderBy("id", "desc").execute()).map(toClosing);
}

/** Whether this day of a cashier, or a later one, is closed. */
export async function isClosedFrom(tx: Tx, agencyId: number, cashierId: number, day: string): Promise<boolean> {
  const row = await tx
    .selectFrom("fee_closing")
    .select("id")
    .where("agency_id", "=", agencyId)
    .where("cashier_id", "=", cashierId)
    .where("day", ">=", day)
    .executeTakeFirst();
  return row !== undefined;
}

/** Waits for whoever is taking cash for this cashier, and keeps others waiting until the commit. */
export async function lockDay(tx: Tx, agencyId: number, cashierId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(fee_day_lock(${agencyId}, ${cashierId}))`.execute(tx);
}

/** What a cashier's day comes to by the ledger, since the last closing: that one left the drawer empty. */
export interface DayFigures {
  /** Cash that must be in the drawer: everything taken and not yet handed on, up to this day. */
  readonly expectedVnd: number;
  readonly cashInVnd: number;
  readonly cashOutVnd: number;
  readonly transfersVnd: number;
  readonly receipts: number;
}

export async function dayFigures(tx: Tx, agencyId: number, cashierId: number, day: string): Promise<DayFigures> {
  const { rows } = await sql<{ expected: number; cash_in: number; cash_out: number; transfers: number; receipts: number }>`
    select
      coalesce(sum(e.amount_vnd) filter (where e.account = 'cash'), 0)::bigint as expected,
      coalesce(sum(e.amount_vnd) filter (where e.account = 'cash' and m.day = ${day}::date and m.kind in ('pay', 'reverse')), 0)::bigint as cash_in,
      coalesce(-sum(e.amount_vnd) filter (where e.account = 'cash' and m.day = ${day}::date and m.kind = 'refund_pay'), 0)::bigint as cash_out,
      coalesce(sum(e.amount_vnd) filter (where e.account = 'bank' and m.day = ${day}::date and m.kind in ('pay', 'reverse')), 0)::bigint as transfers,
      count(distinct m.id) filter (where m.kind = 'pay' and m.day = ${day}::date)::int as receipts
    from fee_movement m join fee_entry e on e.movement_id = m.id
    where m.agency_id = ${agencyId} and m.cashier_id = ${cashierId} and m.day <= ${day}::date
      and m.day > coalesce((select max(c.day) from fee_closing c
        where c.agency_id = ${agencyId} and c.cashier_id = ${cashierId} and c.day < ${day}::date), '-infinity')`.execute(tx);
  const row = rows[0];
  return {
    expectedVnd: row?.expected ?? 0,
    cashInVnd: row?.cash_in ?? 0,
    cashOutVnd: row?.cash_out ?? 0,
    transfersVnd: row?.transfers ?? 0,
    receipts: row?.receipts ?? 0,
  };
}

/** Cash that a cashier took between two instants, less what they took back or paid back, by the ledger. */
export async function sumCash(
  tx: Tx,
  whose: { readonly agencyId: number; readonly cashierId: number },
  from: Date,
  to: Date,
): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(e.amount_vnd), 0)::bigint as sum from fee_movement m join fee_entry e on e.movement_id = m.id
    where m.agency_id = ${whose.agencyId} and e.cashier_id = ${whose.cashierId} and e.account = 'cash'
      and m.kind in ('pay', 'reverse', 'refund_pay') and m.occurred_at between ${from.toISOString()} and ${to.toISOString()}`.execute(
    tx,
  );
  return rows[0]?.sum ?? 0;
}

export async function insertClosing(tx: Tx, draft: Omit<Closing, "id">): Promise<number> {
  const { id } = await tx
    .insertInto("fee_closing")
    .values({
      province_id: draft.provinceId,
      agency_id: draft.agencyId,
      cashier_id: draft.cashierId,
      cashier_name: draft.cashierName,
      day: draft.day,
      notes: JSON.stringify(draft.notes),
      expected_vnd: draft.expectedVnd,
      counted_vnd: draft.countedVnd,
      transfers_vnd: draft.transfersVnd,
      receipts: draft.receipts,
      explanation: draft.explanation,
      closed_at: draft.closedAt,
      closed_by: draft.closedBy,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
