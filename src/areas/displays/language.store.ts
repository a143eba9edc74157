import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { LanguageInput } from "./language.ts";

interface At {
  readonly unitId: number;
  readonly agencyId: number;
}

export async function saveLanguage(tx: Tx, at: At, input: LanguageInput, today: string): Promise<void> {
  const reviewedOn = input.reviewedBy === undefined ? null : today;
  await sql`
    insert into queue_language (unit_id, agency_id, tag, name, call_text, reviewed_by, reviewed_on)
    values (${at.unitId}, ${at.agencyId}, ${input.tag}, ${input.name}, ${input.callText}, ${input.reviewedBy ?? null}, ${reviewedOn}::date)
    on conflict (unit_id) do update set tag = excluded.tag, name = excluded.name, call_text = excluded.call_text,
      reviewed_by = excluded.reviewed_by, reviewed_on = excluded.reviewed_on`.execute(tx);
}

export async function removeLanguage(tx: Tx, unitId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from queue_language where unit_id = ${unitId}`.execute(tx);
  return numAffectedRows === 1n;
}

export interface ClipFile {
  readonly word: string;
  readonly sha256: string;
}

export async function listClips(tx: Tx, unitId: number): Promise<readonly ClipFile[]> {
  const { rows } = await sql<ClipFile>`select word, sha256 from queue_clip where unit_id = ${unitId} order by word`.execute(tx);
  return rows;
}

export async function saveClip(tx: Tx, at: At, clip: ClipFile, now: Date): Promise<void> {
  await sql`
    insert into queue_clip (unit_id, agency_id, word, sha256, kept_at)
    values (${at.unitId}, ${at.agencyId}, ${clip.word}, ${clip.sha256}, ${now.toISOString()}::timestamptz)
    on conflict (unit_id, word) do update set sha256 = excluded.sha256, kept_at = excluded.kept_at`.execute(tx);
}
