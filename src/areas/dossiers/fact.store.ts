import { type RawBuilder, sql } from "kysely";
import { applyFact, changedFacts, type DossierFacts, type FactEvent } from "#core/workflow/dossier-facts.ts";
import type { Statement } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Acting, DossierId } from "./dossier.ts";

/** The dossier to which facts are appended, as the transaction knows it. */
export interface FactTarget {
  readonly id: DossierId;
  readonly code: string;
  readonly seq: number;
  readonly facts: DossierFacts;
}

/** Events and their fold in one statement; numbers count on from the row, so that one command may append twice. */
function appendStatement(target: FactTarget, by: Acting, events: readonly FactEvent[]): RawBuilder<{ seq: number }> {
  const patch = changedFacts(events.reduce(applyFact, target.facts), target.facts);
  const rows = events.map(({ type, at, ...payload }, index) => ({
    nth: index + 1,
    type,
    occurred_at: new Date(at).toISOString(),
    payload,
  }));
  return sql<{ seq: number }>`
    with moved as (
      update dossier set facts = facts || ${JSON.stringify(patch)}::jsonb, last_seq = last_seq + ${rows.length}::int,
        last_event_at = greatest(last_event_at, ${rows.at(-1)?.occurred_at}::timestamptz)
      where id = ${target.id}
      returning id, province_id, agency_id, state, outcome, due_unextended_at, due_at, paused_at, ended_at, supplement_count, last_seq
    )
    insert into dossier_event (province_id, agency_id, dossier_id, seq, type, occurred_at, account_id, person_id, actor_name,
      actor_role, actor_unit_id, on_behalf_of_person_id, payload, state, outcome, due_unextended_at, due_at, paused_at, ended_at,
      supplement_count)
    select m.province_id, m.agency_id, m.id, m.last_seq - ${rows.length}::int + e.nth, e.type, e.occurred_at, ${by.accountId}::bigint,
      ${by.personId}::bigint, ${by.name}::text, ${by.role}::text, ${by.role === "citizen" ? null : by.unitId}::int, ${by.onBehalfOfPersonId ?? null}::bigint, e.payload,
      m.state, m.outcome, m.due_unextended_at, m.due_at, m.paused_at, m.ended_at, m.supplement_count
    from moved m, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (nth int, type text, occurred_at timestamptz, payload jsonb)
    returning seq`;
}

/** Appends facts to a dossier that is locked; answers the number of the last event. */
export async function appendFacts(tx: Tx, target: FactTarget, by: Acting, events: readonly FactEvent[]): Promise<number> {
  const { rows } = await appendStatement(target, by, events).execute(tx);
  return Math.max(target.seq, ...rows.map((row) => row.seq));
}

/** The same for `unit.write`: it travels with the commit. */
export const factsStatement = (tx: Tx, target: FactTarget, by: Acting, events: readonly FactEvent[]): Statement =>
  appendStatement(target, by, events).compile(tx);
