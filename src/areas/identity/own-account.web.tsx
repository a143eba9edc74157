import { z } from "zod";
import { type Actor, isCitizen } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { findCitizen } from "./citizen.store.ts";
import { changePassword } from "./change-password.ts";
import { ChangePasswordPage, OwnAccountPage } from "./own-account.page.tsx";
import { listSessionsOf } from "./session.store.ts";
import { hashToken } from "./session-token.ts";
import { signOutElsewhere } from "./sign-out.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const nothing = { params: z.object({}), query: z.object({}), body: z.object({}) };

/** A route for signed-in people has an actor; that it has none is a bug. */
function own(c: AnyContext): { actor: Actor; token: string } {
  const { actor, sessionToken } = c;
  if (actor === undefined || sessionToken === undefined) throw new Error("this route needs a session");
  return { actor, token: sessionToken };
}

const overview = route({
  method: "GET",
  path: "/tai-khoan",
  roles: "signed-in",
  scope: "own-account",
  auditName: "identity.own_account",
  rate: "page",
  schema: nothing,
  handler: async (c) => {
    const { actor, token } = own(c);
    const [sessions, citizen] = await c.read((tx) =>
      Promise.all([
        listSessionsOf(tx, actor.accountId, hashToken(token), c.now),
        isCitizen(actor) ? findCitizen(tx, actor.accountId) : undefined,
      ]),
    );
    const title = text(c.locale, "own.title");
    const shown = { locale: c.locale, actor, citizen, sessions, csrf: c.csrfToken };
    return page(c.shell({ title }, <OwnAccountPage {...shown} />));
  },
});

const endOthers = route({
  method: "POST",
  path: "/tai-khoan/phien/ket-thuc",
  roles: "signed-in",
  scope: "own-account",
  auditName: "identity.sign_out_elsewhere",
  rate: "write",
  schema: nothing,
  handler: async (c) => {
    const { actor, token } = own(c);
    const count = await c.execute("identity.sign_out_elsewhere", {}, (tx, unit) =>
      signOutElsewhere(tx, unit, actor.accountId, token),
    );
    return redirect("/tai-khoan", text(c.locale, "own.signed_out_elsewhere", { count }));
  },
});

/** Who comes by electronic identity has no password here. */
function ownWithPassword(c: AnyContext): { actor: Actor; token: string } {
  const found = own(c);
  if (isCitizen(found.actor)) throw platformRefusal("not_allowed");
  return found;
}

function showPasswordForm(c: AnyContext, errors: readonly FieldRefusal[] = []): Reply {
  const title = text(c.locale, "password.title");
  const breadcrumbs = [{ label: text(c.locale, "own.title"), href: "/tai-khoan" }, { label: title }];
  const form = (
    <ChangePasswordPage locale={c.locale} mustChange={ownWithPassword(c).actor.mustChangePassword} csrf={c.csrfToken} />
  );
  return page(c.shell({ title, breadcrumbs, errors }, form));
}

const passwordForm = route({
  method: "GET",
  path: "/tai-khoan/mat-khau",
  roles: "signed-in",
  scope: "own-account",
  auditName: "identity.password_form",
  rate: "page",
  schema: nothing,
  handler: (c) => showPasswordForm(c),
});

const passwordSubmit = route({
  method: "POST",
  path: "/tai-khoan/mat-khau",
  roles: "signed-in",
  scope: "own-account",
  auditName: "identity.change_password",
  rate: "sign-in",
  schema: { ...nothing, body: z.object({ current: requiredText(200), chosen: requiredText(200), repeated: requiredText(200) }) },
  onRefusal: (c, _refusal, errors) => showPasswordForm(c, errors),
  handler: async (c) => {
    const { actor, token } = ownWithPassword(c);
    // Passwords are no part of the input that is fingerprinted: a fast hash of them must not be kept.
    await c.execute("identity.change_password", {}, (tx, unit) => changePassword(tx, unit, actor.accountId, token, c.body));
    return redirect("/tai-khoan", text(c.locale, "password.changed"));
  },
});

export const ownAccountRoutes = [overview, endOthers, passwordForm, passwordSubmit];
