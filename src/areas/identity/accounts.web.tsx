import { z } from "zod";
import { EndPostInput, listAssignmentsOf, POST_ROLES } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { searchKey } from "#platform/input/text.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { AccountListPage } from "./account-list.page.tsx";
import { AccountPage, NewAccountPage, OneTimePasswordPage, type Typed } from "./account.page.tsx";
import { reachOf } from "./administrator-reach.ts";
import { createAccount, NewAccountInput, PostForm } from "./create-account.ts";
import { identityRefusal } from "./identity.errors.ts";
import { endManagedPost, giveManagedPost, resetPassword, setAccountDisabled } from "./manage-account.ts";
import { findManagedAccount, listManagedAccounts } from "./managed-account.store.ts";
import { hashPassword, newOneTimePassword } from "./password.ts";
import { newSecret } from "./session-token.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const LIST = "/quan-tri/tai-khoan";
const PAGE = 50;
const roles = ["administrator"] as const;
const scope = "installation" as const;
const params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const nothing = { query: z.object({}), body: z.object({}) };

function administrator(c: AnyContext): Actor {
  if (c.actor === undefined) throw new Error("this route needs an administrator");
  return c.actor;
}

const list = route({
  method: "GET",
  path: LIST,
  roles,
  scope,
  auditName: "accounts.list",
  rate: "page",
  schema: {
    params: z.object({}),
    query: z.object({
      q: z.string().max(200).default(""),
      state: optional(choice(["active", "disabled"])),
      role: optional(choice(POST_ROLES)),
      offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)),
    }),
    body: z.object({}),
  },
  handler: async (c) => {
    const { q, state, role, offset } = c.query;
    const filter = { ...reachOf(administrator(c), c.now), searchKey: searchKey(q), state, role, limit: PAGE + 1, offset };
    const rows = await c.read((tx) => listManagedAccounts(tx, filter));
    const pageHref = (at: number): string =>
      `${LIST}?${new URLSearchParams({ q, state: state ?? "", role: role ?? "", offset: String(at) }).toString()}`;
    const shown = { locale: c.locale, q, state, role, offset, pageSize: PAGE, more: rows.length > PAGE, pageHref };
    return page(
      c.shell({ title: text(c.locale, "accounts.title"), wide: true }, <AccountListPage {...shown} rows={rows.slice(0, PAGE)} />),
    );
  },
});

