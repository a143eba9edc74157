import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Counter } from "./queue.ts";

/** What a counter serves, and whether it is in use. */
export type CounterDuty = Pick<Counter, "services" | "active">;

export interface Rebalance {
  readonly id: number;
  readonly counterId: number;
  readonly counterNumber: number;
  readonly by: string;
  readonly at: Date;
  readonly before: CounterDuty;
  readonly after: CounterDuty;
  readonly undone: boolean;
}

/** Today's changes of a hall, the newest first. */
export async function listRebalances(tx: Tx, unitId: number, day: string): Promise<readonly Rebalance[]> {
  const { rows } = await sql<Rebalance>`
    select r.id, r.counter_id as "counterId", c.number as "counterNumber", p.full_name as by, r.at, r.undone_at is not null as undone,
      jsonb_build_object('services', r.services_before, 'active', r.active_before) as before,
      jsonb_build_object('services', r.services_after, 'active', r.active_after) as after
    from queue_rebalance r join queue_counter c on c.id = r.counter_id join account a on a.id = r.account_id join person p on p.id = a.person_id
    where r.unit_id = ${unitId} and (r.at at time zone 'Asia/Ho_Chi_Minh')::date = ${day}::date
    order by r.id desc limit 20`.execute(tx);
  return rows;
}

export async function insertRebalance(
  tx: Tx,
  at: { readonly unitId: number; readonly agencyId: number; readonly counterId: number; readonly accountId: number },
  before: CounterDuty,
  after: CounterDuty,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into queue_rebalance (agency_id, unit_id, counter_id, account_id, at, services_before, services_after, active_before, active_after)
    values (${at.agencyId}, ${at.unitId}, ${at.counterId}, ${at.accountId}, ${now.toISOString()}::timestamptz,
      ${[...before.services]}::int[], ${[...after.services]}::int[], ${before.active}, ${after.active})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function markUndone(tx: Tx, id: number, accountId: number, now: Date): Promise<void> {
  await sql`update queue_rebalance set undone_at = ${now.toISOString()}::timestamptz, undone_by = ${accountId} where id = ${id}`.execute(
    tx,
  );
}

export async function setDuty(tx: Tx, counterId: number, { services, active }: CounterDuty): Promise<void> {
  await sql`update queue_counter set services = ${[...services]}::int[], active = ${active} where id = ${counterId}`.execute(tx);
}
