import { z } from "zod";
import { requestPayment } from "#fees";
import { redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { findBySecret } from "./look-up.ts";
import { portalRefusal } from "./portal.errors.ts";
import { showNoTracking, showTracking } from "./show-tracking.tsx";
import { text } from "./texts.ts";

const OPENS_NOTHING: ReadonlySet<string> = new Set(["tracking_unknown", "too_many_look_ups"]);

/** Makes the code by which whoever holds the receipt pays what is owed; the same amount asked for twice is one request. */
const payment = route({
  method: "POST",
  path: "/t/:secret/thanh-toan",
  atKiosk: true,
  roles: "public",
  scope: "secret",
  auditName: "portal.pay",
  rate: "look-up",
  schema: { params: z.object({ secret: z.string() }), query: z.object({}), body: z.object({}) },
  handler: async (c) => {
    const { secret } = c.params;
    const found = await findBySecret(c, secret);
    if (found === undefined) throw portalRefusal("tracking_unknown");
    const { id, agencyId } = found.dossier;
    const payer = {
      accountId: null,
      personId: null,
      name: text("vi", "track.pay.payer"),
      role: "citizen",
      unitId: null,
      agencyId,
    } as const;
    const about = { agencyId, scope: { accountId: null, agencies: [agencyId] } };
    await c.execute("portal.pay", { id }, (tx, unit) => requestPayment(tx, unit, payer, id, undefined, c.now), about);
    return redirect(`/t/${secret}#thanh-toan`);
  },
  // What was refused is said on the dossier's own page, which stays open; a secret that opens nothing has none.
  onRefusal: (c, refusal, errors) =>
    OPENS_NOTHING.has(refusal.code) ? showNoTracking(c, refusal) : showTracking(c, c.params.secret, errors),
});

export const payRoutes = [payment];
