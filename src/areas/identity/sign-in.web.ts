import { z } from "zod";
import { isCitizen } from "#platform/http/actor.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { route, type RequestContext } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { optional, requiredText } from "#platform/input/fields.ts";
import { hasAnyAccount, hasDemoAccount } from "./account.store.ts";
import { ownPath } from "./own-path.ts";
import { isFromHere, signIn } from "./sign-in.ts";
import { SignInPage } from "./sign-in.page.tsx";
import { signOut } from "./sign-out.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const next = optional(z.string().max(2000));

async function showForm(c: AnyContext, form: { next: string; username?: string; errors?: readonly FieldRefusal[] }) {
  const demo = isFromHere(c.clientAddress) && (await c.read(hasDemoAccount));
  return page(SignInPage({ locale: c.locale, csrfToken: c.csrfToken, flash: c.flash, demo, ...form }));
}

const signInForm = route({
  method: "GET",
  path: "/dang-nhap",
  roles: "public",
  scope: "installation",
  auditName: "identity.sign_in_form",
  rate: "page",
  schema: { params: z.object({}), query: z.object({ next }), body: z.object({}) },
  handler: async (c) => {
    if (c.actor !== undefined) return redirect(ownPath(c.query.next));
    const empty = !(await c.read(hasAnyAccount));
    return empty ? redirect("/cai-dat") : showForm(c, { next: ownPath(c.query.next) });
  },
});

const signInSubmit = route({
  method: "POST",
  path: "/dang-nhap",
  roles: "public",
  scope: "installation",
  auditName: "identity.sign_in",
  rate: "sign-in",
  schema: {
    params: z.object({}),
    query: z.object({}),
    body: z.object({ username: requiredText(60), password: requiredText(200), next }),
  },
  handler: async (c) => {
    const { username, password } = c.body;
    const { locale, now, clientAddress, correlationId } = c;
    const session = await signIn(c.pool, {
      username,
      password,
      clientAddress,
      correlationId,
      locale,
      now,
      userAgent: c.userAgent ?? null,
    });
    c.setCookie("session", session.token);
    return redirect(session.mustChangePassword ? "/tai-khoan/mat-khau" : ownPath(c.body.next));
  },
  onRefusal: (c, _refusal, errors, typed) =>
    showForm(c, { next: ownPath(String(typed["next"] ?? "")), username: String(typed["username"] ?? ""), errors }),
});

const signOutSubmit = route({
  method: "POST",
  path: "/dang-xuat",
  roles: "signed-in",
  scope: "own-account",
  auditName: "identity.sign_out",
  rate: "write",
  schema: { params: z.object({}), query: z.object({}), body: z.object({}) },
  handler: async (c) => {
    const token = c.sessionToken ?? "";
    await c.execute("identity.sign_out", {}, (tx, unit) => signOut(tx, unit, token));
    c.setCookie("session", null);
    const wasCitizen = c.actor !== undefined && isCitizen(c.actor);
    return redirect(wasCitizen ? "/" : "/dang-nhap", text(c.locale, "sign_out.done"));
  },
});

export const signInRoutes = [signInForm, signInSubmit, signOutSubmit];
