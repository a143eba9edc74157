import { z } from "zod";
import { reading, type RowScope } from "#platform/db/tx.ts";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { listAdministeredUnits } from "./administered-agencies.ts";
import { listKeys } from "./api-key.store.ts";
import { API_KEYS, ApiKeysPage, type ApiKeysProps, ApiKeyTokenPage } from "./api-keys.page.tsx";
import { ApiKeyInput, issuableScopes, issueApiKey, newApiKey, revokeApiKey } from "./issue-api-key.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const issuers = { roles: ["administrator", "leader"], scope: "installation" } as const;
const nothing = z.object({});

/** A leader keeps the keys of the own agency; an administrator, who has no row scope, those of the agencies administered. */
async function scopeOf(c: AnyContext): Promise<RowScope> {
  const actor = c.actor as Actor;
  if (hasRole(actor, "leader")) return { accountId: actor.accountId, agencies: actor.agencyId === null ? [] : [actor.agencyId] };
  return { accountId: actor.accountId, agencies: await c.read((tx) => listAdministeredUnits(tx, actor, c.now)) };
}

async function show(c: AnyContext, errors: readonly FieldRefusal[] = [], typed: ApiKeysProps["typed"] = {}): Promise<Reply> {
  const today = localDay(c.now);
  const rows = await reading(c.pool, await scopeOf(c), (tx) => listKeys(tx, today));
  const shown = (
    <ApiKeysPage
      locale={c.locale}
      csrf={c.csrfToken}
      rows={rows}
      today={today}
      typed={typed}
      scopes={issuableScopes(c.actor as Actor)}
    />
  );
  return page(c.shell({ title: text(c.locale, "keys.title"), wide: true, errors }, shown));
}

const list = route({
  ...issuers,
  method: "GET",
  path: API_KEYS,
  auditName: "api_keys.list",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const issue = route({
  ...issuers,
  method: "POST",
  path: API_KEYS,
  auditName: "api_keys.issue",
  rate: "write",
  schema: { params: nothing, query: nothing, body: ApiKeyInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, errors, typed),
  handler: async (c) => {
    const scope = await scopeOf(c);
    const key = newApiKey();
    const by = {
      accountId: (c.actor as Actor).accountId,
      agencies: scope.agencies,
      scopes: issuableScopes(c.actor as Actor),
      key,
    };
    const made = await c.execute("api_keys.issue", { ...c.body }, (tx, unit) => issueApiKey(tx, unit, by, c.body, c.now), {
      scope,
    });
    // A form sent twice gets the first answer again: then this key is not the one that was kept.
    if (made.prefix !== key.prefix) return redirect(API_KEYS, text(c.locale, "keys.already"));
    const shown = <ApiKeyTokenPage locale={c.locale} token={key.token} />;
    return page(c.shell({ title: text(c.locale, "keys.token_title") }, shown));
  },
});

const revoke = route({
  ...issuers,
  method: "POST",
  path: `${API_KEYS}/:id(^\\d+$)/thu-hoi`,
  auditName: "api_keys.revoke",
  rate: "write",
  schema: { params: z.object({ id: integer(1, 2_147_483_647) }), query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => show(c, errors),
  handler: async (c) => {
    const { id } = c.params;
    const scope = await scopeOf(c);
    await c.execute("api_keys.revoke", { id }, (tx, unit) => revokeApiKey(tx, unit, id, c.now), { scope });
    return redirect(API_KEYS, text(c.locale, "keys.was_revoked"));
  },
});

export const apiKeyRoutes = [list, issue, revoke];
