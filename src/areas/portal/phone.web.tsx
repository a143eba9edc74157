import { z } from "zod";
import { reachesTelephones } from "#notices";
import { page, redirect, secretPage } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { phone } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findByPass, findOneByPass } from "./look-up.ts";
import { askForCode, CODE_MINUTES, enterCode, PASS_MINUTES } from "./phone-pass.ts";
import { CodePage, FollowedPage, PHONE, PhonePage } from "./phone.page.tsx";
import { portalRefusal } from "./portal.errors.ts";
import { text } from "./texts.ts";
import { loadMore } from "./track-more.ts";
import { TrackingPage } from "./tracking.page.tsx";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const Handle = z.object({ handle: z.string().regex(/^[\w-]{20,40}$/) });
const Token = z.object({ token: z.string().regex(/^[\w-]{20,40}$/) });

async function showAsk(c: AnyContext, typed?: string, errors: readonly FieldRefusal[] = []) {
  const content = <PhonePage locale={c.locale} csrf={c.csrfToken} typed={typed} offered={await reachesTelephones(c.pool)} />;
  return page(c.portal({ title: text(c.locale, "phone.title"), errors }, content));
}

const askPage = route({
  method: "GET",
  path: "/tra-cuu/so-dien-thoai",
  roles: "public",
  scope: "stage-only",
  auditName: "portal.phone_form",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => showAsk(c),
});

const ask = route({
  method: "POST",
  path: "/tra-cuu/so-dien-thoai",
  roles: "public",
  scope: "stage-only",
  auditName: "portal.ask_code",
  rate: "sign-in",
  schema: { params: nothing, query: nothing, body: z.object({ phone: phone() }) },
  handler: async (c) => {
    const input = { phone: c.body.phone, client: c.client };
    const { handle } = await c.execute("portal.ask_code", input, (tx, unit) => askForCode(tx, unit, input, c.now));
    return redirect(`${PHONE}/${handle}`);
  },
  onRefusal: (c, _refusal, errors, typed) => showAsk(c, typeof typed["phone"] === "string" ? typed["phone"] : undefined, errors),
});

const showCode = (c: AnyContext, handle: string, errors: readonly FieldRefusal[] = []) =>
  secretPage(
    c.portal(
      { title: text(c.locale, "phone.code_title"), errors },
      <CodePage locale={c.locale} csrf={c.csrfToken} handle={handle} minutes={CODE_MINUTES} />,
    ),
  );

const codePage = route({
  method: "GET",
  path: "/tra-cuu/so-dien-thoai/:handle",
  roles: "public",
  scope: "stage-only",
  auditName: "portal.code_form",
  rate: "page",
  schema: { params: Handle, query: nothing, body: nothing },
  handler: (c) => showCode(c, c.params.handle),
});

const enter = route({
  method: "POST",
  path: "/tra-cuu/so-dien-thoai/:handle",
  roles: "public",
  scope: "stage-only",
  auditName: "portal.enter_code",
  rate: "sign-in",
  schema: { params: Handle, query: nothing, body: z.object({ code: z.string().max(30) }) },
  handler: async (c) => {
    const token = await enterCode(c.pool, c.params.handle, c.body.code.replace(/\D/g, ""), c.now);
    return redirect(`/theo-doi/${token}`);
  },
  onRefusal: (c, _refusal, errors) => showCode(c, c.params.handle, errors),
});

const followed = route({
  method: "GET",
  path: "/theo-doi/:token",
  roles: "public",
  scope: "secret",
  auditName: "portal.followed",
  rate: "look-up",
  schema: { params: Token, query: nothing, body: nothing },
  handler: async (c) => {
    const { token } = c.params;
    const dossiers = await findByPass(c, token);
    if (dossiers === undefined) throw portalRefusal("pass_over");
    const content = <FollowedPage locale={c.locale} token={token} dossiers={dossiers} minutes={PASS_MINUTES} />;
    return secretPage(c.portal({ title: text(c.locale, "phone.followed") }, content));
  },
});

const followedOne = route({
  method: "GET",
  path: "/theo-doi/:token/:code",
  roles: "public",
  scope: "secret",
  auditName: "portal.followed_one",
  rate: "look-up",
  schema: { params: Token.extend({ code: z.string().max(60) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { token, code } = c.params;
    const found = await findOneByPass(c, token, code);
    if (found === undefined) throw portalRefusal("pass_over");
    const more = await loadMore(c, found.dossier);
    const breadcrumbs = [{ label: text(c.locale, "phone.followed"), href: `/theo-doi/${token}` }, { label: code }];
    const shown = { locale: c.locale, tracking: found, secret: undefined, atKiosk: false, csrf: c.csrfToken, now: c.now, more };
    return secretPage(c.portal({ title: text(c.locale, "track.title"), breadcrumbs }, <TrackingPage {...shown} />));
  },
});

export const phoneRoutes = [askPage, ask, codePage, enter, followed, followedOne];
