import { localDay } from "#platform/i18n/dates.ts";
import type { Actor } from "#platform/http/actor.ts";
import type { Reach } from "./managed-account.store.ts";

/** An administrator reaches the agencies of the posts that make them one, and everything below. */
export const reachOf = (actor: Actor, now: Date): Reach => ({
  on: localDay(now),
  agencies: [...new Set(actor.posts.filter((post) => post.role === "administrator").map((post) => post.agencyId))],
});
