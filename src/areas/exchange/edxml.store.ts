import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { DocumentView } from "./document-view.ts";

const COLUMNS = sql`id, agency_id as "agencyId", direction, document_id as "documentId", from_code as "fromCode", from_name as "fromName",
  to_code as "toCode", to_name as "toName", code_number as "codeNumber", code_notation as "codeNotation", subject,
  promulgated_on as "promulgatedOn", attachments, sha256, state, reason, at`;

/** Of these agencies, the newest first; sent or received ones alone where that is asked. */
export async function listDocuments(
  tx: Tx,
  agencies: readonly number[],
  limit: number,
  offset: number,
  direction: DocumentView["direction"] | null = null,
): Promise<readonly DocumentView[]> {
  const { rows } = await sql<DocumentView>`
    select ${COLUMNS} from edxml_document
    where agency_id = any(${[...agencies]}::int[]) and (${direction}::text is null or direction = ${direction})
    order by id desc limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}

export async function findDocument(tx: Tx, id: number): Promise<(DocumentView & { readonly envelope: Buffer }) | undefined> {
  const { rows } = await sql<DocumentView & { envelope: Buffer }>`
    select ${COLUMNS}, envelope from edxml_document where id = ${id}`.execute(tx);
  return rows[0];
}

/** The same document of the same sender, taken before; whoever hands the same in at the same time waits for this one. */
export async function findReceived(
  tx: Tx,
  agencyId: number,
  fromCode: string,
  documentId: string,
): Promise<Pick<DocumentView, "id" | "sha256"> | undefined> {
  const key = JSON.stringify(["edxml", agencyId, fromCode, documentId]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
  const { rows } = await sql<{ id: number; sha256: string }>`
    select id, sha256 from edxml_document
    where agency_id = ${agencyId} and direction = 'in' and from_code = ${fromCode} and document_id = ${documentId}`.execute(tx);
  return rows[0];
}

export type NewDocument = Omit<DocumentView, "id" | "reason"> & { readonly envelope: Buffer; readonly accountId: number | null };

export async function insertDocument(tx: Tx, it: NewDocument): Promise<number> {
  const { id } = await tx
    .insertInto("edxml_document")
    .values({
      agency_id: it.agencyId,
      direction: it.direction,
      document_id: it.documentId,
      from_code: it.fromCode,
      from_name: it.fromName,
      to_code: it.toCode,
      to_name: it.toName,
      code_number: it.codeNumber,
      code_notation: it.codeNotation,
      subject: it.subject,
      promulgated_on: it.promulgatedOn,
      attachments: it.attachments,
      envelope: it.envelope,
      sha256: it.sha256,
      state: it.state,
      account_id: it.accountId,
      at: it.at,
      changed_at: it.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function setDocumentState(
  tx: Tx,
  id: number,
  state: "sent" | "failed",
  reason: string | null,
  now: Date,
): Promise<void> {
  await sql`update edxml_document set state = ${state}, reason = ${reason}, changed_at = ${now} where id = ${id}`.execute(tx);
}

/** Every agency with the codes by which others know it. */
export async function listAgencyCodes(tx: Tx, agencies: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ id: number; codes: readonly string[] }>`
    select unit_id as id, array_agg(distinct code) as codes from unit_code
    where unit_id = any(${[...agencies]}::int[]) and scheme in ('qd20', 'qcvn102') group by unit_id`.execute(tx);
  return new Map(rows.map(({ id, codes }) => [id, codes]));
}

/** The codes by which other offices address an agency on a day (yyyy-MM-dd): of Decision 20/2020 first, then of QCVN 102:2016. */
export async function listOrganCodes(tx: Tx, agencyId: number, on: string): Promise<readonly string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from unit_code where unit_id = ${agencyId} and scheme in ('qd20', 'qcvn102') and during @> ${on}::date
    order by scheme desc, code`.execute(tx);
  return rows.map(({ code }) => code);
}
