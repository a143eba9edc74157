import { z } from "zod";
import { requestPayment } from "#fees";
import { redirect, secretPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { findBySecret } from "./look-up.ts";
import { NoTrackingPage } from "./no-tracking.page.tsx";
import { portalRefusal } from "./portal.errors.ts";
import { text } from "./texts.ts";

/** Makes the code by which whoever holds the receipt pays what is owed; the same amount asked for twice is one request. */
const payment = route({
  method: "POST",
  path: "/t/:secret/thanh-toan",
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
  onRefusal: (c, refusal) =>
    secretPage(
      c.portal({ title: text(c.locale, "track.title") }, <NoTrackingPage locale={c.locale} reason={refusal.text(c.locale)} />),
    ),
});

export const payRoutes = [payment];
