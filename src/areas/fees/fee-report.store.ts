import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Method, MovementKind } from "./fee.ts";

/** Which money a list or report is about; days are days of the books, both included. */
export interface FeeFilter {
  readonly agencies: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly method?: Method | undefined;
  readonly field?: string | undefined;
  readonly cashierId?: number | undefined;
}

/** One movement of money for a dossier, by kinds of fee; what was taken back or given back is below zero. */
export interface CollectedRow {
  readonly movementId: number;
  readonly dossierId: number;
  readonly code: string;
  readonly ownerName: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly field: string;
  readonly agencyId: number;
  readonly day: string;
  readonly kind: MovementKind;
  readonly method: Method | null;
  readonly actorName: string;
  readonly receipt: string | null;
  readonly chargeVnd: number;
  readonly feeVnd: number;
  readonly otherVnd: number;
}

export interface CollectedTotal {
  readonly rows: number;
  readonly chargeVnd: number;
  readonly feeVnd: number;
  readonly otherVnd: number;
}

const orAll = <T>(value: T | undefined): T | null => value ?? null;

/** Money of dossiers that came in or went back: one row for each entry on what is owed, by either side. */
const collected = (it: FeeFilter) => sql`
  from fee_movement m
  join fee_entry e on e.movement_id = m.id and e.account in ('receivable', 'refund_payable')
  join fee_line l on l.id = e.line_id
  join dossier d on d.id = m.dossier_id
  where m.kind in ('pay', 'match', 'reverse', 'refund_pay')
    and m.agency_id = any (${[...it.agencies]}::int[]) and m.day between ${it.from}::date and ${it.to}::date
    and (${orAll(it.method)}::text is null or coalesce(m.method, 'qr') = ${orAll(it.method)}::text)
    and (${orAll(it.field)}::text is null or d.field = ${orAll(it.field)}::text)
    and (${orAll(it.cashierId)}::bigint is null or m.cashier_id = ${orAll(it.cashierId)}::bigint)`;

const byKind = sql`
  coalesce(-sum(e.amount_vnd) filter (where l.kind = 'charge'), 0)::bigint as "chargeVnd",
  coalesce(-sum(e.amount_vnd) filter (where l.kind = 'fee'), 0)::bigint as "feeVnd",
  coalesce(-sum(e.amount_vnd) filter (where l.kind = 'other'), 0)::bigint as "otherVnd"`;

