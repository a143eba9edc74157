import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findAddressFault } from "#platform/http/safe-post.ts";
import { choice, many, requiredText } from "#platform/input/fields.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { WEBHOOK_TOPICS } from "./webhook.rules.ts";
import { closeEndpoint, insertEndpoint } from "./webhook.store.ts";

export const WebhookInput = z.object({
  name: requiredText(100),
  url: requiredText(500),
  topics: many(choice(WEBHOOK_TOPICS)),
});
export type WebhookInput = z.output<typeof WebhookInput>;

/**
 * Lets another system hear of what happens to an agency's dossiers, signed with the given key. Refuses an address that is
 * not https or not public (`allowedOrigins` apart, for the local peer), and one that wants nothing.
 */
export async function openWebhook(
  tx: Tx,
  unit: UnitOfWork,
  by: {
    readonly accountId: number;
    readonly agencyId: number;
    readonly secret: string;
    readonly allowedOrigins: readonly string[];
  },
  input: WebhookInput,
): Promise<{ id: number }> {
  const fault = findAddressFault(input.url, by.allowedOrigins);
  if (fault !== undefined) throw exchangeRefusal(`webhook_${fault}`, { field: "url" });
  if (input.topics.length === 0) throw exchangeRefusal("webhook_wants_nothing", { field: "topics" });
  const { accountId, agencyId, secret } = by;
  const id = await insertEndpoint(tx, { ...input, accountId, agencyId, secret });
  unit.subject(`webhook:${id}`);
  unit.note({ topics: input.topics });
  return { id };
}

/** Closes an endpoint: what is still to be sent to it is dropped. Refuses one that is closed or another agency's. */
export async function closeWebhook(tx: Tx, unit: UnitOfWork, agencies: readonly number[], id: number, now: Date): Promise<null> {
  if (!(await closeEndpoint(tx, id, agencies, now))) throw exchangeRefusal("webhook_not_found");
  unit.subject(`webhook:${id}`);
  return null;
}
