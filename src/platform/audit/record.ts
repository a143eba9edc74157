import type pg from "pg";
import type { Json } from "../db/command.ts";
import { inTransaction, type RowScope } from "../db/tx.ts";

export interface AuditRow {
  readonly action: string;
  readonly outcome: "read" | "refused" | "denied" | "failed";
  readonly agencyId: number | null;
  readonly subject?: string;
  readonly correlationId?: string;
  readonly detail?: Readonly<Record<string, Json>>;
}

/** Records what is not part of a command's own transaction: reads of personal data, refusals and denials. */
export async function recordAudit(pool: pg.Pool, scope: RowScope, row: AuditRow): Promise<void> {
  await inTransaction(pool, scope, async (tx) => {
    await tx
      .insertInto("audit")
      .values({
        account_id: scope.accountId,
        agency_id: row.agencyId,
        action: row.action,
        outcome: row.outcome,
        subject: row.subject ?? null,
        correlation_id: row.correlationId ?? null,
        detail: JSON.stringify(row.detail ?? {}),
      })
      .execute();
  });
}
