import { randomBytes } from "node:crypto";
import { z } from "zod";
import { listAdministeredUnits } from "#identity";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { findNationalSettings } from "./national.store.ts";
import { closeWebhook, openWebhook, WebhookInput } from "./open-webhook.ts";
import { text } from "./texts.ts";
import { listEndpoints } from "./webhook.store.ts";
import { WEBHOOKS, WebhookSecretPage, WebhooksPage, type WebhooksPageProps } from "./webhooks.page.tsx";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const administrator = { roles: ["administrator"], scope: "installation" } as const;
const nothing = z.object({});

async function show(c: AnyContext, errors: readonly FieldRefusal[] = [], typed: WebhooksPageProps["typed"] = {}): Promise<Reply> {
  const rows = await c.read(async (tx) => listEndpoints(tx, await listAdministeredUnits(tx, c.actor as Actor, c.now)));
  const shown = <WebhooksPage locale={c.locale} csrf={c.csrfToken} rows={rows} typed={typed} />;
  return page(c.shell({ title: text(c.locale, "webhooks.title"), wide: true, errors }, shown));
}

const list = route({
  ...administrator,
  method: "GET",
  path: WEBHOOKS,
  auditName: "webhooks.list",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const open = route({
  ...administrator,
  method: "POST",
  path: WEBHOOKS,
  auditName: "webhooks.open",
  rate: "write",
  schema: { params: nothing, query: nothing, body: WebhookInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, errors, typed),
  handler: async (c) => {
    const { accountId } = c.actor as Actor;
    // Their first post may be a plain one in another agency.
    const agencyId = findPost(c.actor as Actor, administrator.roles)?.agencyId;
    if (agencyId === undefined) throw exchangeRefusal("webhook_no_agency");
    const secret = `whsec_${randomBytes(32).toString("base64")}`;
    // A form sent twice gets the first answer again: then this key is not the one that signs.
    const mark = randomBytes(8).toString("hex");
    const national = await c.read((tx) => findNationalSettings(tx));
    const allowedOrigins = national?.localPeer === true ? [new URL(national.url).origin] : [];
    const made = await c.execute("webhooks.open", { ...c.body }, async (tx, unit) => ({
      ...(await openWebhook(tx, unit, { accountId, agencyId, secret, allowedOrigins }, c.body)),
      mark,
    }));
    if (made.mark !== mark) return redirect(WEBHOOKS, text(c.locale, "webhooks.already"));
    return page(
      c.shell({ title: text(c.locale, "webhooks.secret_title") }, <WebhookSecretPage locale={c.locale} secret={secret} />),
    );
  },
});

const close = route({
  ...administrator,
  method: "POST",
  path: `${WEBHOOKS}/:id(^\\d+$)/dong`,
  auditName: "webhooks.close",
  rate: "write",
  schema: { params: z.object({ id: integer(1, 2_147_483_647) }), query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => show(c, errors),
  handler: async (c) => {
    const { id } = c.params;
    const agencies = await c.read((tx) => listAdministeredUnits(tx, c.actor as Actor, c.now));
    await c.execute("webhooks.close", { id }, (tx, unit) => closeWebhook(tx, unit, agencies, id, c.now));
    return redirect(WEBHOOKS, text(c.locale, "webhooks.was_closed"));
  },
});

export const webhookPages = [list, open, close];
