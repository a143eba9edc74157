import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, optional, requiredText } from "#platform/input/fields.ts";
import { readReceipt, recordReceipt } from "./record-receipt.ts";
import { findChannelSettings } from "./settings.store.ts";

/** The gateway signs what it says; nobody signs in. */
const receipt = route({
  method: "POST",
  path: "/api/v1/notices/receipts/:channel",
  roles: "public",
  scope: "secret",
  auditName: "notices.receipt",
  rate: "page",
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

export const receiptApi = [receipt];
