import type pg from "pg";
import { inTransaction, NO_ROWS, type Tx } from "../db/tx.ts";
import type { NewTask, OutboxRow, TaskDefinition } from "./task.ts";
import { insertTasks, listUnrelayed, lockRelay, markRelayed } from "./task.store.ts";

const BATCH = 200;

/** A kind of task and in which lane it takes a row, if at all. */
interface Subscriber {
  readonly kind: string;
  readonly take: (row: OutboxRow) => { readonly lane: string | null } | undefined;
}

/** Of the kinds that say who listens at present, only rows of those agencies are taken. */
function findSubscribers(
  tx: Tx,
  definitions: readonly TaskDefinition[],
  rows: readonly OutboxRow[],
): Promise<readonly Subscriber[]> {
  const agencies = [...new Set(rows.flatMap(({ agencyId }) => agencyId ?? []))];
  return Promise.all(
    definitions.map(async ({ kind, subscribe, listens }) => {
      const listening = await listens?.(tx, agencies);
      const hears = ({ agencyId }: OutboxRow) => listening === undefined || (agencyId !== null && listening.has(agencyId));
      return { kind, take: (row: OutboxRow) => (hears(row) ? subscribe?.(row) : undefined) };
    }),
  );
}

function tasksOf(subscribers: readonly Subscriber[], row: OutboxRow, now: Date): NewTask[] {
  return subscribers.flatMap(({ kind, take }) => {
    const taken = take(row);
    if (taken === undefined) return [];
    const payload = { outboxId: row.id, topic: row.topic, subject: row.subject, at: row.at.toISOString(), data: row.payload };
    return [{ kind, key: String(row.id), lane: taken.lane, position: row.id, agencyId: row.agencyId, payload, runAt: now }];
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
    const subscribers = await findSubscribers(tx, definitions, rows);
    await insertTasks(
      tx,
      rows.flatMap((row) => tasksOf(subscribers, row, now)),
    );
    await markRelayed(
      tx,
      rows.map((row) => row.id),
      now,
    );
    return rows.length;
  });
}
