import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordAudit } from "../audit/record.ts";
import { takeFiles } from "../files/take-files.ts";
import { dropIncoming, type ReceivedForm, receiveForm } from "../files/receive-files.ts";
import { validate } from "../input/validate.ts";
import { Refusal } from "../refusal.ts";
import { platformRefusal } from "../refusals.ts";
import { hasRole, isCitizen, rowScope } from "./actor.ts";
import { DEFAULT_RATES, type ServerOptions } from "./server-options.ts";
import { type MountOptions, makeContext, type OpenContext } from "./context.ts";
import { assertNotForged, assertOwnOrigin } from "./forgery.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import { type PagePlace, sendKept } from "./kept-pages.ts";
import { isApi, isOpenAtKiosk, isWrite, type Route } from "./route.ts";
import { assertStays, sendAndKeep, sendReply } from "./send-reply.ts";
import type { RefusedForm } from "./shell.ts";

/** Refusals that say who may not, and are recorded even for reads. */
const DENIALS: ReadonlySet<string> = new Set(["not_allowed", "csrf_failed", "key_scope"]);

/** A browser that is still sending reads the answer in this time. */
const LINGER_MS = 1_000;

/** route(): authenticate → session and CSRF → policy → validate → handler → audit, the same for every route. */
export function mountRoute(server: FastifyInstance, route: Route, options: ServerOptions & MountOptions): void {
  const max = options.rates?.[route.rate] ?? DEFAULT_RATES[route.rate];
  server.route({
    method: route.method,
    url: route.path,
    ...(route.maxBodyBytes === undefined ? {} : { bodyLimit: route.maxBodyBytes }),
    config: { rateLimit: { max, timeWindow: 60_000 } },
    handler: (request, reply) => handle(route, options, request, reply),
  });
}

async function handle(route: Route, options: ServerOptions & MountOptions, request: FastifyRequest, reply: FastifyReply) {
  const kept = await options.pages.find(route, request, options.now?.() ?? new Date());
  return kept?.page === undefined ? makeAnswer(route, options, request, reply, kept?.place) : sendKept(kept.page, request, reply);
}

async function makeAnswer(
  route: Route,
  options: ServerOptions & MountOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  place: PagePlace | undefined,
) {
  const c = await makeContext(route, options, request, reply);
  if (c.kiosk !== undefined && !isOpenAtKiosk(route)) return reply.redirect(c.kiosk, 303);
  let form: ReceivedForm | undefined;
  try {
    assertAllowed(route, c, options);
    if (request.isMultipart()) form = await receiveFiles(route, options, request, reply);
    if (isWrite(route)) assertNotForged(route, request, c);
    if (form?.refusal !== undefined) throw form.refusal;
    const raw = { params: request.params, query: request.query, body: request.body };
    c.key = isWrite(route) ? readIdempotencyKey(route, request) : undefined;
    const params = validate(route.schema.params, raw.params) as never;
    const query = validate(route.schema.query, raw.query) as never;
    const body = validate(route.schema.body, withoutFormFields(raw.body)) as never;
    const uploads = form === undefined ? [] : await takeFiles(options.files, form, route.takesFiles, c.now);
    Object.assign(c, { params, query, body, uploads });
    const answer = await route.handler(c as never);
    assertStays(answer, c);
    if (route.recordsReads === true && !isWrite(route)) await audit(route, c, "read");
    return await sendAndKeep(answer, c, reply, options, place);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const denied = DENIALS.has(error.code);
    if (isWrite(route) || denied) await audit(route, c, denied ? "denied" : "refused", error.code);
    // Awaited here: what it throws would be nobody's while the files are taken away.
    return await answerPageRefusal(route, c, error, request, reply, options);
  } finally {
    if (form !== undefined) await dropIncoming(form.files);
  }
}

/** Reads a form with files once it is known that the sender may use the route; its fields become the body. */
async function receiveFiles(route: Route, options: MountOptions & ServerOptions, request: FastifyRequest, reply: FastifyReply) {
  assertOwnOrigin(request);
  if (route.takesFiles === undefined) throw platformRefusal("unsupported_media_type");
  const form = await receiveForm(request, options.files, route.takesFiles);
  request.body = form.fields;
  if (form.refusal !== undefined) leaveUnread(request, reply);
  return form;
}

/** What is left of a refused body is not waited for: the answer goes out, and the connection soon after. */
function leaveUnread(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("connection", "close");
  request.raw.resume();
  reply.raw.once("finish", () => setTimeout(() => request.raw.destroy(), LINGER_MS).unref());
}

/** Hidden fields of every form, which are not part of what a person typed. */
function withoutFormFields(body: unknown): unknown {
  if (body === null || typeof body !== "object" || Array.isArray(body)) return body ?? {};
  const { _csrf, _key, ...typed } = body as Record<string, unknown>;
  return typed;
}

function assertAllowed(route: Route, c: OpenContext, options: MountOptions): void {
  if (route.roles === "public") return;
  if (c.actor === undefined) throw platformRefusal("sign_in_required");
  if (c.apiKey !== undefined) {
    options.keys.count(c.apiKey, c.now);
    if (route.keyScope === undefined || !c.apiKey.scopes.includes(route.keyScope)) throw platformRefusal("key_scope");
  }
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
    detail: {
      ...(code === undefined ? {} : { code }),
      ...(c.apiKey === undefined ? {} : { apiKey: c.apiKey.prefix }),
    },
  });

/** Staff sign in with a password, citizens by electronic identity. */
const signInPath = ({ roles }: Route): string =>
  typeof roles !== "string" && roles.every((role) => role === "citizen") ? "/dang-nhap/cong-dan" : "/dang-nhap";

/** The page of ours that a form stood on, where the browser says it: whoever signs in again goes on there. */
function pageOf({ headers: { host, referer = "" } }: FastifyRequest): string | undefined {
  const page = URL.canParse(referer) ? new URL(referer) : undefined;
  return page === undefined || page.host !== host ? undefined : `${page.pathname}${page.search}`;
}

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
    const next = request.method === "GET" ? request.url : pageOf(request);
    return reply.redirect(`${signInPath(route)}${next === undefined ? "" : `?next=${encodeURIComponent(next)}`}`, 303);
  }
  if (refusal.code === "not_allowed" && c.actor?.mustChangePassword === true) return reply.redirect("/tai-khoan/mat-khau", 303);
  // Whoever may not call the route is not shown its form either, and an address that cannot be has none.
  const params = route.schema.params.safeParse(request.params);
  if (route.onRefusal === undefined || refusal.code === "not_allowed" || !params.success) throw refusal;
  const form = request.method === "GET" ? request.query : request.body;
  const typed = (withoutFormFields(form) ?? {}) as RefusedForm["typed"];
  const refused = { action: request.url.split("?")[0] ?? "", typed };
  const fields = refusal.fields(c.locale);
  const errors = fields.length > 0 ? fields : [{ field: "", message: refusal.text(c.locale) }];
  const query = route.schema.query.safeParse(request.query);
  Object.assign(c, { params: params.data, query: query.success ? query.data : {}, refused });
  const answer = await route.onRefusal(c as never, refusal, errors, typed);
  return sendReply(answer.kind === "page" ? { ...answer, status: refusal.status } : answer, c, reply, options);
}
