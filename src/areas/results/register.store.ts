import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { ResultState } from "#core/results/result-life.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { ResultKind } from "./result.ts";

export interface RegisterFilter {
  readonly agencies: readonly number[];
  readonly q: string | undefined;
  readonly state: ResultState | undefined;
  readonly year: number | undefined;
  /** Ids below this one, for the next page. */
  readonly before: number | undefined;
  readonly most: number;
}

export interface RegisterRow {
  readonly id: number;
  readonly documentId: number;
  readonly dossierId: number;
  readonly dossierCode: string;
  readonly ownerName: string;
  readonly kind: ResultKind;
  readonly title: string;
  readonly code: string;
  readonly version: number;
  readonly state: ResultState;
  readonly year: number | null;
  readonly number: number | null;
  readonly signerName: string | null;
  readonly signedAt: Date | null;
  readonly issuedAt: Date | null;
  readonly validUntil: string | null;
  readonly standIn: boolean;
}

/** The register of results: each version a line, the newest first. Words are looked for in title, code, number, dossier and owner. */
export async function listRegister(tx: Tx, filter: RegisterFilter): Promise<readonly RegisterRow[]> {
  const { q, state, year, before } = filter;
  const like = q === undefined ? undefined : `%${q.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const plain = q === undefined ? undefined : q.toUpperCase().replaceAll(/[\s-]/g, "");
  const { rows } = await sql<RegisterRow>`
    select v.id::int as id, d.id::int as "documentId", d.dossier_id::int as "dossierId", o.code as "dossierCode",
      o.parties -> 'owner' ->> 'name' as "ownerName", d.kind, d.title, d.code, v.version, v.state, v.year, v.number,
      v.signer_name as "signerName", v.signed_at as "signedAt", v.issued_at as "issuedAt", v.valid_until::text as "validUntil",
      v.stand_in as "standIn"
    from result_version v join result_document d on d.id = v.document_id join dossier o on o.id = d.dossier_id
    where v.agency_id = any (${[...filter.agencies]}::int[])
      and ${state === undefined ? sql`true` : sql`v.state = ${state}`}
      and ${year === undefined ? sql`true` : sql`v.year = ${year}`}
      and ${before === undefined ? sql`true` : sql`v.id < ${before}`}
      and ${
        like === undefined
          ? sql`true`
          : sql`(d.title ilike ${like} or d.code = ${plain} or o.code ilike ${like}
        or o.parties -> 'owner' ->> 'name' ilike ${like} or lpad(v.number::text, 4, '0') || '/' || v.year = ${q})`
      }
    order by v.id desc limit ${filter.most}`.execute(tx);
  return rows;
}

export interface CheckedVersion {
  readonly kind: ResultKind;
  readonly title: string;
  readonly agencyName: string;
  readonly version: number;
  readonly state: ResultState;
  readonly year: number;
  readonly number: number;
  readonly sha256: string;
  readonly signerName: string;
  readonly signerTitle: string | null;
  readonly signedAt: Date;
  readonly issuedAt: Date;
  readonly validUntil: string | null;
  readonly endedAt: Date | null;
  readonly standIn: boolean;
}

/** The issued versions behind a code, oldest first, by a function of the database that reads nothing else. */
export async function checkResult(tx: Tx, code: string): Promise<readonly CheckedVersion[]> {
  const { rows } = await sql<CheckedVersion>`
    select kind, title, agency_name as "agencyName", version, state, year, number, sha256, signer_name as "signerName",
      signer_title as "signerTitle", signed_at as "signedAt", issued_at as "issuedAt", valid_until::text as "validUntil",
      ended_at as "endedAt", stand_in as "standIn"
    from check_result(${code})`.execute(tx);
  return rows;
}

export interface IssuedResult {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly sha256: string;
  readonly issuedAt: Date;
}

/** What was issued on the dossier whose receipt carries this secret. */
export async function findResultsBySecret(tx: Tx, secret: string): Promise<readonly IssuedResult[]> {
  const hash = createHash("sha256").update(secret, "latin1").digest();
  const { rows } = await sql<IssuedResult>`
    select code, title, version, sha256, issued_at as "issuedAt" from lookup_results_by_secret(${hash})`.execute(tx);
  return rows;
}
