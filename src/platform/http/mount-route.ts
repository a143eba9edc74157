import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { renderPage } from "#ui/render.ts";
import { recordAudit } from "../audit/record.ts";
import { validate } from "../input/validate.ts";
import { Refusal } from "../refusal.ts";
import { platformRefusal } from "../refusals.ts";
import { hasRole, isCitizen, rowScope } from "./actor.ts";
import { DEFAULT_RATES, type ServerOptions } from "./server-options.ts";
import type { LiveFeed, LiveHub } from "../events/live-hub.ts";
import { type MountOptions, makeContext, type OpenContext } from "./context.ts";
import { FLASH_COOKIE } from "./cookies.ts";
import { assertNotForged } from "./forgery.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import type { Reply } from "./reply.ts";
import { isApi, isWrite, type Route } from "./route.ts";

/** route(): authenticate → session and CSRF → policy → validate → handler → audit, the same for every route. */
export function mountRoute(server: FastifyInstance, route: Route, options: ServerOptions & MountOptions): void {
  const max = options.rates?.[route.rate] ?? DEFAULT_RATES[route.rate];
  server.route({
    method: route.method,
    url: route.path,
    config: { rateLimit: { max, timeWindow: 60_000 } },
    handler: (request, reply) => handle(route, options, request, reply),
  });
}

async function handle(route: Route, options: ServerOptions & MountOptions, request: FastifyRequest, reply: FastifyReply) {
  const c = await makeContext(route, options, request, reply);
  const raw = { params: request.params, query: request.query, body: request.body };
  try {
    assertAllowed(route, c);
    if (isWrite(route)) assertNotForged(route, request, c);
    c.key = isWrite(route) ? readIdempotencyKey(route, request) : undefined;
    const params = validate(route.schema.params, raw.params) as never;
    const query = validate(route.schema.query, raw.query) as never;
    const body = validate(route.schema.body, withoutFormFields(raw.body)) as never;
    Object.assign(c, { params, query, body });
    const answer = await route.handler(c as never);
    if (route.recordsReads === true && !isWrite(route)) await audit(route, c, "read");
    return send(answer, c, reply, options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const denied = error.code === "not_allowed" || error.code === "csrf_failed";
    if (isWrite(route) || denied) await audit(route, c, denied ? "denied" : "refused", error.code);
    return answerPageRefusal(route, c, error, request, reply, options);
  }
}

/** Hidden fields of every form, which are not part of what a person typed. */
function withoutFormFields(body: unknown): unknown {
  if (body === null || typeof body !== "object" || Array.isArray(body)) return body ?? {};
  const { _csrf, _key, ...typed } = body as Record<string, unknown>;
  return typed;
}

function assertAllowed(route: Route, c: OpenContext): void {
  if (route.roles === "public") return;
  if (c.actor === undefined) throw platformRefusal("sign_in_required");
  const allowed =
    route.roles === "signed-in" ? route.scope === "own-account" || !isCitizen(c.actor) : hasRole(c.actor, ...route.roles);
  if (!allowed) throw platformRefusal("not_allowed");
}

const audit = (route: Route, c: OpenContext, outcome: "read" | "refused" | "denied", code?: string) =>
  recordAudit(c.pool, rowScope(c.actor), {
    action: route.auditName,
    outcome,
    agencyId: c.actor?.agencyId ?? null,
    correlationId: c.correlationId,
    detail: code === undefined ? {} : { code },
  });

/** Staff sign in with a password, citizens by electronic identity. */
const signInPath = ({ roles }: Route): string =>
  typeof roles !== "string" && roles.every((role) => role === "citizen") ? "/dang-nhap/cong-dan" : "/dang-nhap";

async function answerPageRefusal(
  route: Route,
  c: OpenContext,
  refusal: Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  options: MountOptions,
) {
  if (isApi(route)) throw refusal;
  if (refusal.code === "sign_in_required") {
    const next = request.method === "GET" ? `?next=${encodeURIComponent(request.url)}` : "";
    return reply.redirect(`${signInPath(route)}${next}`, 303);
  }
  if (refusal.code === "not_allowed" && c.actor?.mustChangePassword === true) return reply.redirect("/tai-khoan/mat-khau", 303);
  // Whoever may not call the route is not shown its form either.
  if (route.onRefusal === undefined || refusal.code === "not_allowed") throw refusal;
  const params = route.schema.params.safeParse(request.params);
  const typed = (withoutFormFields(request.body) ?? {}) as Record<string, string | string[] | undefined>;
  const fields = refusal.fields(c.locale);
  const errors = fields.length > 0 ? fields : [{ field: "", message: refusal.text(c.locale) }];
  Object.assign(c, { params: params.success ? params.data : {}, query: {} });
  const answer = await route.onRefusal(c as never, refusal, errors, typed);
  return send(answer.kind === "page" ? { ...answer, status: refusal.status } : answer, c, reply, options);
}

/** From here on the answer is the hub's; it ends when the page or the process does. */
function sendLive(feed: LiveFeed, c: OpenContext, reply: FastifyReply, hub: LiveHub): FastifyReply {
  hub.assertRoom(c.clientAddress);
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    // Ended, the connection is gone: a server that stops need not wait for pages that keep it for later.
    connection: "close",
    "referrer-policy": "no-referrer",
  });
  hub.open(feed, c.clientAddress, reply.raw);
  return reply;
}

function send(answer: Reply, c: OpenContext, reply: FastifyReply, { hub }: MountOptions): FastifyReply {
  switch (answer.kind) {
    case "live":
      return sendLive(answer.feed, c, reply, hub);
    case "page":
      if (answer.cache === "public" && c.actor === undefined)
        reply.header("cache-control", "public, max-age=60").header("vary", "Cookie");
      if (answer.cache === "never")
        reply.headers({
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
          "x-robots-tag": "noindex, nofollow, noarchive",
        });
      return reply
        .code(answer.status ?? 200)
        .type("text/html; charset=utf-8")
        .send(renderPage(answer.body));
    case "redirect":
      if (answer.flash !== undefined) {
        reply.setCookie(FLASH_COOKIE, answer.flash, { path: "/", httpOnly: true, sameSite: "lax", secure: c.secure, maxAge: 60 });
      }
      return reply.redirect(answer.to, 303);
    case "json":
      if (answer.location !== undefined) reply.header("location", answer.location);
      return reply
        .code(answer.status ?? 200)
        .type("application/json; charset=utf-8")
        .send(JSON.stringify(answer.body));
    case "file": {
      const plainName = answer.name.normalize("NFD").replace(/[^\x20-\x7e]|["\\]/g, "");
      const disposition = answer.inline === true ? "inline" : "attachment";
      reply.header(
        "content-disposition",
        `${disposition}; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(answer.name)}`,
      );
      return reply.type(answer.type).send(answer.body);
    }
  }
}
