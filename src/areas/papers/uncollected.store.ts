import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Uncollected, UncollectedPolicy, UncollectedShown } from "./uncollected.ts";

export interface UncollectedFilter {
  readonly agencies: readonly number[];
  /** That have waited for so many days or more. */
  readonly days: number;
  readonly shown: UncollectedShown;
  readonly now: Date;
  readonly most: number;
}

const CONTACT = sql`(d.owner_phone is not null or d.parties #>> '{owner,email}' is not null or d.parties #>> '{submitter,email}' is not null
  or d.parties #>> '{authorised,phone}' is not null or d.parties #>> '{authorised,email}' is not null)`;

/** What is on its way by post waits for nobody. */
const WAITING = sql`d.state = 'DECIDED' and d.ended_at is not null and coalesce(d.facts ->> 'delivery', 'none') not in ('sent_by_post', 'delivered')`;

const daysUntil = (now: Date) => sql<number>`floor(extract(epoch from ${now}::timestamptz - d.ended_at) / 86400)::int`;

const SHOWN: Readonly<Record<UncollectedShown, ReturnType<typeof sql>>> = {
  all: sql`true`,
  waiting: sql`s.id is null`,
  not_reminded: sql`s.id is null and r.reminders = 0`,
  no_contact: sql`s.id is null and not ${CONTACT}`,
  stored: sql`s.id is not null`,
};

/** Those that have waited long enough, the longest first. */
export async function listUncollected(tx: Tx, filter: UncollectedFilter): Promise<readonly Uncollected[]> {
  const { agencies, days, shown, now, most } = filter;
  const { rows } =
    await sql<Uncollected>`select d.id::int as "dossierId", d.code, d.procedure_name as "procedureName", d.owner_name as "ownerName",
      d.owner_phone as "ownerPhone", d.ended_at as "readyAt", ${daysUntil(now)} as days, r.reminders, r."remindedAt", s.place as "storedIn"
    from dossier d left join result_storage s on s.dossier_id = d.id and s.taken_at is null
    cross join lateral (select count(*)::int as reminders, max(r.reminded_at) as "remindedAt" from result_reminder r where r.dossier_id = d.id) r
    where d.agency_id = any (${[...agencies]}::int[]) and ${WAITING}
      and d.ended_at <= ${now}::timestamptz - make_interval(days => ${days}::int) and ${SHOWN[shown]}
    order by d.ended_at, d.id limit ${most}`.execute(tx);
  return rows;
}

/** A result to remind of, and in which period of its waiting it is. */
export interface DueReminder {
  readonly dossierId: number;
  readonly unitId: number;
  readonly period: number;
}

/** Results of an agency whose applicants can be reached and were not reminded in the present period of waiting. */
export async function listDueReminders(
  tx: Tx,
  agencyId: number,
  policy: UncollectedPolicy,
  now: Date,
): Promise<readonly DueReminder[]> {
  const { remindAfterDays, remindEveryDays, mostReminders } = policy;
  const { rows } = await sql<DueReminder>`
    with waiting as (
      select d.id, d.unit_id, (${daysUntil(now)} - ${remindAfterDays}::int) / ${remindEveryDays}::int + 1 as period from dossier d
      where d.agency_id = ${agencyId} and d.origin = 'local' and ${WAITING} and ${CONTACT}
        and d.ended_at <= ${now}::timestamptz - make_interval(days => ${remindAfterDays}::int)
        and not exists (select from result_storage s where s.dossier_id = d.id and s.taken_at is null)
    )
    select w.id::int as "dossierId", w.unit_id as "unitId", w.period from waiting w
    where w.period <= ${mostReminders}
      and not exists (select from result_reminder r where r.dossier_id = w.id and r.period = w.period)
    order by w.id limit 1000`.execute(tx);
  return rows;
}

export interface Reminder {
  readonly agencyId: number;
  readonly dossierId: number;
  readonly way: string;
  readonly note: string | null;
  /** null where the job reminded, which says the period. */
  readonly accountId: number | null;
  readonly period: number | null;
  readonly by: string;
  readonly at: Date;
}

/** Whether the reminder was written: one by notice is written once in each period. */
export async function insertReminder(tx: Tx, reminder: Reminder): Promise<boolean> {
  const { rows } =
    await sql`insert into result_reminder (agency_id, dossier_id, way, note, account_id, period, reminded_by, reminded_at)
    values (${reminder.agencyId}, ${reminder.dossierId}, ${reminder.way}, ${reminder.note}, ${reminder.accountId}, ${reminder.period},
      ${reminder.by}, ${reminder.at}) on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** The agency's own policy that holds on a day. */
export async function findOwnPolicy(tx: Tx, agencyId: number, on: string): Promise<UncollectedPolicy | undefined> {
  const { rows } =
    await sql<UncollectedPolicy>`select source, verified, from_on::text as "from", remind_after_days as "remindAfterDays",
      remind_every_days as "remindEveryDays", most_reminders as "mostReminders", store_after_days as "storeAfterDays"
    from uncollected_policy where agency_id = ${agencyId} and from_on <= ${on}::date order by from_on desc, recorded_at desc, id desc
    limit 1`.execute(tx);
  return rows[0];
}

export async function insertPolicy(
  tx: Tx,
  policy: UncollectedPolicy & { readonly agencyId: number; readonly accountId: number; readonly by: string; readonly at: Date },
): Promise<void> {
  await sql`insert into uncollected_policy (agency_id, from_on, remind_after_days, remind_every_days, most_reminders, store_after_days,
      source, verified, account_id, recorded_by, recorded_at)
    values (${policy.agencyId}, ${policy.from}, ${policy.remindAfterDays}, ${policy.remindEveryDays}, ${policy.mostReminders},
      ${policy.storeAfterDays}, ${policy.source}, ${policy.verified}, ${policy.accountId}, ${policy.by}, ${policy.at})`.execute(
    tx,
  );
}
