import { sql } from "kysely";
import type { ResultState } from "#core/results/result-life.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { ResultDocument, ResultEvent, ResultKind, ResultVersion } from "./result.ts";

const DOCUMENT = sql`d.id::int as id, d.agency_id as "agencyId", d.dossier_id::int as "dossierId", o.code as "dossierCode", d.kind, d.title,
  d.code, d.agency_name as "agencyName"`;
const VERSION = sql`v.id::int as id, v.version, v.state, v.origin, v.body, v.source_sha256 as "sourceSha256", v.sha256, v.year, v.number,
  v.reason, v.valid_until::text as "validUntil", v.signer_name as "signerName", v.signer_title as "signerTitle", v.signed_at as "signedAt",
  v.certificate_serial as "certificateSerial", v.certificate_issuer as "certificateIssuer", v.stand_in as "standIn",
  v.issued_at as "issuedAt", v.ended_at as "endedAt", v.end_reason as "endReason", v.written_by as "writtenBy", v.written_at as "writtenAt"`;

export async function insertDocument(
  tx: Tx,
  it: {
    readonly agencyId: number;
    readonly dossierId: number;
    readonly kind: ResultKind;
    readonly title: string;
    readonly code: string;
    readonly agencyName: string;
  },
  now: Date,
): Promise<number> {
  const { id } = await tx
    .insertInto("result_document")
    .values({
      agency_id: it.agencyId,
      dossier_id: it.dossierId,
      kind: it.kind,
      title: it.title,
      code: it.code,
      agency_name: it.agencyName,
      created_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return Number(id);
}

export async function insertVersion(
  tx: Tx,
  of: { readonly agencyId: number; readonly documentId: number },
  it: Pick<ResultVersion, "version" | "origin" | "body" | "sourceSha256" | "reason" | "writtenBy" | "writtenAt">,
): Promise<void> {
  await tx
    .insertInto("result_version")
    .values({
      agency_id: of.agencyId,
      document_id: of.documentId,
      version: it.version,
      state: "draft",
      origin: it.origin,
      body: it.body,
      source_sha256: it.sourceSha256,
      reason: it.reason,
      written_by: it.writtenBy,
      written_at: it.writtenAt,
    })
    .execute();
}

export async function findDocument(tx: Tx, id: number): Promise<ResultDocument | undefined> {
  const { rows } = await sql<ResultDocument>`
    select ${DOCUMENT} from result_document d join dossier o on o.id = d.dossier_id where d.id = ${id}`.execute(tx);
  return rows[0];
}

/** The versions of a document, the newest first; locked, so that of two who act at once the second sees what the first did. */
export async function listVersions(tx: Tx, documentId: number, lock = false): Promise<readonly ResultVersion[]> {
  const { rows } = await sql<ResultVersion>`
    select ${VERSION} from result_version v where v.document_id = ${documentId} order by v.version desc ${lock ? sql`for update` : sql``}`.execute(
    tx,
  );
  return rows;
}

export async function listResultEvents(tx: Tx, documentId: number): Promise<readonly ResultEvent[]> {
  const { rows } = await sql<ResultEvent>`
    select version, type, reason, receiver, by_name as "byName", at from result_event where document_id = ${documentId} order by id desc`.execute(
    tx,
  );
  return rows;
}

export async function insertResultEvent(
  tx: Tx,
  of: { readonly agencyId: number; readonly documentId: number },
  it: ResultEvent & { readonly accountId: number | null },
): Promise<void> {
  await tx
    .insertInto("result_event")
    .values({
      agency_id: of.agencyId,
      document_id: of.documentId,
      version: it.version,
      type: it.type,
      reason: it.reason,
      receiver: it.receiver,
      account_id: it.accountId,
      by_name: it.byName,
      at: it.at,
    })
    .execute();
}

/** The account that began a version; null where none is known. */
export async function findWriter(tx: Tx, documentId: number, version: number): Promise<number | null> {
  const { rows } = await sql<{ accountId: number | null }>`
    select account_id::float8 as "accountId" from result_event
    where document_id = ${documentId} and version = ${version} and type in ('drafted', 'corrected') order by id limit 1`.execute(
    tx,
  );
  return rows[0]?.accountId ?? null;
}

export interface VersionChange {
  readonly state?: ResultState | undefined;
  readonly body?: string | undefined;
  readonly validUntil?: string | null | undefined;
  readonly year?: number | undefined;
  readonly number?: number | undefined;
  readonly sha256?: string | undefined;
  readonly signerName?: string | undefined;
  readonly signerTitle?: string | undefined;
  readonly signedAt?: Date | undefined;
  readonly certificateSerial?: string | undefined;
  readonly certificateIssuer?: string | undefined;
  readonly standIn?: boolean | undefined;
  readonly issuedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
  readonly endReason?: string | undefined;
}

const COLUMN_OF: Readonly<Record<keyof VersionChange, string>> = {
  state: "state",
  body: "body",
  validUntil: "valid_until",
  year: "year",
  number: "number",
  sha256: "sha256",
  signerName: "signer_name",
  signerTitle: "signer_title",
  signedAt: "signed_at",
  certificateSerial: "certificate_serial",
  certificateIssuer: "certificate_issuer",
  standIn: "stand_in",
  issuedAt: "issued_at",
  endedAt: "ended_at",
  endReason: "end_reason",
};

export async function changeVersion(tx: Tx, id: number, change: VersionChange): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(change).flatMap(([key, value]) =>
      value === undefined ? [] : [[COLUMN_OF[key as keyof VersionChange], value]],
    ),
  );
  if (Object.keys(set).length === 0) return;
  await tx
    .updateTable("result_version")
    .set(set)
    .where("id", "=", id as never)
    .execute();
}

