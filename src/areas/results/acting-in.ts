import type { Role } from "#core/roles.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { platformRefusal } from "#platform/refusals.ts";

/** Who does something with results and books, in which post. */
export interface Official {
  readonly accountId: number;
  readonly personId: number;
  readonly name: string;
  readonly title: string;
  readonly role: Role;
  readonly unitId: number;
  readonly agencyId: number;
  readonly onBehalfOfPersonId: number | undefined;
}

/** In which of their posts a person acts; refused (403) to someone who holds none of these roles. */
export function officialFor(actor: Actor | undefined, roles: readonly Role[], agencyId?: number): Official {
  const post = actor === undefined ? undefined : findPost(actor, roles, agencyId);
  if (actor === undefined || post === undefined) throw platformRefusal("not_allowed");
  const { accountId, personId, name } = actor;
  const { title, role, unitId } = post;
  return {
    accountId,
    personId,
    name,
    title,
    role,
    unitId,
    agencyId: post.agencyId,
    onBehalfOfPersonId: post.delegatedBy?.personId,
  };
}
