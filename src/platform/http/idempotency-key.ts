import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { platformRefusal } from "../refusals.ts";
import { isApi, type Route } from "./route.ts";

const KEY = /^[A-Za-z0-9_.:-]{8,100}$/;

/** A fresh key for a form that is being shown: sending that form twice is then one command. */
export const newFormKey = (): string => randomUUID();

/** The API must send Idempotency-Key with every write of its own; a page form carries its key in `_key`. */
export function readIdempotencyKey(route: Route, request: FastifyRequest): string | undefined {
  const given = request.headers["idempotency-key"] ?? (request.body as { _key?: unknown } | null | undefined)?._key;
  if (given === undefined) {
    if (isApi(route) && route.rate === "api") throw platformRefusal("idempotency_key_required");
    return undefined;
  }
  if (typeof given !== "string" || !KEY.test(given)) throw platformRefusal("idempotency_key_malformed");
  return given;
}
