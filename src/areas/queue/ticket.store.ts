import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { TicketClass } from "#core/queue/index.ts";
import type { Statement } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Ticket, TicketSource } from "./queue.ts";

export const secretHash = (secret: string): Buffer => createHash("sha256").update(secret, "latin1").digest();

const COLUMNS = sql`
  t.id, t.unit_id as "unitId", t.agency_id as "agencyId", t.day, t.prefix, t.number, t.source, t.last_seq as "lastSeq",
  t.issued_at as "issuedAt", t.service_id as "serviceId", t.class, t.priority_code as "priorityCode", t.rank, t.state,
  t.waiting_since as "waitingSince", t.called_at as "calledAt", t.calls, t.serving_at as "servingAt", t.ended_at as "endedAt",
  t.strikes, t.counter_id as "counterId", t.shift_id as "shiftId", t.only_counter_id as "onlyCounterId",
  rate_code(t.secret_hash) as "rateCode"`;

export interface NewTicket {
  readonly unitId: number;
  readonly serviceId: number;
  readonly day: string;
  readonly source: TicketSource;
  readonly class: TicketClass;
  readonly priorityCode: string | null;
  readonly rank: number;
  readonly waitingSince: Date;
  readonly identity: string | null;
  readonly secret: string;
  readonly accountId: number | null;
}

export interface Issued {
  readonly id: number;
  readonly prefix: string;
  readonly number: number;
}

/** What the hash of an identity is made of: the point's key and the day, so that days cannot be joined. */
const identityHash = (unitId: number, day: string, identity: string) =>
  sql`(select sha256(convert_to(p.identity_key::text || ':' || ${day} || ':' || ${identity}, 'UTF8')) from queue_point p where p.unit_id = ${unitId})`;

/** How many tickets an identity took at a point today; holds the identity until the end of the transaction. */
export async function countTaken(tx: Tx, unitId: number, day: string, identity: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId}:${day}:${identity}`}, 17))`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from queue_ticket t
    where t.unit_id = ${unitId} and t.day = ${day} and t.state <> 'cancelled' and t.identity_hash = ${identityHash(unitId, day, identity)}`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** Number, ticket and its first event in one statement; undefined where the day's last number has been given. */
export async function insertTicket(tx: Tx, ticket: NewTicket, now: Date): Promise<Issued | undefined> {
  const hash = ticket.identity === null ? sql`null::bytea` : identityHash(ticket.unitId, ticket.day, ticket.identity);
  const { rows } = await sql<Issued>`
    with numbered as (
      insert into queue_number as n (service_id, agency_id, day, last_number)
      select s.id, s.agency_id, ${ticket.day}::date, 1 from queue_service s
      where s.id = ${ticket.serviceId} and s.unit_id = ${ticket.unitId} and not s.paused
      on conflict (service_id, day) do update set last_number = n.last_number + 1
      where n.last_number < (select s.daily_limit from queue_service s where s.id = n.service_id)
      returning n.service_id, n.last_number
    ), ticket as (
      insert into queue_ticket (agency_id, unit_id, service_id, day, prefix, number, source, class, priority_code, rank, issued_at,
        waiting_since, identity_hash, secret_hash)
      select s.agency_id, s.unit_id, s.id, ${ticket.day}::date, s.prefix, n.last_number, ${ticket.source}, ${ticket.class},
        ${ticket.priorityCode}, ${ticket.rank}, ${now.toISOString()}::timestamptz, ${ticket.waitingSince.toISOString()}::timestamptz,
        ${hash}, ${secretHash(ticket.secret)}
      from numbered n join queue_service s on s.id = n.service_id
      returning id, agency_id, unit_id, prefix, number
    ), event as (
      insert into queue_event (agency_id, unit_id, ticket_id, seq, type, at, account_id)
      select agency_id, unit_id, id, 1, 'issued', ${now.toISOString()}::timestamptz, ${ticket.accountId}::bigint from ticket
    )
    select id, prefix, number from ticket`.execute(tx);
  return rows[0];
}

export async function findTicket(tx: Tx, id: number): Promise<Ticket | undefined> {
  const { rows } = await sql<Ticket>`select ${COLUMNS} from queue_ticket t where t.id = ${id}`.execute(tx);
  return rows[0];
}

export async function findTicketBySecret(tx: Tx, unitId: number, secret: string): Promise<Ticket | undefined> {
  const { rows } = await sql<Ticket>`
    select ${COLUMNS} from queue_ticket t where t.secret_hash = ${secretHash(secret)} and t.unit_id = ${unitId}`.execute(tx);
  return rows[0];
}

/** Every ticket of the day that has not ended, the one that waits longest first. */
export async function listOpenTickets(tx: Tx, unitId: number, day: string): Promise<readonly Ticket[]> {
  const { rows } = await sql<Ticket>`
    select ${COLUMNS} from queue_ticket t
    where t.unit_id = ${unitId} and t.day = ${day} and t.state in ('waiting', 'called', 'serving', 'held')
    order by t.waiting_since, t.id`.execute(tx);
  return rows;
}

/** The classes of the newest calls of these services today, the newest first. */
export async function listRecentClasses(
  tx: Tx,
  unitId: number,
  day: string,
  services: readonly number[],
): Promise<TicketClass[]> {
  const { rows } = await sql<{ class: TicketClass }>`
    select t.class from queue_ticket t
    where t.unit_id = ${unitId} and t.day = ${day} and t.called_at is not null and t.service_id = any (${[...services]}::int[])
    order by t.called_at desc limit 3`.execute(tx);
  return rows.map((row) => row.class);
}

export type TicketChange = Partial<
  Pick<
    Ticket,
    | "serviceId"
    | "class"
    | "rank"
    | "state"
    | "waitingSince"
    | "calledAt"
    | "calls"
    | "servingAt"
    | "endedAt"
    | "strikes"
    | "counterId"
    | "shiftId"
    | "onlyCounterId"
  >
>;

const iso = (at: Date | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Writes the change and its event in one statement; false where somebody moved the ticket meanwhile. */
export async function moveTicket(
  tx: Tx,
  before: Ticket,
  change: TicketChange,
  event: { readonly type: string; readonly accountId: number | null; readonly counterId: number | null },
  now: Date,
): Promise<boolean> {
  const t = { ...before, ...change };
  const { rows } = await sql<{ id: number }>`
    with moved as (
      update queue_ticket set service_id = ${t.serviceId}, class = ${t.class}, rank = ${t.rank}, state = ${t.state},
        waiting_since = ${iso(t.waitingSince)}::timestamptz, called_at = ${iso(t.calledAt)}::timestamptz, calls = ${t.calls},
        serving_at = ${iso(t.servingAt)}::timestamptz, ended_at = ${iso(t.endedAt)}::timestamptz, strikes = ${t.strikes},
        counter_id = ${t.counterId}::int, shift_id = ${t.shiftId}::bigint, only_counter_id = ${t.onlyCounterId}::int,
        last_seq = last_seq + 1
      where id = ${t.id} and last_seq = ${before.lastSeq}
      returning id, agency_id, unit_id, last_seq
    )
    insert into queue_event (agency_id, unit_id, ticket_id, seq, type, at, account_id, counter_id, before)
    select agency_id, unit_id, id, last_seq, ${event.type}, ${now.toISOString()}::timestamptz, ${event.accountId}::bigint,
      ${event.counterId}::int, ${JSON.stringify(before)}::jsonb
    from moved returning ticket_id as id`.execute(tx);
  return rows.length === 1;
}

export interface LastEvent {
  readonly type: string;
  readonly at: Date;
  readonly accountId: number | null;
  readonly before: (Omit<Ticket, "waitingSince" | "calledAt" | "servingAt" | "endedAt"> & Record<string, unknown>) | null;
}

export async function findLastEvent(tx: Tx, ticketId: number): Promise<LastEvent | undefined> {
  const { rows } = await sql<LastEvent>`
    select type, at, account_id as "accountId", before from queue_event where ticket_id = ${ticketId} order by seq desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

