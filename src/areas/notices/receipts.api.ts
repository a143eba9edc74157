import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, optional, requiredText } from "#platform/input/fields.ts";
import { insertPushSubscription } from "./inbox.store.ts";
import { readReceipt, recordReceipt } from "./record-receipt.ts";
import { findChannelSettings } from "./settings.store.ts";

/** The gateway signs what it says; nobody signs in. */
const receipt = route({
  method: "POST",
  path: "/api/v1/notices/receipts/:channel",
  roles: "public",
  scope: "secret",
  auditName: "notices.receipt",
  rate: "api",
  summary: "A gateway reports what became of a message; signed with HMAC-SHA256 over reference, state and instant.",
  schema: {
    params: z.object({ channel: choice(["sms", "zalo"]) }),
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
    body: z.object({
      endpoint: z.url({ protocol: /^https$/ }).max(1000),
      keys: z.object({ p256dh: requiredText(200), auth: requiredText(100) }),
    }),
    response: z.object({ subscribed: z.boolean() }),
  },
  handler: async (c) => {
    const { accountId } = c.actor as Actor;
    const { endpoint, keys } = c.body;
    await c.execute("notices.subscribe_push", { endpoint }, async (tx) => {
      await insertPushSubscription(tx, accountId, { endpoint, ...keys });
      return null;
    });
    return json({ subscribed: true });
  },
});

export const receiptApi = [receipt, subscribe];
