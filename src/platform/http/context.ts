import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import { execute } from "../db/command.ts";
import { reading, type RowScope } from "../db/tx.ts";
import { type Actor, isCitizen, rowScope } from "./actor.ts";
import { API_KEY, type ApiKey, type KeyMeter } from "./api-key.ts";
import type { ServerOptions } from "./server-options.ts";
import { clientOf } from "./client-of.ts";
import {
  FLASH_COOKIE,
  KIOSK_COOKIE,
  kioskOf,
  LOCALE_COOKIE,
  SECOND_LANGUAGE_COOKIE,
  sessionCookieName,
  visitCookieName,
} from "./cookies.ts";
import { requestLocale } from "./failures.ts";
import type { KeptPages } from "./kept-pages.ts";
import type { RequestContext, Route } from "./route.ts";
import type { LiveHub } from "../events/live-hub.ts";

export interface MountOptions {
  readonly secure: boolean;
  /** The live pages of this process. */
  readonly hub: LiveHub;
  /** How often keys have asked this process. */
  readonly keys: KeyMeter;
  /** What this process keeps of public pages. */
  readonly pages: KeptPages;
}

/** A context whose parts are still being filled in by the route. */
export type OpenContext = {
  -readonly [K in keyof RequestContext<unknown, unknown, unknown>]: RequestContext<unknown, unknown, unknown>[K];
} & {
  key: string | undefined;
  apiKey: ApiKey | undefined;
};

const BEARER = /^Bearer ([A-Za-z0-9_-]{43}|mck_[A-Za-z0-9_-]{52})$/;

/** Pages know a session by its cookie, API clients by `Authorization: Bearer`; a cookie never authenticates cross-site. */
function readSessionToken(request: FastifyRequest, secure: boolean): string | undefined {
  const bearer = BEARER.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined && API_KEY.test(bearer)) return bearer;
  const token = bearer ?? request.cookies[sessionCookieName(secure)];
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

const cookieSetter =
  (reply: FastifyReply, secure: boolean): OpenContext["setCookie"] =>
  (name, value, maxAgeSeconds) => {
    const names = {
      session: sessionCookieName(secure),
      visit: visitCookieName(secure),
      locale: LOCALE_COOKIE,
      kiosk: KIOSK_COOKIE,
      second: SECOND_LANGUAGE_COOKIE,
    };
    const cookieName = names[name];
    const attributes = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
    if (value === null) reply.clearCookie(cookieName, attributes);
    else reply.setCookie(cookieName, value, maxAgeSeconds === undefined ? attributes : { ...attributes, maxAge: maxAgeSeconds });
  };

function readVisitToken(request: FastifyRequest, secure: boolean): string | undefined {
  const token = request.cookies[visitCookieName(secure)];
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

/** A browser in which staff have signed in is no kiosk, whatever its cookie says. */
const readKiosk = (request: FastifyRequest, actor: Actor | undefined): string | undefined =>
  actor !== undefined && !isCitizen(actor) ? undefined : kioskOf(request.cookies[KIOSK_COOKIE]);

/** What a route's handler runs commands by: in the actor's name and scope, under the request's key. */
const executor =
  (
    pool: pg.Pool,
    scope: RowScope,
    actor: Actor | undefined,
    request: FastifyRequest,
    open: () => OpenContext,
  ): OpenContext["execute"] =>
  (name, input, work, about = {}) => {
    const { apiKey, key } = open();
    const person = actor === undefined ? `public:${request.ip}` : `account:${actor.accountId}`;
    const call = {
      name,
      scope: about.scope ?? scope,
      actorKey: apiKey === undefined ? person : `key:${apiKey.id}`,
      key,
      input,
      agencyId: about.agencyId ?? actor?.agencyId ?? null,
      correlationId: request.id,
    };
    return execute(pool, call, (tx, unit) => {
      if (apiKey !== undefined) unit.note({ apiKey: apiKey.prefix });
      return work(tx, unit);
    });
  };

const noFrame = (): never => {
  throw new Error("the page frame is not ready");
};

export async function makeContext(
  route: Route,
  options: ServerOptions & MountOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<OpenContext> {
  const now = options.now?.() ?? new Date();
  const token = readSessionToken(request, options.secure);
  const session = token === undefined ? undefined : await options.findSession(token, now);
  const flash = request.cookies[FLASH_COOKIE];
  const showsFlash = flash !== undefined && request.method === "GET" && !request.url.startsWith("/api/");
  if (showsFlash) reply.clearCookie(FLASH_COOKIE, { path: "/" });
  const apiKey = session?.apiKey;
  // What is public is answered to a key as to anyone.
  const actor = apiKey !== undefined && route.roles === "public" ? undefined : session?.actor;
  const scope = { ...rowScope(actor), generation: session?.generation };
  const c: OpenContext = {
    params: undefined,
    query: undefined,
    body: undefined,
    key: undefined,
    apiKey,
    // A device speaks the language that was chosen on it, whoever is signed in.
    locale: (route.scope === "device" ? undefined : session?.locale) ?? requestLocale(request),
    actor,
    csrfToken: session?.csrfToken ?? "",
    correlationId: request.id,
    kiosk: readKiosk(request, actor),
    secondLanguage: request.cookies[SECOND_LANGUAGE_COOKIE] === "1",
    url: request.url,
    now,
    flash: showsFlash ? flash : undefined,
    secure: options.secure,
    refused: undefined,
    clientAddress: request.ip,
    client: clientOf(request.ip),
    host: request.hostname,
    userAgent: request.headers["user-agent"],
    pool: options.pool,
    files: options.files,
    uploads: [],
    publicUrl: options.publicUrl,
    sessionToken: token,
    visitToken: readVisitToken(request, options.secure),
    keyScopes: apiKey?.scopes,
    read: (work) => reading(options.pool, scope, work),
    execute: executor(options.pool, scope, actor, request, () => c),
    setCookie: cookieSetter(reply, options.secure),
    shell: noFrame,
    portal: noFrame,
  };
  if (!route.path.startsWith("/api/")) Object.assign(c, options.shells(c));
  return c;
}
