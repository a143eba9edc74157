import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { KioskText } from "./kiosk-words.ts";

export async function listKioskTexts(tx: Tx, unitId: number): Promise<readonly KioskText[]> {
  const { rows } = await sql<KioskText>`
    select key, words, reviewed_by as "reviewedBy" from kiosk_text where unit_id = ${unitId} order by key`.execute(tx);
  return rows;
}

/**
 * Keeps the words of a hall's kiosks in one statement: what is named anew is reviewed on that day, what only stayed as it
 * was keeps its review, what was changed without a name has none, and what was emptied is gone.
 */
export async function saveKioskTexts(
  tx: Tx,
  at: { readonly unitId: number; readonly agencyId: number },
  texts: readonly { readonly key: string; readonly words: string }[],
  reviewed: { readonly by: string; readonly on: string } | undefined,
): Promise<void> {
  await sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) g (key text, words text)),
      gone as (delete from kiosk_text t where t.unit_id = ${at.unitId} and t.key not in (select key from given))
    insert into kiosk_text as t (unit_id, agency_id, key, words, reviewed_by, reviewed_on)
    select ${at.unitId}, ${at.agencyId}, key, words, ${reviewed?.by ?? null}::text, ${reviewed?.on ?? null}::date from given
    on conflict (unit_id, key) do update set words = excluded.words,
      reviewed_by = case when excluded.reviewed_by is null and t.words = excluded.words then t.reviewed_by else excluded.reviewed_by end,
      reviewed_on = case when excluded.reviewed_by is null and t.words = excluded.words then t.reviewed_on else excluded.reviewed_on end`.execute(
    tx,
  );
}

export async function removeKioskTexts(tx: Tx, unitId: number): Promise<void> {
  await sql`delete from kiosk_text where unit_id = ${unitId}`.execute(tx);
}

/** The words are those of another language now: nobody has checked them for it. */
export async function unreviewKioskTexts(tx: Tx, unitId: number): Promise<void> {
  await sql`update kiosk_text set reviewed_by = null, reviewed_on = null where unit_id = ${unitId}`.execute(tx);
}