/** The next number of the year's book; the row is locked until the commit, so that none is given twice or left out. */
export async function takeNumber(tx: Tx, agencyId: number, year: number): Promise<number> {
  const { last_number } = await tx
    .insertInto("result_counter")
    .values({ agency_id: agencyId, year, last_number: 1 })
    .onConflict((conflict) =>
      conflict.columns(["agency_id", "year"]).doUpdateSet({ last_number: sql`result_counter.last_number + 1` as never }),
    )
    .returning("last_number")
    .executeTakeFirstOrThrow();
  return last_number;
}

export interface ResultOfDossier {
  readonly documentId: number;
  readonly kind: ResultKind;
  readonly title: string;
  readonly code: string;
  readonly version: number;
  readonly state: ResultState;
  readonly year: number | null;
  readonly number: number | null;
  readonly signerName: string | null;
  readonly standIn: boolean;
}

/** The newest version of each result of a dossier. */
export async function listOfDossier(tx: Tx, dossierId: number): Promise<readonly ResultOfDossier[]> {
  const { rows } = await sql<ResultOfDossier>`
    select distinct on (d.id) d.id::int as "documentId", d.kind, d.title, d.code, v.version, v.state, v.year, v.number,
      v.signer_name as "signerName", v.stand_in as "standIn"
    from result_document d join result_version v on v.document_id = d.id
    where d.dossier_id = ${dossierId} order by d.id, v.version desc`.execute(tx);
  return rows;
}

export interface IssuedOfDossier {
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly number: number;
  readonly issuedAt: Date;
}

/** What was issued on a dossier and holds, oldest first. */
export async function listIssued(tx: Tx, dossierId: number): Promise<readonly IssuedOfDossier[]> {
  const { rows } = await sql<IssuedOfDossier>`
    select d.code, d.title, v.year, v.number, v.issued_at as "issuedAt"
    from result_document d join result_version v on v.document_id = d.id
    where d.dossier_id = ${dossierId} and v.state = 'issued' order by d.id`.execute(tx);
  return rows;
}

export interface ResultRule {
  readonly required: boolean;
  readonly decisionNo: string;
}

export async function findResultRule(tx: Tx, agencyId: number): Promise<ResultRule | undefined> {
  const { rows } = await sql<ResultRule>`
    select required, decision_no as "decisionNo" from result_rule where agency_id = ${agencyId}`.execute(tx);
  return rows[0];
}

export async function saveResultRule(tx: Tx, agencyId: number, rule: ResultRule, now: Date): Promise<void> {
  const values = { required: rule.required, decision_no: rule.decisionNo, decided_at: now };
  await tx
    .insertInto("result_rule")
    .values({ agency_id: agencyId, ...values })
    .onConflict((conflict) => conflict.column("agency_id").doUpdateSet(values))
    .execute();
}

/** Dossiers of which a signature was refused and nobody has done anything about it since. */
export async function listSigningRefused(tx: Tx, agencies: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct d.dossier_id::float8 as id from result_event e join result_document d on d.id = e.document_id
    where e.agency_id = any(${[...agencies]}::int[]) and e.type = 'signing_refused'
      and not exists (select from result_event later where later.document_id = e.document_id and later.id > e.id
        and later.type <> 'signing_refused')`.execute(tx);
  return rows.map(({ id }) => id);
}
