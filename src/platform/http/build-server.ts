import type { IncomingMessage, ServerResponse } from "node:http";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import underPressure from "@fastify/under-pressure";
import { type FastifyInstance, fastify, LogController } from "fastify";
import helmet from "helmet";
import { LiveHub } from "../events/live-hub.ts";
import { platformRefusal } from "../refusals.ts";
import { KeyMeter } from "./api-key.ts";
import { serveAssets } from "./assets.ts";
import { assertRoutesDeclared } from "./check-routes.ts";
import { clientOf } from "./client-of.ts";
import { answerRefusal, lastResort } from "./failures.ts";
import { serveHealth } from "./health.ts";
import { KeptPages } from "./kept-pages.ts";
import { leadBackFromForms } from "./lead-back.ts";
import { openApiDocument } from "./openapi.ts";
import { mountRoute } from "./mount-route.ts";
import { packAnswers } from "./pack-answers.ts";
import type { ServerOptions } from "./server-options.ts";
import { isTraining, withBanner } from "../training.ts";

const MOST_BODY_BYTES = 1_048_576;

const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    fontSrc: ["'self'"],
    mediaSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    manifestSrc: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
  },
};

const hopsOrAddresses = (trust: ServerOptions["trustProxy"]) =>
  typeof trust === "number" ? (_address: string, hop: number): boolean => hop < trust : trust;

/**
 * Builds the web server from the areas' routes. Throws where a route is not fully declared. The caller listens; tests
 * use `inject` on the same instance.
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  assertRoutesDeclared(options.routes);
  const secure = options.publicUrl.startsWith("https://");
  const headers = securityHeaders(secure);
  const server = fastify({
    trustProxy: hopsOrAddresses(options.trustProxy),
    bodyLimit: MOST_BODY_BYTES,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: "idle",
    // What is in flight when the server is told to stop gets its answer; a bare 503 of the framework would not be ours.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded meets no hook.
    frameworkErrors: (error, request, reply) =>
      void lastResort(error, request, reply.headers({ ...headers, "cache-control": "no-store" })),
    logController: new LogController({ disableRequestLogging: true }),
    logger:
      options.logLevel === "silent" ? false : { level: options.logLevel, serializers: { req: (r) => ({ method: r.method }) } },
  });
  // One line a request: the route's pattern, never the address, which may carry a secret or a name.
  server.addHook("onResponse", async (request, reply) => {
    const { method, url } = request.routeOptions;
    request.log.info(
      {
        correlationId: request.id,
        route: `${String(method)} ${url ?? "-"}`,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "answered",
    );
  });
  sendSecurityHeaders(server, headers);
  leadToFrontPages(server, options);
  // Session cookies are SameSite=Lax: another site cannot make a browser ask for a compressed page with them in it.
  packAnswers(server);
  await server.register(cookie);
  await server.register(formbody, { bodyLimit: MOST_BODY_BYTES });
  // Nothing is read of such a body until the route that takes files has said who may send them.
  await server.register(multipart, { throwFileSizeLimit: false });
  await limitLoad(server, options);
  server.setErrorHandler((error, request, reply) => lastResort(error, request, reply));
  server.setNotFoundHandler((request, reply) => answerRefusal(platformRefusal("not_found"), request, reply));
  await serveAssets(server);
  serveHealth(server, options.pool);
  const hub = new LiveHub(options.pool, options.live);
  const keys = new KeyMeter();
  server.addHook("preClose", () => hub.close());
  const pages = new KeptPages(options.pool);
  for (const route of options.routes) mountRoute(server, route, { ...options, secure, hub, keys, pages });
  leadBackFromForms(server, options.routes);
  // Put together when somebody asks first: a start need not wait for it, and most processes are never asked.
  let document: string | undefined;
  server.get("/api/v1/openapi.json", async (_request, reply) => {
    document ??= JSON.stringify(openApiDocument(options.routes));
    return reply.type("application/json; charset=utf-8").send(document);
  });
  return server;
}

/** Whoever comes by another host name than ours is led to the front page that it stands for. */
function leadToFrontPages(server: FastifyInstance, { publicUrl, findFrontPage }: ServerOptions): void {
  const own = new URL(publicUrl).hostname;
  server.addHook("onRequest", async (request, reply) => {
    if (findFrontPage === undefined || request.method !== "GET" || request.url !== "/" || request.hostname === own) return;
    const front = await findFrontPage(request.hostname, publicUrl);
    if (front !== undefined) return reply.redirect(front, 302);
  });
}

/** Worked out once: the library would put the same policy together for every answer, 8 % of what a receipt costs. */
function securityHeaders(secure: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  const answer = { setHeader: (name: string, value: string) => void (headers[name] = value), removeHeader: () => {} };
  const write = helmet({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    hsts: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: "same-origin" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
  write({} as IncomingMessage, answer as unknown as ServerResponse, (error?: unknown) => {
    if (error !== undefined) throw error;
  });
  return { ...headers, "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()" };
}

function sendSecurityHeaders(server: FastifyInstance, headers: Record<string, string>): void {
  server.addHook("onRequest", async (_request, reply) => void reply.headers(headers));
  server.addHook("onSend", async (_request, reply) => {
    if (reply.getHeader("cache-control") === undefined) reply.header("cache-control", "no-store");
  });
  // Pages of every frame, kiosks, boards and the plainest ones for errors too.
  server.addHook("onSend", async (_request, reply, payload) => {
    const isPage = typeof payload === "string" && String(reply.getHeader("content-type")).startsWith("text/html");
    return isTraining() && isPage ? withBanner(payload) : payload;
  });
}

/** Refuses more than one address may ask, and more than this process can serve in time. */
async function limitLoad(server: FastifyInstance, options: ServerOptions): Promise<void> {
  await server.register(rateLimit, {
    global: false,
    keyGenerator: (request) => clientOf(request.ip),
    errorResponseBuilder: () => platformRefusal("too_many_requests"),
  });
  await server.register(underPressure, {
    maxEventLoopDelay: options.maxEventLoopDelayMs ?? 2000,
    retryAfter: 5,
    exposeStatusRoute: false,
    pressureHandler: () => {
      throw platformRefusal("unavailable");
    },
  });
}
