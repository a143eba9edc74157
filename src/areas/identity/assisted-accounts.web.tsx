import { z } from "zod";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { AssistedAccountInput } from "./assisted-account.ts";
import { countAssistedAccounts, listAssistedAccounts } from "./assisted-account.store.ts";
import { AssistedAccountsPage, type AssistedAccountsProps } from "./assisted-accounts.page.tsx";
import { openAssistedAccount } from "./open-assisted-account.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const PATH = "/ho-tro/tai-khoan";
const COUNTER = ["receiving_officer", "one_stop_head"] as const;
const MOST_ROWS = 100;

async function show(
  c: AnyContext,
  typed: AssistedAccountsProps["typed"] = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const [accounts, counts] = await c.read((tx) =>
    Promise.all([listAssistedAccounts(tx, MOST_ROWS), countAssistedAccounts(tx, localDay(c.now))]),
  );
  const shown = { locale: c.locale, accounts, counts, typed, csrf: c.csrfToken };
  return page(c.shell({ title: text(c.locale, "assisted.title"), errors }, <AssistedAccountsPage {...shown} />));
}

const list = route({
  method: "GET",
  path: PATH,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "identity.assisted_accounts",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  recordsReads: true,
  handler: (c) => show(c),
});

const open = route({
  method: "POST",
  path: PATH,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "identity.open_assisted_account",
  rate: "write",
  schema: { params: nothing, query: nothing, body: AssistedAccountInput },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const post = findPost(actor, COUNTER);
    if (post === undefined) throw platformRefusal("not_allowed");
    const by = { agencyId: post.agencyId, personId: actor.personId };
    await c.execute("identity.open_assisted_account", { ...c.body }, (tx, unit) =>
      openAssistedAccount(tx, unit, by, c.body, c.now),
    );
    return redirect(PATH, text(c.locale, "assisted.done", { name: c.body.fullName }));
  },
  onRefusal: (c, _refusal, errors, typed) => show(c, typed, errors),
});

export const assistedAccountRoutes = [list, open];
