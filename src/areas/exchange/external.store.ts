import { sql } from "kysely";
import type { EpochMs } from "#core/instant.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Told } from "./told.rules.ts";

export const DIFFERENCE_KINDS = ["only_here", "only_there", "status", "received", "due", "ended"] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Which comparison: one system, as of one day, of one agency. */
export interface ComparedList {
  readonly agencyId: number;
  readonly system: string;
  /** yyyy-MM-dd */
  readonly day: string;
}

const instant = (at: EpochMs | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Keeps what the source said last of each code. */
export async function saveTold(tx: Tx, { agencyId, system, day }: ComparedList, told: readonly Told[]): Promise<void> {
  const rows = JSON.stringify(
    told.map((it) => ({
      code: it.code,
      state: it.state,
      received_at: instant(it.receivedAt),
      due_at: instant(it.dueAt),
      ended_at: instant(it.endedAt),
    })),
  );
  await sql`
    insert into external_row (agency_id, system, code, seen_on, state, received_at, due_at, ended_at)
    select ${agencyId}, ${system}, t.code, ${day}::date, t.state, t.received_at, t.due_at, t.ended_at
    from jsonb_to_recordset(${rows}::jsonb) as t (code text, state text, received_at timestamptz, due_at timestamptz, ended_at timestamptz)
    on conflict (agency_id, system, code) do update set seen_on = excluded.seen_on, state = excluded.state,
      received_at = excluded.received_at, due_at = excluded.due_at, ended_at = excluded.ended_at`.execute(tx);
}

const DAY = (column: string) => sql.raw(`to_char(${column} at time zone h.time_zone, 'YYYY-MM-DD')`);
const THERE = (column: string) =>
  sql.raw(`to_char(t.${column} at time zone coalesce(h.time_zone, 'Asia/Ho_Chi_Minh'), 'YYYY-MM-DD')`);

/**
 * Compares what stands here with what the source said on that day: what differed and does not any more leaves the list,
 * what a person has resolved stays as it was resolved. `refused`: the codes that were not taken, with the reason.
 */
export async function compareExternal(
  tx: Tx,
  list: ComparedList,
  refused: readonly { readonly code: string; readonly reason: string }[],
  at: Date,
): Promise<void> {
  const { agencyId, system, day } = list;
  await sql`delete from external_difference where agency_id = ${agencyId} and system = ${system} and day = ${day}::date and resolved_at is null`.execute(
    tx,
  );
  await sql`
    with t as (
      select * from external_row where agency_id = ${agencyId} and system = ${system} and seen_on = ${day}::date
    ), h as (
      select d.code, d.time_zone, d.received_at, d.due_at, d.ended_at, d.origin,
        case when d.state = 'DECIDED' then case when d.outcome = 'refused' then 'refused' else 'decided' end
          when d.state = 'SUPPLEMENT_WAIT' then 'supplement' else lower(d.state) end as state
      from dossier d where d.agency_id = ${agencyId}
        and (d.code in (select code from t) or (d.origin = 'external' and d.attributes #>> '{external,system}' = ${system}))
    ), found (code, kind, here, there) as (
      select h.code, 'only_here', h.state, null from h left join t on t.code = h.code where t.code is null and h.ended_at is null
      union all
      select h.code, 'status', h.state, t.state from h join t on t.code = h.code where h.state <> t.state
      union all
      select h.code, 'received', ${DAY("h.received_at")}, ${THERE("received_at")} from h join t on t.code = h.code
      where ${DAY("h.received_at")} <> ${THERE("received_at")}
      union all
      select h.code, 'due', ${DAY("h.due_at")}, ${THERE("due_at")} from h join t on t.code = h.code
      where t.due_at is not null and ${DAY("h.due_at")} is distinct from ${THERE("due_at")}
      union all
      select h.code, 'ended', ${DAY("h.ended_at")}, ${THERE("ended_at")} from h join t on t.code = h.code
      where ${DAY("h.ended_at")} is distinct from ${THERE("ended_at")}
      union all
      select r.code, 'only_there', null, r.reason from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as r (code text, reason text)
    ), written as (
      insert into external_difference (agency_id, system, day, code, kind, here, there)
      select ${agencyId}, ${system}, ${day}::date, code, kind, max(here), max(there) from found group by code, kind
      on conflict (agency_id, system, day, code, kind) do nothing
    )
    insert into external_comparison (agency_id, system, day, at, here, there)
    select ${agencyId}, ${system}, ${day}::date, ${at}, (select count(*) from h),
      (select count(*) from t) + (select count(*) from found where kind = 'only_there')
    on conflict (agency_id, system, day) do update set at = excluded.at, here = excluded.here, there = excluded.there`.execute(
    tx,
  );
}

export interface Comparison {
  readonly agencyId: number;
  readonly system: string;
  readonly day: string;
  readonly at: Date;
  readonly here: number;
  readonly there: number;
  readonly differing: number;
  readonly open: number;
}

/** The comparisons of the agencies, newest first. */
export async function listComparisons(tx: Tx, agencies: readonly number[]): Promise<readonly Comparison[]> {
  const { rows } = await sql<Comparison>`
    select c.agency_id as "agencyId", c.system, c.day::text as day, c.at, c.here, c.there,
      count(x.id)::int as differing, count(x.id) filter (where x.resolved_at is null)::int as open
    from external_comparison c
    left join external_difference x on x.agency_id = c.agency_id and x.system = c.system and x.day = c.day
    where c.agency_id = any(${[...agencies]}::int[]) and c.day > current_date - 400
    group by c.agency_id, c.system, c.day order by c.day desc, c.system, c.agency_id limit 60`.execute(tx);
  return rows;
}

export interface ExternalDifference {
  readonly id: number;
  readonly code: string;
  readonly kind: DifferenceKind;
  readonly here: string | null;
  readonly there: string | null;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly reason: string | null;
}

/** What differs in one comparison, open ones first, at most so many. */
export async function listDifferences(
  tx: Tx,
  agencies: readonly number[],
  { system, day }: Pick<ComparedList, "system" | "day">,
  most: number,
): Promise<readonly ExternalDifference[]> {
  const { rows } = await sql<ExternalDifference>`
    select x.id::float8 as id, x.code, x.kind, x.here, x.there, x.resolved_at as "resolvedAt", p.full_name as "resolvedBy", x.reason
    from external_difference x
    left join account a on a.id = x.resolved_by left join person p on p.id = a.person_id
    where x.agency_id = any(${[...agencies]}::int[]) and x.system = ${system} and x.day = ${day}::date
    order by x.resolved_at nulls first, x.code, x.kind limit ${most}`.execute(tx);
  return rows;
}

/** Marks a difference as resolved, if it is one of the agencies' and open. */
export async function resolveDifference(
  tx: Tx,
  agencies: readonly number[],
  id: number,
  by: { readonly accountId: number; readonly reason: string; readonly at: Date },
): Promise<{ readonly code: string } | undefined> {
  const { rows } = await sql<{ code: string }>`
    update external_difference set resolved_at = ${by.at}, resolved_by = ${by.accountId}, reason = ${by.reason}
    where id = ${id} and agency_id = any(${[...agencies]}::int[]) and resolved_at is null returning code`.execute(tx);
  return rows[0];
}
