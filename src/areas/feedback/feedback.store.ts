import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { By, Level, Phase, Subject } from "./rating.ts";

const hashOf = (secret: string): Buffer => createHash("sha256").update(secret, "latin1").digest();

/** The agency and id of the dossier whose receipt carries this secret: all that is needed to open its rows. */
export async function findDossierBySecret(
  tx: Tx,
  secret: string,
): Promise<{ readonly id: number; readonly agencyId: number } | undefined> {
  const { rows } = await sql<{ id: number; agencyId: number }>`
    select id, agency_id as "agencyId" from lookup_dossier_by_secret(${hashOf(secret)})`.execute(tx);
  return rows[0];
}

type Row = Omit<Subject, "phase"> & { readonly phase: Phase };

const UNIT_NAME = sql`(select v.full_name from unit_version v where v.unit_id = s.unit_id order by v.during desc limit 1)`;

/** A dossier in its present phase: returned once its result was given, received before. */
export async function findDossierSubject(tx: Tx, dossierId: number): Promise<Subject | undefined> {
  const { rows } = await sql<Row>`
    select s.agency_id as "agencyId", s.unit_id as "unitId", ${UNIT_NAME} as "unitName", s.id as "dossierId", null::bigint as "ticketId",
      s.code as label, s.phase, s.procedure_code as "procedureCode", s.procedure_name as "procedureName", s.field,
      (select e.person_id from dossier_event e
        where e.dossier_id = s.id and e.person_id is not null
          and case s.phase when 'returned' then e.type = 'returned' else e.actor_role = 'receiving_officer' end
        order by case s.phase when 'returned' then -e.seq else e.seq end limit 1) as "personId",
      exists (select from rating r where r.dossier_id = s.id and r.phase = s.phase) as "isRated"
    from (select d.*, case when d.returned_at is null then 'received' else 'returned' end as phase from dossier d where d.id = ${dossierId}) s`.execute(
    tx,
  );
  return rows[0];
}

const ticketSubject = (condition: ReturnType<typeof sql>) => sql<Row & { readonly done: boolean }>`
    select s.agency_id as "agencyId", s.unit_id as "unitId", ${UNIT_NAME} as "unitName", null::bigint as "dossierId", s.id as "ticketId",
      s.prefix || lpad(s.number::text, 3, '0') as label, 'served' as phase, null::text as "procedureCode",
      null::text as "procedureName", (select q.name from queue_service q where q.id = s.service_id) as field,
      (select h.person_id from queue_shift h where h.id = s.shift_id) as "personId",
      exists (select from rating r where r.ticket_id = s.id) as "isRated", s.state = 'done' as done
    from queue_ticket s where ${condition}`;

/** A ticket by the secret of its address; `done` once it was served. */
export async function findTicketSubject(
  tx: Tx,
  unitId: number,
  secret: string,
): Promise<(Subject & { readonly done: boolean }) | undefined> {
  const { rows } = await ticketSubject(sql`s.secret_hash = ${hashOf(secret)} and s.unit_id = ${unitId}`).execute(tx);
  return rows[0];
}

/** A ticket by its id, for the tablet of the counter that served it. */
export async function findServedTicket(tx: Tx, ticketId: number): Promise<(Subject & { readonly done: boolean }) | undefined> {
  const { rows } = await ticketSubject(sql`s.id = ${ticketId}`).execute(tx);
  return rows[0];
}

/** A ticket of a day by its printed number and rating code, for whoever stands at the kiosk with its paper. */
export async function findTicketByCode(
  tx: Tx,
  unitId: number,
  day: string,
  ticket: { readonly prefix: string; readonly number: number; readonly code: string },
): Promise<(Subject & { readonly done: boolean }) | undefined> {
  const { rows } = await ticketSubject(
    sql`s.unit_id = ${unitId} and s.day = ${day} and s.prefix = ${ticket.prefix} and s.number = ${ticket.number}
      and rate_code(s.secret_hash) = ${ticket.code}`,
  ).execute(tx);
  return rows[0];
}

export interface NewRating {
  readonly level: Level;
  readonly comment: string | null;
  readonly channel: "link" | "kiosk" | "tablet";
  readonly day: string;
  readonly device: string;
}

