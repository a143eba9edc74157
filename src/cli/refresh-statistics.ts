import { createPool } from "#platform/db/connect.ts";
import type { DatabaseHandle } from "#platform/db/embedded/ensure-database.ts";

/**
 * After much has been written at once the planner still believes the tables to be empty, and reports take seconds until
 * the database looks for itself. Only the owner may tell it; without the owner's connection it finds out in a minute.
 */
export async function refreshStatistics({ ownerUrl }: DatabaseHandle): Promise<void> {
  if (ownerUrl === undefined) return;
  const pool = createPool({ connectionString: ownerUrl, max: 1, applicationName: "motcua analyze", statementTimeoutMs: 0 });
  try {
    await pool.query("analyze unit, unit_version, procedure_version, dossier, dossier_event");
  } finally {
    await pool.end();
  }
}
