import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { DigitalCopy } from "./digital-copy.ts";

export type NewCopy = Pick<DigitalCopy, "componentCode" | "way" | "recordedBy" | "recordedAt" | "accountId"> &
  Partial<
    Pick<
      DigitalCopy,
      "sha256" | "sentSha256" | "fileName" | "pages" | "documentNo" | "issuedOn" | "issuer" | "resultCode" | "source" | "reason"
    >
  >;

export async function insertCopies(
  tx: Tx,
  about: { readonly agencyId: number; readonly dossierId: number },
  copies: readonly NewCopy[],
): Promise<readonly number[]> {
  const rows = await tx
    .insertInto("digital_copy")
    .values(
      copies.map((copy) => ({
        agency_id: about.agencyId,
        dossier_id: about.dossierId,
        component_code: copy.componentCode,
        way: copy.way,
        sha256: copy.sha256 ?? null,
        sent_sha256: copy.sentSha256 ?? null,
        file_name: copy.fileName ?? null,
        pages: copy.pages ?? null,
        document_no: copy.documentNo ?? null,
        issued_on: copy.issuedOn ?? null,
        issuer: copy.issuer ?? null,
        result_code: copy.resultCode ?? null,
        source: copy.source ?? null,
        reason: copy.reason ?? null,
        account_id: copy.accountId,
        recorded_by: copy.recordedBy,
        recorded_at: copy.recordedAt,
      })),
    )
    .returning("id")
    .execute();
  return rows.map(({ id }) => Number(id));
}

const COLUMNS = sql<DigitalCopy>`c.id::int as id, c.component_code as "componentCode", c.way, c.sha256, c.sent_sha256 as "sentSha256",
  c.file_name as "fileName", f.kind, f.scan, f.signatures, c.pages, c.document_no as "documentNo", c.issued_on::text as "issuedOn", c.issuer,
  c.result_code as "resultCode", c.source, c.reason, c.account_id::int as "accountId", c.recorded_by as "recordedBy",
  c.recorded_at as "recordedAt", c.review, c.reviewed_by as "reviewedBy", c.reviewed_at as "reviewedAt",
  c.review_reason as "reviewReason"`;

/** All copies of a dossier in the order in which they were recorded. */
export async function listCopies(tx: Tx, dossierId: number): Promise<readonly DigitalCopy[]> {
  const { rows } = await sql<DigitalCopy>`select ${COLUMNS}
    from digital_copy c left join stored_file f on f.sha256 = c.sha256 where c.dossier_id = ${dossierId} order by c.id`.execute(
    tx,
  );
  return rows;
}

export async function findCopy(tx: Tx, dossierId: number, id: number, lock = false): Promise<DigitalCopy | undefined> {
  const { rows } = await sql<DigitalCopy>`select ${COLUMNS}
    from digital_copy c left join stored_file f on f.sha256 = c.sha256
    where c.dossier_id = ${dossierId} and c.id = ${id} ${lock ? sql`for update of c` : sql``}`.execute(tx);
  return rows[0];
}

export interface Reusable {
  readonly sha256: string;
  readonly fileName: string | null;
  readonly pages: number | null;
  readonly documentNo: string | null;
  readonly issuedOn: string | null;
  readonly issuer: string | null;
}

/** An approved copy of the same person's earlier dossier, by the code of the result or the number of the document. */
export async function findReusable(tx: Tx, agencyId: number, ownerIdNumber: string, code: string): Promise<Reusable | undefined> {
  const { rows } = await sql<Reusable>`select c.sha256, c.file_name as "fileName", c.pages, c.document_no as "documentNo",
      c.issued_on::text as "issuedOn", c.issuer
    from digital_copy c join dossier d on d.id = c.dossier_id
    where c.agency_id = ${agencyId} and d.owner_id_number = ${ownerIdNumber} and c.review = 'approved' and c.sha256 is not null
      and (c.result_code = ${code} or c.document_no = ${code})
    order by c.id desc limit 1`.execute(tx);
  return rows[0];
}

export async function writeReview(
  tx: Tx,
  id: number,
  review: {
    readonly decision: "approved" | "rejected";
    readonly reason: string | null;
    readonly accountId: number;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx
    .updateTable("digital_copy")
    .set({
      review: review.decision,
      review_reason: review.reason,
      reviewed_account_id: review.accountId,
      reviewed_by: review.by,
      reviewed_at: review.at,
    })
    .where("id", "=", id as never)
    .execute();
}

export interface ScanningRule {
  readonly required: boolean;
  readonly decisionNo: string;
  readonly decidedAt: Date;
}

export async function findScanningRule(tx: Tx, agencyId: number): Promise<ScanningRule | undefined> {
  const { rows } = await sql<ScanningRule>`select required, decision_no as "decisionNo", decided_at as "decidedAt"
    from scanning_rule where agency_id = ${agencyId}`.execute(tx);
  return rows[0];
}

export async function saveScanningRule(
  tx: Tx,
  agencyId: number,
  rule: { readonly required: boolean; readonly decisionNo: string; readonly accountId: number; readonly at: Date },
): Promise<void> {
  const values = { required: rule.required, decision_no: rule.decisionNo, account_id: rule.accountId, decided_at: rule.at };
  await tx
    .insertInto("scanning_rule")
    .values({ agency_id: agencyId, ...values })
    .onConflict((conflict) => conflict.column("agency_id").doUpdateSet(values))
    .execute();
}
