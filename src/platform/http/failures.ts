import type { FastifyReply, FastifyRequest } from "fastify";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Locale } from "../i18n/messages.ts";
import { Refusal } from "../refusal.ts";
import { platformRefusal, platformText } from "../refusals.ts";
import { KIOSK_COOKIE, kioskOf } from "./cookies.ts";

const cookieOf = (request: FastifyRequest, name: string): string | undefined =>
  (request as { cookies?: Record<string, string | undefined> }).cookies?.[name];

export const requestLocale = (request: FastifyRequest): Locale => {
  const chosen = cookieOf(request, "locale");
  if (chosen === "vi" || chosen === "en") return chosen;
  return request.url.startsWith("/api/") && /^en\b/.test(request.headers["accept-language"] ?? "") ? "en" : "vi";
};

/** RFC 9457 problem for the API. */
export const problem = (refusal: Refusal, locale: Locale, correlationId: string) => ({
  type: `urn:motcua:refusal:${refusal.code}`,
  title: refusal.text(locale),
  status: refusal.status,
  code: refusal.code,
  correlationId,
  ...(refusal.basis === undefined ? {} : { basis: refusal.basis }),
  ...(refusal.fields(locale).length === 0 ? {} : { errors: refusal.fields(locale) }),
});

/** So long whoever stands before a kiosk reads why something was refused. */
const KIOSK_READS_SECONDS = 20;

/** The plainest page, for when nothing else can be trusted to work; at a kiosk it leads back by itself. */
export function plainPage(locale: Locale, title: string, lines: readonly string[], kiosk?: string): string {
  const body = h("html", { lang: locale }, [
    h("head", null, [
      h("meta", { charSet: "utf-8" }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      kiosk && h("meta", { "http-equiv": "refresh", content: `${KIOSK_READS_SECONDS}; url=${kiosk}` }),
      h("title", null, `${title} – Motcua`),
      h("link", { rel: "stylesheet", href: "/assets/motcua.css" }),
    ]),
    h("body", { class: "plain" }, [
      h(
        "header",
        { class: "masthead" },
        h("div", { class: "masthead-in" }, [
          h("a", { class: "mark", href: "/" }, [
            h("img", { src: "/assets/mark.svg", alt: "", width: 36, height: 36 }),
            h("span", { class: "mark-name" }, "Motcua"),
          ]),
        ]),
      ),
      h("main", { id: "main", class: "gate-main" }, [
        h("div", { class: "gate-card" }, [
          h("h1", null, title),
          ...lines.map((line) => h("p", null, line)),
          h("p", null, h("a", { class: "btn btn-secondary", href: kiosk ?? "/" }, platformText(locale, "error.back"))),
        ]),
      ]),
    ]),
  ]);
  return `<!doctype html>${renderToString(body)}`;
}

/** Answers a refusal outside of any page: problem+json for the API, the plain page elsewhere. */
export function answerRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = requestLocale(request);
  reply.code(refusal.status);
  if (refusal.status === 503 || refusal.status === 429) reply.header("retry-after", refusal.status === 503 ? "5" : "60");
  if (request.url.startsWith("/api/")) {
    return reply.type("application/problem+json; charset=utf-8").send(JSON.stringify(problem(refusal, locale, request.id)));
  }
  const basis = refusal.basis === undefined ? [] : [platformText(locale, "error.basis", { basis: refusal.basis })];
  // Names of fields are for machines: a page says what is wrong in words alone, and once.
  const lines = [...new Set([refusal.text(locale), ...refusal.fields(locale).map((f) => f.message), ...basis])];
  const html = plainPage(locale, platformText(locale, "error.refused"), lines, kioskOf(cookieOf(request, KIOSK_COOKIE)));
  return reply.type("text/html; charset=utf-8").send(html);
}

const FASTIFY_REFUSALS: Readonly<Record<string, Parameters<typeof platformRefusal>[0]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "body_too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported_media_type",
  FST_ERR_CTP_INVALID_JSON_BODY: "malformed_body",
  FST_ERR_CTP_EMPTY_JSON_BODY: "malformed_body",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed_body",
  FST_ERR_BAD_URL: "not_found",
};

/** PostgreSQL is down, starting, or ended our connection: nothing was acknowledged, the client may try again. */
const isUnavailable = (error: { code?: string; message?: string }): boolean =>
  /^(57P0[123]|08\w{3}|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(error.code ?? "") ||
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message ?? "",
  );

/** Every error that no page handled ends here; bugs are logged under the correlation id and shown without detail. */
export function lastResort(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return answerRefusal(error, request, reply);
  const known = error as { code?: string; statusCode?: number; message?: string };
  const refusal = FASTIFY_REFUSALS[known.code ?? ""];
  if (refusal !== undefined) return answerRefusal(platformRefusal(refusal), request, reply);
  if (known.code?.startsWith("FST_") || (known.statusCode ?? 500) < 500)
    return answerRefusal(platformRefusal("malformed_body"), request, reply);
  if (isUnavailable(known)) {
    request.log.warn({ code: known.code }, "database unavailable");
    return answerRefusal(platformRefusal("unavailable"), request, reply);
  }
  request.log.error({ err: error, correlationId: request.id, route: request.routeOptions.url }, "bug");
  const locale = requestLocale(request);
  const text = platformText(locale, "error.bug", { id: request.id });
  reply.code(500);
  if (request.url.startsWith("/api/")) {
    const body = { type: "urn:motcua:bug", title: text, status: 500, correlationId: request.id };
    return reply.type("application/problem+json; charset=utf-8").send(JSON.stringify(body));
  }
  const html = plainPage(locale, platformText(locale, "error.title"), [text], kioskOf(cookieOf(request, KIOSK_COOKIE)));
  return reply.type("text/html; charset=utf-8").send(html);
}