function showNew(c: AnyContext, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Reply {
  const title = text(c.locale, "accounts.new");
  const breadcrumbs = [{ label: text(c.locale, "accounts.title"), href: LIST }, { label: title }];
  return page(
    c.shell(
      { title, breadcrumbs, errors },
      <NewAccountPage locale={c.locale} csrf={c.csrfToken} today={localDay(c.now)} typed={typed} />,
    ),
  );
}

const newForm = route({
  method: "GET",
  path: `${LIST}/moi`,
  roles,
  scope,
  auditName: "accounts.new_form",
  rate: "page",
  schema: { params: z.object({}), ...nothing },
  handler: (c) => showNew(c),
});

/** The one-time password is shown by the answer to the form itself: neither an address nor a cookie may carry it. */
function showPassword(c: AnyContext, accountId: number, username: string, password: string): Reply {
  const title = text(c.locale, "accounts.one_time_title");
  return page(
    c.shell({ title }, <OneTimePasswordPage locale={c.locale} accountId={accountId} username={username} password={password} />),
  );
}

const create = route({
  method: "POST",
  path: LIST,
  roles,
  scope,
  auditName: "accounts.create",
  rate: "write",
  schema: { params: z.object({}), query: z.object({}), body: NewAccountInput },
  onRefusal: (c, _refusal, errors, typed) => showNew(c, errors, typed),
  handler: async (c) => {
    const reach = reachOf(administrator(c), c.now);
    const password = newOneTimePassword();
    const hash = await hashPassword(password);
    // A form sent twice gets the first answer again: then this password is not the one that was set.
    const mark = newSecret();
    const made = await c.execute("accounts.create", { ...c.body }, async (tx, unit) => ({
      ...(await createAccount(tx, unit, reach, c.body, hash)),
      mark,
    }));
    if (made.mark !== mark) return redirect(`${LIST}/${made.accountId}`, text(c.locale, "accounts.already_created"));
    return showPassword(c, made.accountId, c.body.username.toLowerCase(), password);
  },
});

async function showAccount(c: AnyContext, id: number, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const actor = administrator(c);
  const { account, assignments } = await c.read(async (tx) => {
    const found = await findManagedAccount(tx, id, reachOf(actor, c.now));
    if (found === undefined) throw identityRefusal("account_not_found");
    return { account: found, assignments: await listAssignmentsOf(tx, [found.personId]) };
  });
  const breadcrumbs = [{ label: text(c.locale, "accounts.title"), href: LIST }, { label: account.name }];
  const shown = {
    locale: c.locale,
    csrf: c.csrfToken,
    today: localDay(c.now),
    account,
    assignments,
    typed,
    own: account.accountId === actor.accountId,
  };
  return page(c.shell({ title: account.name, breadcrumbs, errors }, <AccountPage {...shown} />));
}

const onRefusal = (
  c: RequestContext<z.output<typeof params>, unknown, unknown>,
  _: unknown,
  errors: readonly FieldRefusal[],
  typed: Typed,
) => {
  // Where the command names the unit's id, the form has the field in which it was typed.
  const shown = errors.map((error) => (error.field === "unitId" ? { ...error, field: "unit" } : error));
  return showAccount(c, c.params.id, shown, typed);
};

const show = route({
  method: "GET",
  path: `${LIST}/:id(^\\d+$)`,
  roles,
  scope,
  auditName: "accounts.read",
  rate: "page",
  schema: { params, ...nothing },
  handler: (c) => showAccount(c, c.params.id),
});

const reset = route({
  method: "POST",
  path: `${LIST}/:id(^\\d+$)/mat-khau`,
  roles,
  scope,
  auditName: "accounts.reset_password",
  rate: "write",
  schema: { params, ...nothing },
  onRefusal,
  handler: async (c) => {
    const actor = administrator(c);
    const { id } = c.params;
    const password = newOneTimePassword();
    const hash = await hashPassword(password);
    const mark = newSecret();
    const done = await c.execute("accounts.reset_password", { id }, async (tx, unit) => {
      await resetPassword(tx, unit, actor, reachOf(actor, c.now), id, hash);
      return mark;
    });
    if (done !== mark) return redirect(`${LIST}/${id}`, text(c.locale, "accounts.already_reset"));
    const account = await c.read((tx) => findManagedAccount(tx, id, reachOf(actor, c.now)));
    return showPassword(c, id, account?.username ?? "", password);
  },
});

const switchRoute = (action: "khoa" | "mo-khoa") =>
  route({
    method: "POST",
    path: `${LIST}/:id(^\\d+$)/${action}`,
    roles,
    scope,
    auditName: action === "khoa" ? "accounts.disable" : "accounts.enable",
    rate: "write",
    schema: { params, ...nothing },
    onRefusal,
    handler: async (c) => {
      const actor = administrator(c);
      const { id } = c.params;
      const name = action === "khoa" ? "accounts.disable" : "accounts.enable";
      await c.execute(name, { id }, (tx, unit) =>
        setAccountDisabled(tx, unit, actor, reachOf(actor, c.now), id, action === "khoa" ? c.now : null),
      );
      return redirect(`${LIST}/${id}`, text(c.locale, action === "khoa" ? "accounts.was_disabled" : "accounts.was_enabled"));
    },
  });

const givePost = route({
  method: "POST",
  path: `${LIST}/:id(^\\d+$)/vi-tri`,
  roles,
  scope,
  auditName: "accounts.give_post",
  rate: "write",
  schema: { params, query: z.object({}), body: PostForm },
  onRefusal,
  handler: async (c) => {
    const actor = administrator(c);
    const { id } = c.params;
    await c.execute("accounts.give_post", { id, ...c.body }, (tx, unit) =>
      giveManagedPost(tx, unit, actor, reachOf(actor, c.now), id, c.body),
    );
    return redirect(`${LIST}/${id}`, text(c.locale, "accounts.post_given"));
  },
});

const endPost = route({
  method: "POST",
  path: `${LIST}/:id(^\\d+$)/vi-tri/ket-thuc`,
  roles,
  scope,
  auditName: "accounts.end_post",
  rate: "write",
  schema: { params, query: z.object({}), body: EndPostInput },
  onRefusal,
  handler: async (c) => {
    const actor = administrator(c);
    const { id } = c.params;
    await c.execute("accounts.end_post", { id, ...c.body }, (tx, unit) =>
      endManagedPost(tx, unit, actor, reachOf(actor, c.now), id, c.body),
    );
    return redirect(`${LIST}/${id}`, text(c.locale, "accounts.post_ended"));
  },
});

export const accountRoutes = [list, newForm, create, show, reset, switchRoute("khoa"), switchRoute("mo-khoa"), givePost, endPost];
