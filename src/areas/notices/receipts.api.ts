import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, optional, requiredText } from "#platform/input/fields.ts";
import { readReceipt, recordReceipt } from "./record-receipt.ts";
import { findChannelSettings } from "./settings.store.ts";
import { PushInput, subscribePush } from "./subscribe-push.ts";

/** The gateway signs what it says; nobody signs in. */
const receipt = route({
  method: "POST",
  path: "/api/v1/notices/receipts/:channel",
  roles: "public",
  scope: "secret",
  auditName: "notices.receipt",
  rate: "api",
  summary:
    "A gateway reports what became of a message, signed with HMAC-SHA256 over reference, state and instant; a browser that it showed a push notice, by the proof that came with it.",
  schema: {
    params: z.object({ channel: choice(["sms", "zalo", "push"]) }),
    query: z.object({}),
    body: z.object({
      reference: requiredText(40),
      state: choice(["delivered", "failed"]),
      at: z.iso.datetime({ offset: true }),
      reason: optional(requiredText(100)),
      signature: requiredText(100),
    }),
    response: z.object({ recorded: z.boolean() }),
  },
  handler: async (c) => {
    const settings = await c.read((tx) => findChannelSettings(tx));
    const { agencyId, sendingId } = readReceipt(settings, c.params.channel, c.body, c.now);
    await c.execute(
      "notices.receipt",
      { sendingId, state: c.body.state },
      (tx, unit) => {
        unit.subject(`sending:${sendingId}`);
        return recordReceipt(tx, settings, c.params.channel, c.body, sendingId, c.now);
      },
      { agencyId, scope: { accountId: null, agencies: [agencyId] } },
    );
    return json({ recorded: true });
  },
});

/** A browser in which a member of staff allowed push notices; the keys are those of its push service. */
const subscribe = route({
  method: "POST",
  path: "/api/v1/notices/push-subscriptions",
  roles: "signed-in",
  scope: "own-account",
  auditName: "notices.subscribe_push",
  rate: "api",
  summary: "Registers a browser's push subscription for the signed-in account.",
  schema: {
    params: z.object({}),
    query: z.object({}),
    body: z.object({ endpoint: requiredText(1000), keys: PushInput.pick({ p256dh: true, auth: true }) }),
    response: z.object({ subscribed: z.boolean() }),
  },
  handler: async (c) => {
    const { accountId } = c.actor as Actor;
    const { endpoint, keys } = c.body;
    await c.execute("notices.subscribe_push", { endpoint }, (tx, unit) =>
      subscribePush(tx, unit, { accountId }, { endpoint, ...keys }, c.now),
    );
    return json({ subscribed: true });
  },
});

export const receiptApi = [receipt, subscribe];
