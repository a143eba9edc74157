import { sql } from "kysely";
import type { Eform } from "#core/eform/index.ts";
import type { Tx } from "#platform/db/tx.ts";

export type EformStatus = "draft" | "published" | "retired";
export type Place = "national" | "here";

export interface EformVersion {
  readonly id: number;
  readonly procedureCode: string;
  readonly version: number;
  readonly status: EformStatus;
  readonly form: Eform;
  readonly source: string;
  readonly verified: boolean;
  readonly origin: "starter" | "office";
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
}

const COLUMNS = sql`id, procedure_code as "procedureCode", version, status, definition as form, source, verified, origin,
  published_at as "publishedAt", retired_at as "retiredAt"`;

export async function findEform(tx: Tx, id: number): Promise<EformVersion | undefined> {
  const { rows } = await sql<EformVersion>`select ${COLUMNS} from eform_version where id = ${id}`.execute(tx);
  return rows[0];
}

/** The version of a procedure that is filled in now, or the one that is being written. */
export async function findEformOf(
  tx: Tx,
  procedureCode: string,
  status: "draft" | "published",
): Promise<EformVersion | undefined> {
  const { rows } = await sql<EformVersion>`select ${COLUMNS} from eform_version
    where procedure_code = ${procedureCode} and status = ${status}`.execute(tx);
  return rows[0];
}

export interface NewEform {
  readonly procedureCode: string;
  readonly form: Eform;
  readonly source: string;
  readonly verified: boolean;
  readonly origin: "starter" | "office";
  readonly status: "draft" | "published";
}

/** Adds the next version of a procedure's form; two at once are numbered one after the other. */
export async function insertEform(tx: Tx, eform: NewEform, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`eform ${eform.procedureCode}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    insert into eform_version (procedure_code, version, status, definition, source, verified, origin, created_at, published_at)
    select ${eform.procedureCode}, 1 + coalesce(max(version), 0), ${eform.status}, ${JSON.stringify(eform.form)}::jsonb, ${eform.source},
      ${eform.verified}, ${eform.origin}, ${now}, ${eform.status === "published" ? now : null}::timestamptz
    from eform_version where procedure_code = ${eform.procedureCode} returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Writes the draft anew; a version that was published once is never changed. */
export async function updateDraft(tx: Tx, id: number, form: Eform, source: string): Promise<boolean> {
  const { rows } = await sql`update eform_version set definition = ${JSON.stringify(form)}::jsonb, source = ${source}
    where id = ${id} and status = 'draft' returning id`.execute(tx);
  return rows.length > 0;
}

/** Takes the published version out of use; drafts that were begun on it say so and stay. */
export async function retirePublished(tx: Tx, procedureCode: string, now: Date): Promise<boolean> {
  const { rows } = await sql`update eform_version set status = 'retired', retired_at = ${now}
    where procedure_code = ${procedureCode} and status = 'published' returning id`.execute(tx);
  return rows.length > 0;
}

/** Retires the published version of the same procedure and puts the draft in its place. */
export async function publishDraft(tx: Tx, procedureCode: string, id: number, now: Date): Promise<void> {
  await sql`update eform_version set status = 'retired', retired_at = ${now}
    where procedure_code = ${procedureCode} and status = 'published'`.execute(tx);
  await sql`update eform_version set status = 'published', published_at = ${now} where id = ${id}`.execute(tx);
}

export interface FilingPlace {
  readonly place: Place;
  readonly url: string | null;
  readonly reason: string | null;
}

export async function findPlace(tx: Tx, procedureCode: string): Promise<FilingPlace | undefined> {
  const { rows } = await sql<FilingPlace>`select place, url, reason from filing_place
    where procedure_code = ${procedureCode}`.execute(tx);
  return rows[0];
}

export async function savePlace(tx: Tx, procedureCode: string, place: FilingPlace, now: Date): Promise<void> {
  await sql`insert into filing_place (procedure_code, place, url, reason, changed_at)
    values (${procedureCode}, ${place.place}, ${place.url}, ${place.reason}, ${now})
    on conflict (procedure_code) do update set place = excluded.place, url = excluded.url, reason = excluded.reason,
      changed_at = excluded.changed_at`.execute(tx);
}

export interface OfferedForm {
  readonly procedureCode: string;
  readonly name: string;
  readonly field: string;
  readonly place: Place;
  readonly url: string | null;
  readonly published: boolean;
  readonly draft: boolean;
  readonly version: number | null;
  readonly verified: boolean;
}

/** Every procedure that has a form, with where it is filed; `on` is the day (yyyy-MM-dd) on which it is in force. */
export async function listOffered(tx: Tx, on: string): Promise<readonly OfferedForm[]> {
  const { rows } = await sql<OfferedForm>`
    select p.code as "procedureCode", v.name, v.field, coalesce(w.place, 'national') as place, w.url,
      bool_or(e.status = 'published') as published, bool_or(e.status = 'draft') as draft,
      max(e.version) filter (where e.status = 'published') as version,
      coalesce(bool_and(e.verified) filter (where e.status = 'published'), false) as verified
    from eform_version e join procedure p on p.code = e.procedure_code
    join procedure_version v on v.procedure_id = p.id and v.status = 'published' and v.during @> ${on}::date
    left join filing_place w on w.procedure_code = p.code
    group by p.code, v.name, v.field, w.place, w.url order by v.field collate "und-x-icu", v.name collate "und-x-icu"`.execute(
    tx,
  );
  return rows;
}
