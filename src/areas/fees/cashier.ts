import type { Role } from "#core/roles.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { Cashier } from "./fee.ts";

/** Who takes money and closes the day. */
export const COLLECTORS: readonly [Role, ...Role[]] = ["receiving_officer", "one_stop_head"];
/** Who decides on exemptions, discounts and refunds. */
export const DECIDERS: readonly [Role, ...Role[]] = ["leader"];
/** Who reads lists and reports of fees: those who collect, decide, supervise. */
export const FEE_READERS: readonly [Role, ...Role[]] = [
  "receiving_officer",
  "one_stop_head",
  "leader",
  "home_affairs_officer",
  "inspector",
];

/** In which of their posts a person handles money; refused (403) to someone who holds none for it. */
export function cashierFor(
  actor: Actor | undefined,
  roles: readonly Role[],
  agencyId?: number,
): Cashier & { readonly personId: number } {
  const post = actor === undefined ? undefined : findPost(actor, roles, agencyId);
  if (actor === undefined || post === undefined) throw platformRefusal("not_allowed");
  return {
    accountId: actor.accountId,
    personId: actor.personId,
    name: actor.name,
    role: post.role,
    unitId: post.unitId,
    agencyId: post.agencyId,
    onBehalfOfPersonId: post.delegatedBy?.personId,
  };
}
