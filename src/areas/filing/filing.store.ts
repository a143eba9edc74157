import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Filing, FilingEvent, FilingEventType, FilingState, Lacking } from "./filing.ts";

const COLUMNS = sql`id, account_id as "accountId", agency_id as "agencyId", unit_id as "unitId", procedure_code as "procedureCode",
  procedure_version_id as "procedureVersionId", procedure_name as "procedureName", case_code as "caseCode",
  eform_version_id as "eformVersionId", mandate_id as "mandateId", filer_name as "filerName", state, answers, filled, papers, found, delivery, contact,
  revision, created_at as "createdAt", saved_at as "savedAt", submitted_at as "submittedAt", respond_by as "respondBy",
  responded_at as "respondedAt", dossier_id as "dossierId", dossier_code as "dossierCode", tracking_secret as "trackingSecret"`;

/** A filing that row-level security shows: one's own, or one that was sent to one's agency. `lock` holds it until the commit. */
export async function findFiling(tx: Tx, id: number, lock = false): Promise<Filing | undefined> {
  const { rows } = await sql<Filing>`select ${COLUMNS} from filing where id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    tx,
  );
  return rows[0];
}

export interface NewFiling {
  readonly accountId: number;
  readonly provinceId: number;
  readonly agencyId: number;
  readonly unitId: number;
  readonly procedureCode: string;
  readonly procedureVersionId: number;
  readonly procedureName: string;
  readonly caseCode: string;
  readonly eformVersionId: number;
  readonly mandateId: number | null;
  readonly filerName: string;
  readonly answers: Filing["answers"];
  readonly filled: Filing["filled"];
}

export async function insertFiling(tx: Tx, filing: NewFiling, now: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into filing (account_id, province_id, agency_id, unit_id, procedure_code, procedure_version_id, procedure_name, case_code,
      eform_version_id, mandate_id, filer_name, state, answers, filled, created_at, saved_at)
    values (${filing.accountId}, ${filing.provinceId}, ${filing.agencyId}, ${filing.unitId}, ${filing.procedureCode},
      ${filing.procedureVersionId}, ${filing.procedureName}, ${filing.caseCode}, ${filing.eformVersionId}, ${filing.mandateId},
      ${filing.filerName}, 'DRAFT', ${JSON.stringify(filing.answers)}::jsonb, ${JSON.stringify(filing.filled)}::jsonb, ${now}, ${now})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export interface FilingChange {
  readonly state?: FilingState;
  readonly answers?: Filing["answers"];
  readonly papers?: Filing["papers"];
  readonly found?: Filing["found"];
  readonly delivery?: Filing["delivery"];
  readonly contact?: NonNullable<Filing["contact"]>;
  readonly eformVersionId?: number;
  readonly submittedAt?: Date;
  readonly respondBy?: Date | null;
  readonly respondedAt?: Date | null;
  readonly dossier?: { readonly id: number; readonly code: string; readonly trackingSecret: string };
}

/** Writes what changed and counts the revision up; returns the new one. */
export async function updateFiling(tx: Tx, id: number, change: FilingChange, now: Date): Promise<number> {
  const row = await tx
    .updateTable("filing")
    .set((eb) => ({
      revision: eb("revision", "+", 1),
      saved_at: now,
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.answers === undefined ? {} : { answers: JSON.stringify(change.answers) }),
      ...(change.papers === undefined ? {} : { papers: JSON.stringify(change.papers) }),
      ...(change.found === undefined ? {} : { found: JSON.stringify(change.found) }),
      ...(change.delivery === undefined ? {} : { delivery: change.delivery }),
      ...(change.contact === undefined ? {} : { contact: JSON.stringify(change.contact) }),
      ...(change.eformVersionId === undefined ? {} : { eform_version_id: change.eformVersionId }),
      ...(change.submittedAt === undefined ? {} : { submitted_at: change.submittedAt }),
      ...(change.respondBy === undefined ? {} : { respond_by: change.respondBy }),
      ...(change.respondedAt === undefined ? {} : { responded_at: change.respondedAt }),
      ...(change.dossier === undefined
        ? {}
        : {
            dossier_id: change.dossier.id,
            dossier_code: change.dossier.code,
            tracking_secret: change.dossier.trackingSecret,
          }),
    }))
    .where("id", "=", id)
    .returning("revision")
    .executeTakeFirstOrThrow();
  return row.revision;
}

/** Throws a draft away, with what was noted about it. */
export async function deleteFiling(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom("filing_file").where("filing_id", "=", id).execute();
  await tx.deleteFrom("filing_event").where("filing_id", "=", id).execute();
  await tx.deleteFrom("filing").where("id", "=", id).execute();
}

export interface NewFilingEvent {
  readonly type: FilingEventType;
  readonly actorName: string;
  readonly actorPersonId?: number | null;
  readonly reason?: string | undefined;
  readonly items?: readonly Lacking[];
}

export async function insertFilingEvent(
  tx: Tx,
  filing: { readonly id: number; readonly accountId: number; readonly agencyId: number },
  event: NewFilingEvent,
  now: Date,
): Promise<void> {
  await tx
    .insertInto("filing_event")
    .values({
      filing_id: filing.id,
      account_id: filing.accountId,
      agency_id: filing.agencyId,
      type: event.type,
      at: now,
      actor_name: event.actorName,
      actor_person_id: event.actorPersonId ?? null,
      reason: event.reason ?? null,
      items: JSON.stringify(event.items ?? []),
    })
    .execute();
}

export async function listFilingEvents(tx: Tx, filingId: number): Promise<readonly FilingEvent[]> {
  const { rows } = await sql<FilingEvent>`select type, at, actor_name as "actorName", reason, items from filing_event
    where filing_id = ${filingId} order by id`.execute(tx);
  return rows;
}

/** What a citizen has begun and sent, the newest first. */
export async function listOwnFilings(tx: Tx, accountId: number): Promise<readonly Filing[]> {
  const { rows } = await sql<Filing>`select ${COLUMNS} from filing where account_id = ${accountId}
    order by saved_at desc limit 200`.execute(tx);
  return rows;
}

export interface IntakeFilter {
  readonly waiting: boolean;
  readonly q?: string | undefined;
  readonly limit: number;
}

/** What was filed online with the agencies of the context: those that wait for an answer first, the most urgent on top. */
export async function listIntake(tx: Tx, filter: IntakeFilter): Promise<readonly Filing[]> {
  const q = filter.q ?? "";
  const { rows } = await sql<Filing>`select ${COLUMNS} from filing
    where submitted_at is not null and agency_id = any ((select app_agencies())::int[])
      and (not ${filter.waiting}::boolean or state = 'SUBMITTED')
      and (${q} = '' or search_key(filer_name || ' ' || procedure_name) like '%' || search_key(${q}) || '%' or dossier_code = ${q})
    order by state = 'SUBMITTED' desc, case when state = 'SUBMITTED' then respond_by end, submitted_at desc
    limit ${filter.limit}`.execute(tx);
  return rows;
}

export interface IntakeCounts {
  readonly waiting: number;
  readonly late: number;
  readonly answeredInTime: number;
  readonly answeredLate: number;
}

/** How the one-stop shop keeps the eight working hours: what waits now, and what was answered in the last 30 days. */
export async function countIntake(tx: Tx, now: Date): Promise<IntakeCounts> {
  const { rows } = await sql<IntakeCounts>`
    select count(*) filter (where state = 'SUBMITTED')::int as waiting,
      count(*) filter (where state = 'SUBMITTED' and respond_by < ${now})::int as late,
      count(*) filter (where responded_at <= respond_by and responded_at > ${now}::timestamptz - interval '30 days')::int as "answeredInTime",
      count(*) filter (where responded_at > respond_by and responded_at > ${now}::timestamptz - interval '30 days')::int as "answeredLate"
    from filing where submitted_at is not null and agency_id = any ((select app_agencies())::int[])`.execute(tx);
  return rows[0] ?? { waiting: 0, late: 0, answeredInTime: 0, answeredLate: 0 };
}
