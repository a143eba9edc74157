import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Acting, Dossier, DossierAttributes } from "./dossier.ts";

/** Keeps the chosen way with the dossier and notes it in its history, in one statement; the legal state stays what it is. */
export async function saveDelivery(
  tx: Tx,
  dossier: Dossier,
  by: Acting,
  delivery: NonNullable<DossierAttributes["delivery"]>,
  note: string,
  now: Date,
): Promise<void> {
  await sql`
    with moved as (
      update dossier set attributes = attributes || ${JSON.stringify({ delivery })}::jsonb, last_seq = last_seq + 1,
        last_event_at = greatest(last_event_at, ${now.toISOString()}::timestamptz)
      where id = ${dossier.id}
      returning id, province_id, agency_id, state, outcome, due_unextended_at, due_at, paused_at, ended_at, supplement_count, last_seq
    )
    insert into dossier_event (province_id, agency_id, dossier_id, seq, type, occurred_at, account_id, person_id, actor_name, actor_role,
      actor_unit_id, reason, payload, state, outcome, due_unextended_at, due_at, paused_at, ended_at, supplement_count)
    select m.province_id, m.agency_id, m.id, m.last_seq, 'noted', ${now.toISOString()}::timestamptz, ${by.accountId}::bigint,
      ${by.personId}::bigint, ${by.name}::text, ${by.role}::text, ${by.role === "citizen" ? null : by.unitId}::int, ${note}::text,
      ${JSON.stringify({ delivery })}::jsonb, m.state, m.outcome, m.due_unextended_at, m.due_at, m.paused_at, m.ended_at, m.supplement_count
    from moved m`.execute(tx);
}