export interface Call {
  /** Grows with every call: a board speaks those that are newer than the last it spoke. */
  readonly id: number;
  readonly prefix: string;
  readonly number: number;
  readonly counterId: number;
  readonly at: Date;
}

/** The newest calls, the newest first. */
export async function listCalls(tx: Tx, unitId: number, day: string, most: number): Promise<readonly Call[]> {
  const { rows } = await sql<Call>`
    select e.id, t.prefix, t.number, e.counter_id as "counterId", e.at
    from queue_event e join queue_ticket t on t.id = e.ticket_id
    where e.unit_id = ${unitId} and e.type in ('called', 'recall') and t.day = ${day} and e.counter_id is not null
      and e.at >= ${day}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'
    order by e.at desc, e.id desc limit ${most}`.execute(tx);
  return rows;
}

/** Which dossier was made for which ticket, at which counter, by whom; for `unit.write`: it travels with the commit. */
export const linkStatement = (
  tx: Tx,
  link: { readonly dossierId: number; readonly accountId: number; readonly personId: number; readonly at: Date },
): Statement =>
  sql`
    insert into queue_dossier (dossier_id, agency_id, ticket_id, counter_id, account_id, linked_at)
    select ${link.dossierId}, t.agency_id, t.id, t.counter_id, ${link.accountId}::bigint, ${link.at.toISOString()}::timestamptz
    from queue_shift s join queue_ticket t on t.shift_id = s.id and t.state = 'serving'
    where s.person_id = ${link.personId} and s.closed_at is null
    order by t.serving_at desc limit 1`.compile(tx);

export async function listDossiersOfTicket(
  tx: Tx,
  ticketId: number,
): Promise<readonly { id: number; code: string; procedure: string }[]> {
  const { rows } = await sql<{ id: number; code: string; procedure: string }>`
    select d.id, d.code, d.procedure_name as procedure from queue_dossier q join dossier d on d.id = q.dossier_id
    where q.ticket_id = ${ticketId} order by q.linked_at`.execute(tx);
  return rows;
}
