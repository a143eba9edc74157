import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { platformRefusal } from "../refusals.ts";
import type { OpenContext } from "./context.ts";
import type { Route } from "./route.ts";

const isSameOrigin = (request: FastifyRequest): boolean => {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === request.headers.host;
  } catch {
    return false;
  }
};

/** What can be told before the body is read. */
export function assertOwnOrigin(request: FastifyRequest): void {
  if (request.headers.authorization?.startsWith("Bearer ")) return;
  if (!isSameOrigin(request)) throw platformRefusal("csrf_failed");
}

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right);
};

/**
 * A write is ours when it comes from our own origin and, for a signed-in browser, carries the session's token (form
 * field `_csrf` or header `x-csrf-token`). A bearer token cannot be sent by another site, so it needs neither; nor does a
 * device, whose own address is what opens it, whoever else is signed in in its browser.
 */
export function assertNotForged(route: Route, request: FastifyRequest, c: OpenContext): void {
  if (request.headers.authorization?.startsWith("Bearer ")) return;
  assertOwnOrigin(request);
  if (route.roles === "public" && (c.actor === undefined || route.scope === "device")) return;
  const fromBody = (request.body as { _csrf?: unknown } | null | undefined)?._csrf;
  const given = request.headers["x-csrf-token"] ?? fromBody;
  if (typeof given !== "string" || !equal(given, c.csrfToken)) throw platformRefusal("csrf_failed");
}
