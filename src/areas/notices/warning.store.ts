import { sql } from "kysely";
import { OPEN_STATES } from "#core/workflow/dossier-state.ts";
import type { Tx } from "#platform/db/tx.ts";

export interface DueDossier {
  readonly id: number;
  readonly dueAt: Date;
  readonly holderPersonId: number | null;
  readonly holderUnitId: number | null;
}

/** Open dossiers of an agency whose clock runs and that are late, or due within a week and a half. */
export async function listDueDossiers(tx: Tx, agencyId: number, now: Date): Promise<readonly DueDossier[]> {
  const { rows } = await sql<DueDossier>`
    select id, due_at as "dueAt", holder_person_id as "holderPersonId", holder_unit_id as "holderUnitId" from dossier
    where agency_id = ${agencyId} and origin in ('local', 'taken_over') and ended_at is null and paused_at is null and due_at < ${now}::timestamptz + interval '12 days'
      and state = any(${[...OPEN_STATES]}::text[]) order by due_at limit 5000`.execute(tx);
  return rows;
}

/** Which of these notices are written already. */
export async function findKnownKeys(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`select key from notice where key = any(${[...keys]}::text[])`.execute(tx);
  return new Set(rows.map(({ key }) => key));
}

export interface OpenBreach {
  readonly id: number;
  readonly dossierId: number;
  readonly cause: string;
}

/** What stops a dossier. One that was not handed over in time goes on: the board shows it, a notice each would bury the others. */
export async function listOpenBreaches(tx: Tx, agencyId: number): Promise<readonly OpenBreach[]> {
  const { rows } = await sql<OpenBreach>`
    select id, dossier_id as "dossierId", cause from breach
    where agency_id = ${agencyId} and mended_at is null and cause <> 'not_handed_over' order by id limit 200`.execute(tx);
  return rows;
}
