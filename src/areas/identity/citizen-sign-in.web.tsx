import { z } from "zod";
import { SIGN_IN_RETURN_PATH } from "#platform/config.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { optional } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { CitizenSignInPage } from "./citizen-sign-in.page.tsx";
import { beginCitizenSignIn, finishCitizenSignIn } from "./citizen-sign-in.ts";
import { hasIdentityProvider, isStandIn } from "./identity-provider.ts";
import { ownPath } from "./own-path.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const next = optional(z.string().max(2000));
const VISIT_SECONDS = 3600;

/** Where a citizen goes on to when no page was asked for. */
const CITIZEN_HOME = "/cua-toi";
const goOn = (path: string): string => (path === "/" ? CITIZEN_HOME : path);

function show(c: AnyContext, wanted: string | undefined, errors: readonly FieldRefusal[] = []): Reply {
  const state = !hasIdentityProvider() ? "missing" : isStandIn() ? "stand-in" : "ready";
  return page(
    c.portal(
      { title: text(c.locale, "citizen_sign_in.title"), errors },
      <CitizenSignInPage locale={c.locale} next={ownPath(wanted)} provider={state} atKiosk={c.kiosk !== undefined} />,
    ),
  );
}

const form = route({
  method: "GET",
  path: "/dang-nhap/cong-dan",
  atKiosk: true,
  roles: "public",
  scope: "installation",
  auditName: "identity.citizen_sign_in_form",
  rate: "page",
  schema: { params: nothing, query: z.object({ next }), body: nothing },
  handler: (c) => (c.actor === undefined ? show(c, c.query.next) : redirect(goOn(ownPath(c.query.next)))),
});

/** A link, not a form: the content policy lets forms go to this product alone, and a form's redirect counts as its target. */
const begin = route({
  method: "GET",
  path: "/dang-nhap/cong-dan/di",
  atKiosk: true,
  roles: "public",
  scope: "installation",
  auditName: "identity.citizen_sign_in_begin",
  rate: "sign-in",
  schema: { params: nothing, query: z.object({ next }), body: nothing },
  handler: async (c) => {
    const { address, visitToken } = await beginCitizenSignIn(c, ownPath(c.query.next), c.visitToken, c.kiosk !== undefined);
    c.setCookie("visit", visitToken, VISIT_SECONDS);
    return redirect(address);
  },
  onRefusal: (c, _refusal, errors) => show(c, undefined, errors),
});

const comeBack = route({
  method: "GET",
  path: SIGN_IN_RETURN_PATH,
  atKiosk: true,
  roles: "public",
  scope: "installation",
  auditName: "identity.citizen_sign_in",
  rate: "sign-in",
  schema: { params: nothing, query: z.looseObject({ state: z.string().max(200).default("") }), body: nothing },
  handler: async (c) => {
    const { state } = c.query;
    const { visitToken, userAgent, correlationId } = c;
    const query = new URL(c.url, c.publicUrl).search;
    const session = await finishCitizenSignIn(c, { state, query, visitToken, userAgent, correlationId });
    c.setCookie("session", session.token);
    return redirect(goOn(session.next));
  },
  onRefusal: (c, _refusal, errors) => show(c, undefined, errors),
});

export const citizenSignInRoutes = [form, begin, comeBack];
