import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A result that is ready and that nobody has fetched. */
export interface Uncollected {
  readonly dossierId: number;
  readonly code: string;
  readonly procedureName: string;
  readonly ownerName: string;
  readonly ownerPhone: string | null;
  readonly readyAt: Date;
  readonly days: number;
  readonly reminders: number;
  readonly remindedAt: Date | null;
}

/** Those that have waited for so many days or more, the longest first. */
export async function listUncollected(
  tx: Tx,
  agencies: readonly number[],
  days: number,
  now: Date,
  most: number,
): Promise<readonly Uncollected[]> {
  const { rows } =
    await sql<Uncollected>`select d.id::int as "dossierId", d.code, d.procedure_name as "procedureName", d.owner_name as "ownerName",
      d.owner_phone as "ownerPhone", d.ended_at as "readyAt", floor(extract(epoch from ${now}::timestamptz - d.ended_at) / 86400)::int as days,
      (select count(*)::int from result_reminder r where r.dossier_id = d.id) as reminders,
      (select max(r.reminded_at) from result_reminder r where r.dossier_id = d.id) as "remindedAt"
    from dossier d
    where d.agency_id = any (${[...agencies]}::int[]) and d.state = 'DECIDED' and coalesce(d.facts ->> 'delivery', 'none') not in ('sent_by_post', 'delivered')
      and d.ended_at <= ${now}::timestamptz - make_interval(days => ${days}::int)
    order by d.ended_at, d.id limit ${most}`.execute(tx);
  return rows;
}

export interface Reminder {
  readonly agencyId: number;
  readonly dossierId: number;
  readonly way: string;
  readonly note: string | null;
  readonly accountId: number;
  readonly by: string;
  readonly at: Date;
}

export async function insertReminder(tx: Tx, reminder: Reminder): Promise<void> {
  await tx
    .insertInto("result_reminder")
    .values({
      agency_id: reminder.agencyId,
      dossier_id: reminder.dossierId,
      way: reminder.way,
      note: reminder.note,
      account_id: reminder.accountId,
      reminded_by: reminder.by,
      reminded_at: reminder.at,
    })
    .execute();
}

export interface Loss {
  readonly declaredBy: string;
  readonly relation: string;
  readonly paper: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export async function insertLoss(
  tx: Tx,
  loss: Omit<Loss, "recordedBy" | "recordedAt"> & {
    readonly agencyId: number;
    readonly dossierId: number;
    readonly idNumber: string;
    readonly accountId: number;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx
    .insertInto("receipt_loss")
    .values({
      agency_id: loss.agencyId,
      dossier_id: loss.dossierId,
      declared_by: loss.declaredBy,
      id_number: loss.idNumber,
      identity_result: loss.relation,
      paper: loss.paper,
      account_id: loss.accountId,
      recorded_by: loss.by,
      recorded_at: loss.at,
    })
    .execute();
}

export async function listLosses(tx: Tx, dossierId: number): Promise<readonly Loss[]> {
  const { rows } =
    await sql<Loss>`select declared_by as "declaredBy", identity_result as relation, paper, recorded_by as "recordedBy",
      recorded_at as "recordedAt" from receipt_loss where dossier_id = ${dossierId} order by id`.execute(tx);
  return rows;
}
