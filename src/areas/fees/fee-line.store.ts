import { sql } from "kysely";
import type { AssessedFee, FeeKind, FeeTiming } from "#core/money/fee-rules.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Booked, FeeLine } from "./fee.ts";

/** A dossier's fee lines, oldest first, each with what the ledger says became of it. */
export async function listFeeLines(tx: Tx, dossierId: number): Promise<readonly FeeLine[]> {
  const rows = await tx
    .selectFrom("fee_line as l")
    .leftJoin("fee_entry as e", "e.line_id", "l.id")
    .leftJoin("fee_movement as m", "m.id", "e.movement_id")
    .where("l.dossier_id", "=", dossierId)
    .groupBy("l.id")
    .orderBy("l.id")
    .selectAll("l")
    .select([
      sql<number>`coalesce(sum(e.amount_vnd) filter (where e.account = 'waived'), 0)::bigint`.as("waived_vnd"),
      sql<number>`coalesce(-sum(e.amount_vnd) filter (where e.account = 'receivable' and m.kind in ('pay', 'match', 'reverse')), 0)::bigint`.as(
        "paid_vnd",
      ),
      sql<number>`coalesce(sum(e.amount_vnd) filter (where e.account = 'refunded'), 0)::bigint`.as("refunded_vnd"),
    ])
    .execute();
  return rows.map((row) => ({
    lineId: row.id,
    kind: row.kind as FeeKind,
    name: row.name,
    timing: row.timing as FeeTiming,
    basis: row.basis,
    budgetCode: row.budget_code,
    origin: row.origin as FeeLine["origin"],
    createdAt: row.created_at,
    createdBy: row.created_by,
    assessedVnd: row.amount_vnd,
    waivedVnd: row.waived_vnd,
    paidVnd: row.paid_vnd,
    refundedVnd: row.refunded_vnd,
  }));
}

/** Writes lines of a dossier; answers their ids in the order given. */
export async function insertFeeLines(
  tx: Tx,
  of: Booked & { readonly dossierId: number },
  lines: readonly Omit<AssessedFee, "reliefs">[],
  by: { readonly name: string; readonly origin: FeeLine["origin"]; readonly at: Date },
): Promise<readonly number[]> {
  const rows = await tx
    .insertInto("fee_line")
    .values(
      lines.map((line) => ({
        province_id: of.provinceId,
        agency_id: of.agencyId,
        dossier_id: of.dossierId,
        kind: line.kind,
        name: line.name ?? null,
        amount_vnd: line.amountVnd,
        timing: line.timing,
        basis: line.basis ?? null,
        budget_code: line.budgetCode ?? null,
        origin: by.origin,
        created_at: by.at,
        created_by: by.name,
      })),
    )
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}