/** When this device rated before, the newest first. */
export async function listRatedByDevice(tx: Tx, agencyId: number, device: string): Promise<readonly Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select rated_at as at from rating where agency_id = ${agencyId} and device_hash = ${hashOf(device)}
    order by rated_at desc limit 20`.execute(tx);
  return rows.map(({ at }) => at);
}

/** Undefined where this phase was rated before. */
export async function insertRating(
  tx: Tx,
  subject: Subject,
  rating: NewRating,
  suspect: boolean,
  now: Date,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into rating (agency_id, unit_id, dossier_id, ticket_id, phase, level, comment, channel, person_id, procedure_code,
      procedure_name, field, day, rated_at, device_hash, suspect)
    values (${subject.agencyId}, ${subject.unitId}, ${subject.dossierId}::bigint, ${subject.ticketId}::bigint, ${subject.phase},
      ${rating.level}, ${rating.comment}, ${rating.channel}, ${subject.personId}::bigint, ${subject.procedureCode},
      ${subject.procedureName}, ${subject.field}, ${rating.day}::date, ${now.toISOString()}, ${hashOf(rating.device)}, ${suspect})
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** The other ratings of a burst are held suspect with the one that showed it. */
export async function suspectDevice(tx: Tx, agencyId: number, device: string, since: Date): Promise<void> {
  await sql`
    update rating set suspect = true
    where agency_id = ${agencyId} and device_hash = ${hashOf(device)} and rated_at >= ${since.toISOString()}`.execute(tx);
}

/** Forgets from which device people rated before this day. */
export async function forgetDevices(tx: Tx, today: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update rating set device_hash = null where device_hash is not null and day < ${today}::date`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export interface ResultRow {
  readonly key: string;
  readonly label: string;
  readonly very: number;
  readonly satisfied: number;
  readonly not: number;
  readonly suspect: number;
}

const GROUPS: Readonly<Record<By, ReturnType<typeof sql>>> = {
  unit: sql`r.unit_id::text as key, (select v.full_name from unit_version v where v.unit_id = r.unit_id order by v.during desc limit 1) as label`,
  procedure: sql`coalesce(r.procedure_code, '–') as key, coalesce(max(r.procedure_name), max(r.field), '–') as label`,
  officer: sql`coalesce(r.person_id::text, '–') as key, coalesce((select p.full_name from person p where p.id = r.person_id), '–') as label`,
};
const KEYS: Readonly<Record<By, ReturnType<typeof sql>>> = {
  unit: sql`r.unit_id`,
  procedure: sql`r.procedure_code`,
  officer: sql`r.person_id`,
};

/** Counts of each level in a period; what is held suspect is counted apart. */
export async function listResults(
  tx: Tx,
  by: By,
  period: { readonly from: string; readonly to: string },
  personId?: number,
): Promise<readonly ResultRow[]> {
  const only = personId === undefined ? sql`true` : sql`r.person_id = ${personId}`;
  const { rows } = await sql<ResultRow>`
    select ${GROUPS[by]}, (count(*) filter (where r.level = 2 and not r.suspect))::int as very,
      (count(*) filter (where r.level = 1 and not r.suspect))::int as satisfied,
      (count(*) filter (where r.level = 0 and not r.suspect))::int as not, (count(*) filter (where r.suspect))::int as suspect
    from rating r where r.day between ${period.from}::date and ${period.to}::date and ${only}
    group by ${KEYS[by]} order by count(*) desc, 2`.execute(tx);
  return rows;
}

export interface Remark {
  readonly id: number;
  readonly day: string;
  readonly level: Level;
  readonly unit: string;
  readonly comment: string;
  readonly suspect: boolean;
  readonly unfounded: boolean;
}

/** What people wrote, without the dossier, the ticket, the hour or the officer. */
export async function listRemarks(
  tx: Tx,
  period: { readonly from: string; readonly to: string },
  most: number,
): Promise<readonly Remark[]> {
  const { rows } = await sql<Remark>`
    select r.id, r.day::text as day, r.level, r.comment, r.suspect, r.unfounded_why is not null as unfounded,
      (select v.full_name from unit_version v where v.unit_id = r.unit_id order by v.during desc limit 1) as unit
    from rating r where r.comment is not null and r.day between ${period.from}::date and ${period.to}::date
    order by r.day desc, md5(r.id::text) limit ${most}`.execute(tx);
  return rows;
}

/** False where there is no such rating within reach. */
export async function setUnfounded(tx: Tx, id: number, why: string): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update rating set unfounded_why = ${why} where id = ${id} and level = 0 returning id`.execute(tx);
  return rows.length === 1;
}

/** Of the ratings of a period that are not held suspect, those that were satisfied or very satisfied. */
export async function countSatisfied(
  tx: Tx,
  period: { readonly from: string; readonly to: string },
): Promise<{ readonly numerator: number; readonly denominator: number }> {
  const { rows } = await sql<{ numerator: number; denominator: number }>`
    select (count(*) filter (where level > 0))::int as numerator, count(*)::int as denominator from rating
    where not suspect and agency_id = any ((select app_agencies())::int[]) and day between ${period.from}::date and ${period.to}::date`.execute(
    tx,
  );
  return rows[0] ?? { numerator: 0, denominator: 0 };
}
