import { isSearchIndexCurrent, rebuildSearchIndex } from "#procedures";
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";

/** Makes the index of the procedure search anew where this build cuts texts otherwise than the one that made it. */
export async function refreshSearchIndex(appUrl: string): Promise<void> {
  const pool = createPool({
    connectionString: appUrl,
    max: 1,
    pipeline: true,
    applicationName: "motcua search",
    statementTimeoutMs: 0,
  });
  try {
    if (!(await reading(pool, NO_ROWS, isSearchIndexCurrent))) await inTransaction(pool, NO_ROWS, rebuildSearchIndex);
  } finally {
    await pool.end();
  }
}
