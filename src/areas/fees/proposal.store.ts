import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Booked, ProposalKind } from "./fee.ts";

export interface Proposal {
  readonly id: number;
  readonly agencyId: number;
  readonly dossierId: number;
  readonly kind: ProposalKind;
  readonly lineId: number | null;
  readonly amountVnd: number;
  readonly reason: string;
  readonly basis: string | null;
  readonly proposedAt: Date;
  readonly proposedBy: string;
  readonly proposerId: number | null;
  readonly decision: "approved" | "refused" | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly movementId: number | null;
  readonly paidMovementId: number | null;
  /** To whom a refund was paid, and under which number of which year. */
  readonly paidTo: string | null;
  readonly slipYear: number | null;
  readonly slipNumber: number | null;
}

const proposals = (tx: Tx) => tx.selectFrom("fee_proposal").selectAll("fee_proposal");
type Row = Awaited<ReturnType<ReturnType<typeof proposals>["executeTakeFirstOrThrow"]>>;

const toProposal = (row: Row): Proposal => ({
  id: row.id,
  agencyId: row.agency_id,
  dossierId: row.dossier_id,
  kind: row.kind as ProposalKind,
  lineId: row.line_id,
  amountVnd: row.amount_vnd,
  reason: row.reason,
  basis: row.basis,
  proposedAt: row.proposed_at,
  proposedBy: row.proposed_by,
  proposerId: row.proposer_id,
  decision: row.decision as Proposal["decision"],
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decisionReason: row.decision_reason,
  movementId: row.movement_id,
  paidMovementId: row.paid_movement_id,
  paidTo: row.paid_to,
  slipYear: row.slip_year,
  slipNumber: row.slip_number,
});

export async function findProposal(tx: Tx, id: number): Promise<Proposal | undefined> {
  const row = await proposals(tx).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toProposal(row);
}

export async function listProposals(tx: Tx, dossierId: number): Promise<readonly Proposal[]> {
  return (await proposals(tx).where("dossier_id", "=", dossierId).orderBy("id").execute()).map(toProposal);
}

/** Whether money is still to be given back, or asked back, for a dossier. */
export async function hasOpenRefund(tx: Tx, dossierId: number): Promise<boolean> {
  const row = await tx
    .selectFrom("fee_proposal")
    .select("id")
    .where("dossier_id", "=", dossierId)
    .where("kind", "=", "refund")
    .where("paid_movement_id", "is", null)
    .where((eb) => eb.or([eb("decision", "is", null), eb("decision", "=", "approved")]))
    .executeTakeFirst();
  return row !== undefined;
}

export type ListedProposal = Proposal & { readonly code: string; readonly ownerName: string };

const listed = (tx: Tx) =>
  proposals(tx).innerJoin("dossier", "dossier.id", "fee_proposal.dossier_id").select(["dossier.code", "dossier.owner_name"]);

/** Refunds in every state, or exemptions and discounts that were decided; the newest first, from before an id on. */
export async function listProposalHistory(
  tx: Tx,
  kinds: readonly ProposalKind[],
  paging: { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly ListedProposal[]> {
  let query = listed(tx)
    .where("kind", "in", [...kinds])
    .orderBy("fee_proposal.id", "desc")
    .limit(paging.limit);
  if (!kinds.includes("refund")) query = query.where("decision", "is not", null);
  if (paging.before !== undefined) query = query.where("fee_proposal.id", "<", paging.before);
  return (await query.execute()).map((row) => ({ ...toProposal(row), code: row.code, ownerName: row.owner_name }));
}

/** The refunds that agencies asked for in a period (days of Việt Nam, both included), oldest first. */
export async function listRefundsOfPeriod(
  tx: Tx,
  it: { readonly agencies: readonly number[]; readonly from: string; readonly to: string; readonly field?: string | undefined },
): Promise<readonly ListedProposal[]> {
  let query = listed(tx)
    .where("kind", "=", "refund")
    .where("fee_proposal.agency_id", "in", [...it.agencies])
    .where(sql<boolean>`(proposed_at at time zone 'Asia/Ho_Chi_Minh')::date between ${it.from}::date and ${it.to}::date`)
    .orderBy("fee_proposal.id");
  if (it.field !== undefined) query = query.where("dossier.field", "=", it.field);
  return (await query.execute()).map((row) => ({ ...toProposal(row), code: row.code, ownerName: row.owner_name }));
}

/** What waits for a decision, or for its money, in the agencies of the transaction. */
export async function listOpenProposals(tx: Tx, limit: number): Promise<readonly ListedProposal[]> {
  const rows = await listed(tx)
    .where((eb) =>
      eb.or([
        eb("decision", "is", null),
        eb.and([eb("kind", "=", "refund"), eb("decision", "=", "approved"), eb("paid_movement_id", "is", null)]),
      ]),
    )
    .orderBy("fee_proposal.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toProposal(row), code: row.code, ownerName: row.owner_name }));
}

export async function insertProposal(
  tx: Tx,
  draft: Booked &
    Pick<
      Proposal,
      "dossierId" | "kind" | "lineId" | "amountVnd" | "reason" | "basis" | "proposedAt" | "proposedBy" | "proposerId"
    >,
): Promise<number> {
  const { id } = await tx
    .insertInto("fee_proposal")
    .values({
      province_id: draft.provinceId,
      agency_id: draft.agencyId,
      dossier_id: draft.dossierId,
      kind: draft.kind,
      line_id: draft.lineId,
      amount_vnd: draft.amountVnd,
      reason: draft.reason,
      basis: draft.basis,
      proposed_at: draft.proposedAt,
      proposed_by: draft.proposedBy,
      proposer_id: draft.proposerId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function markDecided(
  tx: Tx,
  id: number,
  by: { at: Date; name: string; decision: "approved" | "refused"; reason: string | null; movementId: number | null },
): Promise<void> {
  await tx
    .updateTable("fee_proposal")
    .set({
      decided_at: by.at,
      decided_by: by.name,
      decision: by.decision,
      decision_reason: by.reason,
      movement_id: by.movementId,
    })
    .where("id", "=", id)
    .execute();
}

/** The next number of what an agency gives back in a year; never given twice. */
export async function nextRefundNumber(tx: Tx, agencyId: number, year: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    insert into fee_refund_counter as c (agency_id, year, last_number) values (${agencyId}, ${year}, 1)
    on conflict (agency_id, year) do update set last_number = c.last_number + 1 returning last_number as n`.execute(tx);
  return rows[0]?.n ?? 1;
}

/** A refund was paid out, under the next number of the agency's year. */
export async function markPaidBack(
  tx: Tx,
  id: number,
  paid: { readonly movementId: number; readonly to: string; readonly year: number; readonly number: number },
): Promise<void> {
  await tx
    .updateTable("fee_proposal")
    .set({ paid_movement_id: paid.movementId, paid_to: paid.to, slip_year: paid.year, slip_number: paid.number })
    .where("id", "=", id)
    .execute();
}
