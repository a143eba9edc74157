import { sql } from "kysely";
import type { ProcessDefinition } from "#core/process/definition.ts";
import type { Tx } from "#platform/db/tx.ts";

export interface NewProcess {
  readonly ownerUnitId: number;
  readonly procedureId: number;
  readonly caseCode: string;
}

/** The process of an owner for a procedure and case: found, or added. */
export async function keepProcess(tx: Tx, process: NewProcess): Promise<number> {
  const { ownerUnitId, procedureId, caseCode } = process;
  await sql`insert into process (owner_unit_id, procedure_id, case_code) values (${ownerUnitId}, ${procedureId}, ${caseCode})
    on conflict do nothing`.execute(tx);
  const kept = await sql<{ id: number }>`select id from process
    where owner_unit_id = ${ownerUnitId} and procedure_id = ${procedureId} and case_code = ${caseCode}`.execute(tx);
  return kept.rows[0]?.id ?? 0;
}

/** The draft of a process, if it has one. */
export async function findDraftId(tx: Tx, processId: number): Promise<number | undefined> {
  const row = await tx
    .selectFrom("process_version")
    .select("id")
    .where("process_id", "=", processId)
    .where("status", "=", "draft")
    .executeTakeFirst();
  return row?.id;
}

/** Adds a draft as the next version of a process; undefined where somebody else has begun one at this moment. */
export async function insertDraft(tx: Tx, processId: number, definition: ProcessDefinition): Promise<number | undefined> {
  const added = await sql<{ id: number }>`insert into process_version (process_id, version, definition)
    select ${processId}, coalesce(max(version), 0) + 1, ${JSON.stringify(definition)}::jsonb
    from process_version where process_id = ${processId} on conflict do nothing returning id`.execute(tx);
  return added.rows[0]?.id;
}

export interface DraftHead {
  readonly decisionNo: string | null;
  readonly decisionDate: string | null;
}

/** Writes a draft anew where it is still at `revision`; false where someone else was faster. */
export async function updateDraft(
  tx: Tx,
  draft: { readonly id: number; readonly revision: number } & DraftHead & { readonly definition: ProcessDefinition },
): Promise<boolean> {
  const written = await tx
    .updateTable("process_version")
    .set({
      definition: JSON.stringify(draft.definition),
      decision_no: draft.decisionNo,
      decision_date: draft.decisionDate,
      revision: draft.revision + 1,
    })
    .where("id", "=", draft.id)
    .where("status", "=", "draft")
    .where("revision", "=", draft.revision)
    .executeTakeFirst();
  return Number(written.numUpdatedRows) === 1;
}

export async function deleteDraft(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom("process_version").where("id", "=", id).where("status", "=", "draft").execute();
}

/** Ends what stands of a process on a day, so that another version may stand from then on; answers whether something stood. */
export async function endStandingProcess(tx: Tx, processId: number, from: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update process_version set during = daterange(lower(during), ${from}::date)
    where process_id = ${processId} and status = 'published' and during @> ${from}::date and lower(during) < ${from}::date`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** Takes a version back that has not begun; its days go back to the one that it ended. */
export async function withdrawVersion(tx: Tx, id: number): Promise<void> {
  const { rows } = await sql<{ processId: number; from: string; until: string | null }>`
    update process_version set status = 'withdrawn' where id = ${id} and status = 'published'
    returning process_id as "processId", lower(during)::text as "from", upper(during)::text as until`.execute(tx);
  const [it] = rows;
  if (it === undefined) return;
  await sql`update process_version v set during = daterange(lower(v.during), ${it.until}::date)
    where v.process_id = ${it.processId} and v.status = 'published' and upper(v.during) = ${it.from}::date
      and (select w.ended_standing from process_version w where w.id = ${id})`.execute(tx);
}

/** Puts a draft into force from a day until the next version that is already planned. */
export async function putProcessInForce(
  tx: Tx,
  draft: {
    readonly id: number;
    readonly from: string;
    readonly overrideReason: string | null;
    readonly accountId: number | null;
    readonly now: Date;
    readonly endedStanding: boolean;
  },
): Promise<void> {
  await sql`update process_version v set status = 'published', ended_standing = ${draft.endedStanding}, override_reason = ${draft.overrideReason}, published_at = ${draft.now},
      published_by = ${draft.accountId}, during = daterange(${draft.from}::date, (select min(lower(f.during)) from process_version f
        where f.process_id = v.process_id and f.status = 'published' and lower(f.during) > ${draft.from}::date))
    where v.id = ${draft.id} and v.status = 'draft'`.execute(tx);
}

/** Whether a version of the process already begins on that day. */
export async function beginsOn(tx: Tx, processId: number, from: string): Promise<boolean> {
  const found = await sql<{ id: number }>`select id from process_version
    where process_id = ${processId} and status = 'published' and lower(during) = ${from}::date limit 1`.execute(tx);
  return found.rows.length > 0;
}

/** Ends a published version before a day within its period. */
export async function endProcessBefore(tx: Tx, id: number, day: string): Promise<void> {
  await sql`update process_version set during = daterange(lower(during), ${day}::date) where id = ${id}`.execute(tx);
}
