import type pg from "pg";
import { inTransaction, NO_ROWS } from "../db/tx.ts";
import type { NewTask, OutboxRow, TaskDefinition } from "./task.ts";
import { insertTasks, listUnrelayed, lockRelay, markRelayed } from "./task.store.ts";

const BATCH = 200;

function tasksOf(definitions: readonly TaskDefinition[], row: OutboxRow, now: Date): NewTask[] {
  return definitions.flatMap(({ kind, subscribe }) => {
    const wanted = subscribe?.(row);
    if (wanted === undefined) return [];
    const payload = { outboxId: row.id, topic: row.topic, subject: row.subject, at: row.at.toISOString(), data: row.payload };
    return [{ kind, key: String(row.id), lane: wanted.lane, position: row.id, agencyId: row.agencyId, payload, runAt: now }];
  });
}

/**
 * Makes a task of every subscriber from the next rows of the outbox, and marks these as relayed in the same transaction:
 * a row is relayed once, by one process at a time, in order. Returns how many rows it relayed.
 */
export function relayOutbox(pool: pg.Pool, definitions: readonly TaskDefinition[], now: Date): Promise<number> {
  return inTransaction(pool, NO_ROWS, async (tx) => {
    if (!(await lockRelay(tx))) return 0;
    const rows = await listUnrelayed(tx, BATCH);
    if (rows.length === 0) return 0;
    await insertTasks(
      tx,
      rows.flatMap((row) => tasksOf(definitions, row, now)),
    );
    await markRelayed(
      tx,
      rows.map((row) => row.id),
      now,
    );
    return rows.length;
  });
}
