import type { Role } from "#core/roles.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import type { RequestContext } from "#platform/http/route.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { findDossier, findDossierByCode } from "#dossiers";
import { findDocument } from "./result.store.ts";
import { resultRefusal } from "./results.errors.ts";

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

type Asking = Pick<RequestContext<unknown, unknown, unknown>, "actor" | "read">;

/** In which of their posts somebody acts on a result or a dossier: one in the agency that has it. */
export const officialOn = {
  result: async (c: Asking, roles: readonly Role[], id: number): Promise<Official> => {
    const document = await c.read((tx) => findDocument(tx, id));
    if (document === undefined) throw resultRefusal("result_not_found");
    return officialFor(c.actor, roles, document.agencyId);
  },
  dossier: async (c: Asking, roles: readonly Role[], id: number): Promise<Official> => {
    const dossier = await c.read((tx) => findDossier(tx, id));
    if (dossier === undefined) throw resultRefusal("dossier_not_found");
    return officialFor(c.actor, roles, dossier.agencyId);
  },
  /** Where a dossier is named, its agency's; else their first. */
  code: async (c: Asking, roles: readonly Role[], code: string | undefined): Promise<Official> => {
    const dossier = code === undefined ? undefined : await c.read((tx) => findDossierByCode(tx, code.trim()));
    if (code !== undefined && dossier === undefined) throw resultRefusal("dossier_not_found", { field: "dossierCode" });
    return officialFor(c.actor, roles, dossier?.agencyId);
  },
};
