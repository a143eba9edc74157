import { z } from "zod";
import { redirect } from "#platform/http/reply.ts";
import { route, type RequestContext } from "#platform/http/route.ts";
import { type Locale, LOCALES } from "#platform/i18n/messages.ts";
import { choice, optional } from "#platform/input/fields.ts";
import { ownPath } from "./own-path.ts";
import { updateSessionLocale } from "./session.store.ts";
import { hashToken } from "./session-token.ts";

const ONE_YEAR_SECONDS = 31_536_000;

const wish = z.object({ locale: choice(LOCALES), next: optional(z.string().max(2000)) });

async function change(c: RequestContext<unknown, unknown, unknown>, locale: Locale, next: string | undefined) {
  const { actor, sessionToken } = c;
  if (actor !== undefined && sessionToken !== undefined && c.locale !== locale) {
    await c.execute("identity.change_language", { locale }, async (tx, unit) => {
      unit.subject(`account:${actor.accountId}`);
      await updateSessionLocale(tx, hashToken(sessionToken), locale);
      return null;
    });
  }
  c.setCookie("locale", locale, ONE_YEAR_SECONDS);
  return redirect(ownPath(next, "language"));
}

/** The switch in the page head is a link, so that it works everywhere; it changes nothing but the language. */
const byLink = route({
  method: "GET",
  path: "/ngon-ngu",
  atKiosk: true,
  roles: "public",
  scope: "installation",
  auditName: "identity.language_link",
  rate: "page",
  schema: { params: z.object({}), query: wish, body: z.object({}) },
  handler: (c) => change(c, c.query.locale, c.query.next),
});

const byForm = route({
  method: "POST",
  path: "/ngon-ngu",
  atKiosk: true,
  roles: "public",
  scope: "installation",
  auditName: "identity.change_language",
  rate: "write",
  schema: { params: z.object({}), query: z.object({}), body: wish },
  handler: (c) => change(c, c.body.locale, c.body.next),
});

export const languageRoutes = [byLink, byForm];
