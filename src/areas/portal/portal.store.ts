import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import type { LegalState, Outcome } from "#core/workflow/dossier-state.ts";
import type { Tx } from "#platform/db/tx.ts";

export interface CodeAndState {
  readonly code: string;
  readonly state: LegalState;
}

/** Code and state of a dossier, by a function of the database that can read nothing else (Circular 01/2018 article 16.2d). */
export async function findStage(tx: Tx, codes: readonly string[]): Promise<CodeAndState | undefined> {
  const { rows } = await sql<CodeAndState>`
    select s.code, s.state from unnest(${[...codes]}::text[]) w (code) cross join lateral lookup_dossier_stage(w.code) s limit 1`.execute(
    tx,
  );
  return rows[0];
}

/** The secret of the dossier that carries one of these codes and this number. */
export async function findSecretByNumber(tx: Tx, codes: readonly string[], number: string): Promise<string | undefined> {
  const { rows } = await sql<{ secret: string }>`
    select s.secret from unnest(${[...codes]}::text[]) w (code)
    cross join lateral (select lookup_secret_by_number(w.code, ${number}) as secret) s where s.secret is not null limit 1`.execute(
    tx,
  );
  return rows[0]?.secret;
}

/** What the holder of the receipt may see of the dossier: no identity number, telephone or address, not even the names. */
export interface TrackedDossier {
  readonly id: number;
  readonly code: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly state: LegalState;
  readonly outcome: Outcome | null;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  readonly endedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly timeZone: string;
  readonly agencyId: number;
  readonly unitId: number;
  readonly holderUnitId: number | null;
}

export interface TrackedEvent {
  readonly seq: number;
  readonly type: DossierEventType | "extended";
  readonly at: Date;
  readonly actorName: string;
  readonly actorRole: string | null;
  readonly actorUnitId: number | null;
  readonly outcome: Outcome | null;
  readonly dueAt: Date | null;
  /** Only where it was written for the applicant. */
  readonly reason: string | null;
  readonly items: readonly string[];
}

/** What is kept of a secret. */
export const secretHash = (secret: string): Buffer => createHash("sha256").update(secret, "latin1").digest();

export async function findTracked(tx: Tx, hash: Buffer): Promise<TrackedDossier | undefined> {
  const { rows } = await sql<TrackedDossier>`
    select id, code, procedure_code as "procedureCode", procedure_name as "procedureName", state, outcome, received_at as "receivedAt",
      due_at as "dueAt", paused_at as "pausedAt", ended_at as "endedAt", returned_at as "returnedAt", time_zone as "timeZone",
      agency_id as "agencyId", unit_id as "unitId", holder_unit_id as "holderUnitId"
    from lookup_dossier_by_secret(${hash})`.execute(tx);
  return rows[0];
}

/** Notes, corrections and what stands beside the legal way are the office's own; reasons are shown where they were written for the applicant. */
export async function listTrackedEvents(tx: Tx, hash: Buffer): Promise<readonly TrackedEvent[]> {
  const { rows } = await sql<TrackedEvent>`
    select seq, type, occurred_at as at, actor_name as "actorName", actor_role as "actorRole", actor_unit_id as "actorUnitId", outcome,
      due_at as "dueAt",
      case when type in ('intake_supplement_requested', 'intake_refused', 'supplement_requested', 'withdrawn', 'stopped', 'extended')
        or (type = 'decided' and outcome = 'refused') then reason end as reason,
      case when type in ('intake_supplement_requested', 'supplement_requested') and jsonb_typeof(payload -> 'items') = 'array'
        then payload -> 'items' else '[]'::jsonb end as items
    from lookup_events_by_secret(${hash})
    where type not in ('noted', 'corrected') and type not like '%\\_changed' order by seq`.execute(tx);
  return rows;
}

/** What the process of the dossier says to the citizen about each step that it came into, by the event with which it did. */
export async function listTrackedSteps(
  tx: Tx,
  hash: Buffer,
): Promise<readonly { readonly seq: number; readonly vi: string; readonly en: string }[]> {
  const { rows } = await sql<{ seq: number; vi: string; en: string }>`
    select seq, vi, en from lookup_steps_by_secret(${hash})`.execute(tx);
  return rows;
}