/** The movements of a period, newest first; `before` continues after the last of a page. */
export async function listCollected(
  tx: Tx,
  it: FeeFilter,
  paging: { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly CollectedRow[]> {
  const { rows } = await sql<CollectedRow>`
    select m.id as "movementId", d.id as "dossierId", d.code, d.owner_name as "ownerName", d.procedure_code as "procedureCode",
      d.procedure_name as "procedureName", d.field, m.agency_id as "agencyId", m.day::text as day, m.kind, m.method,
      m.actor_name as "actorName",
      (select r.serial || ' · ' || lpad(r.number::text, 7, '0') from fee_receipt r where r.movement_id in (m.id, m.reverses)) as receipt,
      ${byKind}
    ${collected(it)} and (${orAll(paging.before)}::bigint is null or m.id < ${orAll(paging.before)}::bigint)
    group by m.id, d.id
    order by m.id desc limit ${paging.limit}`.execute(tx);
  return rows;
}

export async function totalCollected(tx: Tx, it: FeeFilter): Promise<CollectedTotal> {
  const { rows } = await sql<CollectedTotal>`
    select count(distinct m.id)::int as rows, ${byKind} ${collected(it)}`.execute(tx);
  return rows[0] ?? { rows: 0, chargeVnd: 0, feeVnd: 0, otherVnd: 0 };
}

/** What the ledger itself says of the same period: money in drawer and bank, and what of it nobody is known to owe. */
export interface LedgerTotal {
  readonly cashVnd: number;
  readonly bankVnd: number;
  /** Collected by the post and not handed over within the period. */
  readonly carrierVnd: number;
  readonly unmatchedVnd: number;
}

export async function totalLedger(tx: Tx, it: Pick<FeeFilter, "agencies" | "from" | "to">): Promise<LedgerTotal> {
  const { rows } = await sql<LedgerTotal>`
    select coalesce(sum(e.amount_vnd) filter (where e.account = 'cash'), 0)::bigint as "cashVnd",
      coalesce(sum(e.amount_vnd) filter (where e.account = 'bank'), 0)::bigint as "bankVnd",
      coalesce(sum(e.amount_vnd) filter (where e.account = 'carrier'), 0)::bigint as "carrierVnd",
      coalesce(-sum(e.amount_vnd) filter (where e.account = 'unmatched'), 0)::bigint as "unmatchedVnd"
    from fee_movement m join fee_entry e on e.movement_id = m.id
    where m.kind not in ('deposit', 'difference')
      and m.agency_id = any (${[...it.agencies]}::int[]) and m.day between ${it.from}::date and ${it.to}::date`.execute(tx);
  return rows[0] ?? { cashVnd: 0, bankVnd: 0, carrierVnd: 0, unmatchedVnd: 0 };
}

/** What a settlement is by: a unit and a field of administration, or a content of the budget. */
export type SettlementBy = "settlement" | "contents";

export interface SettlementRow {
  /** Null by content, where the code may be null too: not every fee has one. */
  readonly unitId: number | null;
  readonly field: string | null;
  readonly budgetCode: string | null;
  readonly kind: string;
  readonly dossiers: number;
  readonly collectedVnd: number;
  readonly refundedVnd: number;
}

const SETTLED_BY = {
  settlement: sql`d.unit_id as "unitId", d.field, null::text as "budgetCode"`,
  contents: sql`null::int as "unitId", null::text as field, e.budget_code as "budgetCode"`,
} as const;

/** Money of a period by receiving unit and field, or by budget content, and by kind (Decree 61/2018 article 12.9). */
export async function listSettlement(tx: Tx, it: FeeFilter, by: SettlementBy): Promise<readonly SettlementRow[]> {
  const { rows } = await sql<SettlementRow>`
    select ${SETTLED_BY[by]}, l.kind, count(distinct d.id)::int as dossiers,
      coalesce(-sum(e.amount_vnd) filter (where e.account = 'receivable'), 0)::bigint as "collectedVnd",
      coalesce(sum(e.amount_vnd) filter (where e.account = 'refund_payable'), 0)::bigint as "refundedVnd"
    ${collected(it)}
    group by 1, 2, 3, 4 order by 1, 2, 3 nulls last, 4`.execute(tx);
  return rows;
}

/** How many dossiers the money of a period is of: one with several fees is one. */
export async function countSettled(tx: Tx, it: FeeFilter): Promise<number> {
  const { rows } = await sql<{ dossiers: number }>`select count(distinct d.id)::int as dossiers ${collected(it)}`.execute(tx);
  return rows[0]?.dossiers ?? 0;
}

/** One day of one cashier: what the books say and what was counted. */
export interface CashierDay {
  readonly day: string;
  readonly cashierId: number | null;
  readonly cashier: string;
  readonly receipts: number;
  readonly firstReceipt: string | null;
  readonly lastReceipt: string | null;
  readonly cashInVnd: number;
  readonly cashOutVnd: number;
  readonly transfersVnd: number;
  readonly depositVnd: number;
  readonly countedVnd: number | null;
  readonly differenceVnd: number | null;
  readonly closingId: number | null;
  readonly explanation: string | null;
}

/** The days of a period with money in them, for the reconciliation of accountant and cashier. */
export async function listCashierDays(tx: Tx, it: FeeFilter): Promise<readonly CashierDay[]> {
  const { rows } = await sql<CashierDay>`
    select m.day::text as day, m.cashier_id as "cashierId",
      coalesce((select p.full_name from person p where p.id = m.cashier_id), min(m.actor_name)) as cashier,
      count(distinct r.id)::int as receipts, min(r.number)::text as "firstReceipt", max(r.number)::text as "lastReceipt",
      coalesce(sum(e.amount_vnd) filter (where e.account = 'cash' and m.kind in ('pay', 'reverse')), 0)::bigint as "cashInVnd",
      coalesce(-sum(e.amount_vnd) filter (where e.account = 'cash' and m.kind = 'refund_pay'), 0)::bigint as "cashOutVnd",
      coalesce(sum(e.amount_vnd) filter (where e.account = 'bank' and m.kind in ('pay', 'reverse', 'refund_pay', 'unmatched', 'remit', 'match')), 0)::bigint as "transfersVnd",
      coalesce(sum(e.amount_vnd) filter (where e.account = 'bank' and m.kind = 'deposit'), 0)::bigint as "depositVnd",
      c.counted_vnd as "countedVnd", c.counted_vnd - c.expected_vnd as "differenceVnd", c.id as "closingId", c.explanation
    from fee_movement m
    join fee_entry e on e.movement_id = m.id and e.account in ('cash', 'bank')
    left join fee_receipt r on r.movement_id = m.id
    left join fee_closing c on c.agency_id = m.agency_id and c.cashier_id = m.cashier_id and c.day = m.day
    where m.agency_id = any (${[...it.agencies]}::int[]) and m.day between ${it.from}::date and ${it.to}::date
      and (${orAll(it.cashierId)}::bigint is null or m.cashier_id = ${orAll(it.cashierId)}::bigint)
    group by m.day, m.cashier_id, c.id
    order by m.day, m.cashier_id nulls last`.execute(tx);
  return rows;
}

/** Dossiers that still owe something, oldest first, with how much. */
export async function listOwing(
  tx: Tx,
  agencies: readonly number[],
  limit: number,
): Promise<
  readonly {
    readonly id: number;
    readonly code: string;
    readonly ownerName: string;
    readonly procedureName: string;
    readonly owedVnd: number;
  }[]
> {
  const { rows } = await sql<{ id: number; code: string; ownerName: string; procedureName: string; owedVnd: number }>`
    select d.id, d.code, d.owner_name as "ownerName", d.procedure_name as "procedureName",
      (d.facts -> 'payment' ->> 'owedBefore')::bigint + (d.facts -> 'payment' ->> 'owedAfter')::bigint as "owedVnd"
    from dossier d where d.agency_id = any (${[...agencies]}::int[]) and d.facts -> 'payment' ->> 'state' in ('due', 'partly')
    order by d.received_at, d.id limit ${limit}`.execute(tx);
  return rows;
}

/** Who has handled money in a period, for the filter. */
export async function listCashiers(
  tx: Tx,
  it: Pick<FeeFilter, "agencies" | "from" | "to">,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select distinct p.id, p.full_name as name from fee_movement m join person p on p.id = m.cashier_id
    where m.agency_id = any (${[...it.agencies]}::int[]) and m.day between ${it.from}::date and ${it.to}::date
    order by p.full_name`.execute(tx);
  return rows;
}
