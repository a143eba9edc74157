import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { OFFICE_TIME_ZONE } from "#platform/i18n/dates.ts";
import type { ClosedRegister, RegisterEntry, RegisterYear } from "./register.ts";

export interface RegisterPart {
  readonly agencyId: number;
  readonly year: number;
  /** What was known then; what happened later is left out. */
  readonly asOf: Date;
  readonly month?: number | undefined;
  /** Numbers above this one. */
  readonly after?: number;
  readonly most: number;
}

/**
 * The entries of a year's register as of an instant, in order: every dossier that was accepted, voided ones too, none that is
 * handled in another system. Contents come from the version that held then, states from the last event before it.
 */
export async function listRegisterEntries(tx: Tx, part: RegisterPart): Promise<readonly RegisterEntry[]> {
  const { agencyId, year, month, after = 0, most } = part;
  const asOf = part.asOf.toISOString();
  const { rows } = await sql<RegisterEntry>`
    with listed as materialized (
      select d.id, row_number() over (order by d.received_at, d.id)::int as number
      from dossier d
      where d.agency_id = ${agencyId} and d.origin <> 'external' and d.received_at <= ${asOf}::timestamptz
        and d.received_at >= make_timestamptz(${year}::int, 1, 1, 0, 0, 0, ${OFFICE_TIME_ZONE})
        and d.received_at < make_timestamptz(${year}::int + 1, 1, 1, 0, 0, 0, ${OFFICE_TIME_ZONE})
        and exists (select from dossier_event e where e.dossier_id = d.id and e.type = 'received')
    ), chosen as (
      select l.number, d.* from listed l join dossier d on d.id = l.id
      where l.number > ${after}::int and (${month ?? null}::int is null
        or extract(month from d.received_at at time zone ${OFFICE_TIME_ZONE}) = ${month ?? null}::int)
      order by l.number limit ${most}
    )
    select d.id::int as "dossierId", d.number, d.code, d.procedure_code as "procedureCode", d.procedure_name as "procedureName",
      case when v.id is null then d.subject else v.subject end as subject, coalesce((d.attributes ->> 'sets')::int, 1) as sets,
      people.it -> 'owner' ->> 'name' as "ownerName",
      coalesce(people.it -> 'owner' ->> 'address', people.it -> 'submitter' ->> 'address') as address,
      coalesce(people.it -> 'owner' ->> 'phone', people.it -> 'submitter' ->> 'phone') as phone,
      u.full_name as "unitName", d.received_at as "receivedAt", s.due_at as "dueAt", s.ended_at as "endedAt",
      r.occurred_at as "returnedAt", d.attributes ->> 'delivery' as delivery, r.actor_name as "giverName",
      r.payload ->> 'receiverName' as "receiverName", s.state, s.outcome
    from chosen d
    left join lateral (
      select v.id, v.parties, v.subject from dossier_version v
      where v.dossier_id = d.id and v.replaced_at > ${asOf}::timestamptz order by v.version limit 1
    ) v on true
    cross join lateral (select coalesce(v.parties, d.parties) as it) people
    join lateral (
      select e.state, e.outcome, e.due_at, e.ended_at from dossier_event e
      where e.dossier_id = d.id and e.occurred_at <= ${asOf}::timestamptz order by e.seq desc limit 1
    ) s on true
    left join lateral (
      select e.occurred_at, e.actor_name, e.payload from dossier_event e
      where e.dossier_id = d.id and e.type = 'returned' and e.occurred_at <= ${asOf}::timestamptz order by e.seq desc limit 1
    ) r on true
    left join lateral (
      select e.actor_unit_id from dossier_event e
      where e.dossier_id = d.id and e.type = 'proposed' and e.occurred_at <= ${asOf}::timestamptz order by e.seq desc limit 1
    ) p on true
    join lateral (
      select n.full_name from unit_version n where n.unit_id = coalesce(p.actor_unit_id, d.agency_id)
      order by (n.during @> (d.received_at at time zone d.time_zone)::date) desc, lower(n.during) desc limit 1
    ) u on true
    order by d.number`.execute(tx);
  return rows;
}

const CLOSED = sql`r.year, r.closed_at as "closedAt", r.closed_by as "closedBy", r.entries, r.sha256`;

export async function findClosedRegister(tx: Tx, agencyId: number, year: number): Promise<ClosedRegister | undefined> {
  const { rows } = await sql<ClosedRegister>`
    select ${CLOSED} from dossier_register r where r.agency_id = ${agencyId} and r.year = ${year}`.execute(tx);
  return rows[0];
}

/** The content of a closed register as it was kept. */
export async function findRegisterContent(tx: Tx, agencyId: number, year: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom("dossier_register")
    .select("content")
    .where("agency_id", "=", agencyId)
    .where("year", "=", year)
    .executeTakeFirst();
  return row?.content;
}

/** The years in which an agency accepted dossiers, the newest first. */
export async function listRegisterYears(tx: Tx, agencyId: number): Promise<readonly RegisterYear[]> {
  const [counted, closed] = await Promise.all([
    sql<{ year: number; entries: number }>`
      select extract(year from d.received_at at time zone ${OFFICE_TIME_ZONE})::int as year, count(*)::int as entries from dossier d
      where d.agency_id = ${agencyId} and d.origin <> 'external'
        and exists (select from dossier_event e where e.dossier_id = d.id and e.type = 'received')
      group by 1 order by 1 desc`.execute(tx),
    sql<ClosedRegister>`select ${CLOSED} from dossier_register r where r.agency_id = ${agencyId}`.execute(tx),
  ]);
  return counted.rows.map((row) => ({ ...row, closed: closed.rows.find(({ year }) => year === row.year) }));
}

export interface Closing extends ClosedRegister {
  readonly agencyId: number;
  readonly accountId: number;
  readonly content: string;
}

/** Keeps the register of a year; false where it was closed before, by whomever was first. */
export async function insertRegister(tx: Tx, it: Closing): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("dossier_register")
    .values({
      agency_id: it.agencyId,
      year: it.year,
      closed_at: it.closedAt,
      closed_by: it.closedBy,
      account_id: it.accountId,
      entries: it.entries,
      content: it.content,
      sha256: it.sha256,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
