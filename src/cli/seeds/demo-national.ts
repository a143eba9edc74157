import { listEvents } from "#dossiers";
import { askForReconciliation, tasks } from "#exchange";
import type { Tx } from "#platform/db/tx.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { listRunning } from "./scope.store.ts";

const TOLD = 12;
const RECONCILED_AFTER_MS = 60_000;

/**
 * Some dossiers of an agency of which the national side is told, event by event, and the comparison of both sides after that. The
 * worker does it all, with the peer that a demonstration is started with.
 */
export async function seedNational(tx: Tx, agencyId: number, now: number): Promise<void> {
  const kind = "exchange.national";
  const subscribe = tasks.find((task) => task.kind === kind)?.subscribe;
  if (subscribe === undefined) throw new Error("nobody tells the national side");
  for (const { id, code } of await listRunning(tx, agencyId, TOLD)) {
    const events = await listEvents(tx, id);
    const rows = events.map(({ seq, type, occurredAt }) => ({
      id: seq,
      topic: `dossier.${type}`,
      subject: String(id),
      agencyId,
      at: occurredAt,
      payload: { code, seq },
    }));
    await insertTasks(
      tx,
      rows.flatMap((row) => {
        const taken = subscribe(row);
        if (taken === undefined) return [];
        const payload = { outboxId: row.id, topic: row.topic, subject: row.subject, at: row.at.toISOString(), data: row.payload };
        const key = `demo:${id}:${row.id}`;
        return [{ kind, key, lane: taken.lane, position: row.id, agencyId, payload, runAt: new Date(now) }];
      }),
    );
  }
  await askForReconciliation(tx, [agencyId], "demo", new Date(now + RECONCILED_AFTER_MS));
}
