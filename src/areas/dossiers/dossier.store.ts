import { sql } from "kysely";
import { type DossierFacts, NO_FACTS } from "#core/workflow/dossier-facts.ts";
import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import { type LegalState, NEW_WAY, type Outcome, type Proposal, type Way } from "#core/workflow/dossier-state.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Channel, Dossier, DossierAttributes, DossierEventRow, DossierId, Parties, ReceivedComponent } from "./dossier.ts";

/** The dossier, if row-level security shows it. `lock` keeps others from moving it until the commit. */
export async function findDossier(tx: Tx, id: number, lock = false): Promise<Dossier | undefined> {
  const query = tx.selectFrom("dossier").selectAll().where("id", "=", id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : toDossier(row);
}

/** Which of these dossiers the transaction may see. */
export async function findVisibleIds(tx: Tx, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom("dossier")
    .select("id")
    .where("id", "=", sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

export async function findDossierByCode(tx: Tx, code: string): Promise<Dossier | undefined> {
  const row = await tx.selectFrom("dossier").selectAll().where("code", "=", code).executeTakeFirst();
  return row === undefined ? undefined : toDossier(row);
}

type Row = Awaited<ReturnType<typeof selectOne>>;
const selectOne = (tx: Tx) => tx.selectFrom("dossier").selectAll().executeTakeFirstOrThrow();

export const toDossier = (row: Row): Dossier => ({
  id: row.id as DossierId,
  code: row.code,
  provinceId: row.province_id,
  agencyId: row.agency_id,
  unitId: row.unit_id,
  procedureVersionId: row.procedure_version_id,
  procedureCode: row.procedure_code,
  procedureName: row.procedure_name,
  field: row.field,
  caseCode: row.case_code,
  origin: row.origin as Dossier["origin"],
  sourceId: row.source_id,
  channel: row.channel as Channel,
  regime: row.regime,
  timeZone: row.time_zone,
  termValue: row.term_value,
  termUnit: row.term_unit,
  state: row.state as LegalState,
  outcome: row.outcome as Outcome | null,
  proposal: row.proposal as Proposal | null,
  receivedAt: row.received_at,
  dueOriginalAt: row.due_original_at,
  dueUnextendedAt: row.due_unextended_at,
  dueAt: row.due_at,
  dueSource: row.due_source,
  pausedAt: row.paused_at,
  endedAt: row.ended_at,
  returnedAt: row.returned_at,
  holderPersonId: row.holder_person_id,
  holderUnitId: row.holder_unit_id,
  subject: row.subject,
  parties: row.parties as unknown as Parties,
  components: row.components as unknown as readonly ReceivedComponent[],
  attributes: row.attributes as unknown as DossierAttributes,
  flags: row.flags,
  supplementCount: row.supplement_count,
  trackingSecret: row.tracking_secret,
  seq: row.last_seq,
  stateSeq: row.state_seq,
  facts: { ...NO_FACTS, ...(row.facts as unknown as Partial<DossierFacts>) },
  way: { ...NEW_WAY, ...(row.way as unknown as Partial<Way>) },
  intakeDueAt: row.intake_due_at,
  respondBy: row.respond_by as unknown as string | null,
  lastEventAt: row.last_event_at,
});

/** The whole history of a dossier, oldest first. */
export async function listEvents(tx: Tx, dossierId: number): Promise<readonly DossierEventRow[]> {
  const rows = await tx
    .selectFrom("dossier_event")
    .leftJoin("person as principal", "principal.id", "dossier_event.on_behalf_of_person_id")
    .selectAll("dossier_event")
    .select("principal.full_name as principal_name")
    .where("dossier_id", "=", dossierId)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    type: row.type as DossierEventType,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    personId: row.person_id,
    actorName: row.actor_name,
    actorRole: row.actor_role,
    actorUnitId: row.actor_unit_id,
    onBehalfOf: row.principal_name,
    reason: row.reason,
    payload: row.payload as Readonly<Record<string, unknown>>,
    state: row.state as LegalState,
    outcome: row.outcome as Outcome | null,
    dueAt: row.due_at,
    endedAt: row.ended_at,
  }));
}

/** Which of these source ids an agency already has: an import that is run again takes none of them twice. */
export async function findKnownSourceIds(tx: Tx, agencyId: number, sourceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("dossier")
    .select("source_id")
    .where("agency_id", "=", agencyId)
    .where("source_id", "=", sql<string>`any(${[...sourceIds]}::text[])`)
    .execute();
  return new Set(rows.flatMap((row) => (row.source_id === null ? [] : [row.source_id])));
}

/** The dossiers of the agency that correct the result of a returned one (T19), oldest first. */
export async function listCorrecting(
  tx: Tx,
  { id, agencyId, procedureCode, returnedAt }: Pick<Dossier, "id" | "agencyId" | "procedureCode" | "returnedAt">,
): Promise<readonly { readonly id: number; readonly code: string }[]> {
  const { rows } = await sql<{ id: number; code: string }>`
    select id::float8 as id, code from dossier
    where agency_id = ${agencyId} and procedure_code = ${procedureCode} and received_at >= ${returnedAt}
      and attributes -> 'corrects' ->> 'id' = ${String(id)} order by id limit 20`.execute(tx);
  return rows;
}

/** The dossiers that the process of another opened, oldest first; `codes` are the procedures that it may open. */
export async function listOpenedBy(
  tx: Tx,
  { id, agencyId }: Pick<Dossier, "id" | "agencyId">,
  codes: readonly string[],
): Promise<readonly { readonly id: number; readonly code: string }[]> {
  if (codes.length === 0) return [];
  const { rows } = await sql<{ id: number; code: string }>`
    select id::float8 as id, code from dossier
    where agency_id = ${agencyId} and procedure_code = any(${[...codes]}::text[]) and id > ${id}
      and attributes -> 'openedBy' ->> 'id' = ${String(id)} order by id limit 20`.execute(tx);
  return rows;
}
