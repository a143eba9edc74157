import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { ReplayChoice } from "./delivery.ts";
import { insertReplay, requeueDeliveries } from "./delivery.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { findEndpoint } from "./webhook.store.ts";

/** At once; who has more to send again asks twice. */
const MOST = 5_000;

/**
 * Sends one delivery of an endpoint again, or all that have failed since a time: under the same event id, so that the other
 * side can tell a repetition, as new attempts. Refuses an endpoint that is closed or another agency's (`webhook_not_found`)
 * and where there is nothing that ended so (`nothing_to_replay`).
 */
export async function replayWebhook(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number; readonly agencies: readonly number[] },
  endpointId: number,
  choice: ReplayChoice,
  now: Date,
): Promise<{ replay: number; deliveries: number }> {
  const endpoint = await findEndpoint(tx, endpointId, by.agencies);
  if (endpoint === undefined || endpoint.endedAt !== null) throw exchangeRefusal("webhook_not_found");
  const tasks = await requeueDeliveries(tx, endpointId, choice, now, MOST);
  if (tasks.length === 0) throw exchangeRefusal("nothing_to_replay", { field: "since" });
  const since = "since" in choice ? choice.since : null;
  const { agencyId } = endpoint;
  const replay = await insertReplay(tx, { agencyId, endpointId, accountId: by.accountId, at: now, since, tasks });
  unit.subject(`webhook:${endpointId}`);
  unit.note({ replay, deliveries: tasks.length, since: since?.toISOString() ?? null });
  return { replay, deliveries: tasks.length };
}
