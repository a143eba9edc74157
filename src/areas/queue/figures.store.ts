import { sql } from "kysely";
import type { ServiceTimes } from "#core/queue/index.ts";
import type { Tx } from "#platform/db/tx.ts";

export interface ServiceHistory {
  readonly serviceId: number;
  readonly today: ServiceTimes;
  readonly earlier: ServiceTimes;
}

/** How long services took, today and in the thirty days before; those beyond four hours were left open by mistake. */
export async function listServiceTimes(tx: Tx, unitId: number, day: string): Promise<ReadonlyMap<number, ServiceHistory>> {
  const { rows } = await sql<{ serviceId: number; now: boolean; count: number; mean: number; deviation: number }>`
    select service_id as "serviceId", day = ${day}::date as now, count(*)::int as count, avg(seconds)::float8 as mean,
      coalesce(stddev_pop(seconds), 0)::float8 as deviation
    from (
      select service_id, day, extract(epoch from ended_at - serving_at) as seconds from queue_ticket
      where unit_id = ${unitId} and state = 'done' and serving_at is not null and day between ${day}::date - 30 and ${day}::date
    ) t where seconds between 5 and 14400
    group by 1, 2`.execute(tx);
  const none: ServiceTimes = { count: 0, mean: 0, deviation: 0 };
  const times = new Map<number, ServiceHistory>();
  for (const { serviceId, now, count, mean, deviation } of rows) {
    const known = times.get(serviceId) ?? { serviceId, today: none, earlier: none };
    times.set(serviceId, { ...known, [now ? "today" : "earlier"]: { count, mean, deviation } });
  }
  return times;
}

export interface DayFigures {
  readonly serviceId: number;
  readonly issued: number;
  readonly done: number;
  readonly noShow: number;
  /** Seconds from the issue to the call, on average; null before the first call. */
  readonly waited: number | null;
}

export async function listDayFigures(tx: Tx, unitId: number, day: string): Promise<readonly DayFigures[]> {
  const { rows } = await sql<DayFigures>`
    select service_id as "serviceId", count(*)::int as issued, (count(*) filter (where state = 'done'))::int as done,
      (count(*) filter (where state in ('no_show', 'expired')))::int as "noShow",
      avg(extract(epoch from called_at - issued_at))::float8 as waited
    from queue_ticket where unit_id = ${unitId} and day = ${day} group by service_id`.execute(tx);
  return rows;
}

/** Counters in use that serve a field of their own, in the agencies that the transaction sees, and where. */
export async function countCounters(
  tx: Tx,
): Promise<{ readonly numerator: number; readonly denominator: null; readonly halls: readonly number[] }> {
  const { rows } = await sql<{ unitId: number; n: number }>`
    select unit_id as "unitId", count(*)::int as n from queue_counter
    where active and services <> '{}' and agency_id = any ((select app_agencies())::int[])
    group by 1 order by 1`.execute(tx);
  return { numerator: rows.reduce((sum, { n }) => sum + n, 0), denominator: null, halls: rows.map(({ unitId }) => unitId) };
}
