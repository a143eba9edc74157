import type { RequestContext } from "#platform/http/route.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { Editor } from "./site.ts";

export type AnyContext = RequestContext<unknown, unknown, unknown>;

/** Who writes on the site of their agency. */
export const EDITORS = ["home_affairs_officer", "specialist", "division_head", "one_stop_head", "leader"] as const;
/** Who decides what stands on it, and keeps what it says of the office. */
export const PUBLISHERS = ["home_affairs_officer", "one_stop_head", "leader"] as const;

/** Whoever asks, and the agency whose site they keep: that of their first post. */
export function editorOf({ actor }: Pick<AnyContext, "actor">): Editor & { readonly publishes: boolean } {
  if (actor === undefined) throw platformRefusal("sign_in_required");
  if (actor.agencyId === null) throw platformRefusal("not_allowed");
  const publishes = PUBLISHERS.some((role) => actor.roles.has(role));
  return { accountId: actor.accountId, name: actor.name, agencyId: actor.agencyId, publishes };
}
