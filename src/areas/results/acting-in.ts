import type { Role } from "#core/roles.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import type { RequestContext } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, optional } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { findDossier, findDossierByCode } from "#dossiers";
import { listNamesOn } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
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
  /** Where a dossier is named, its agency's; else that of the agency which they chose, or their first. */
  code: async (c: Asking, roles: readonly Role[], code: string | undefined, chosen?: number): Promise<Official> => {
    const dossier = code === undefined ? undefined : await c.read((tx) => findDossierByCode(tx, code.trim()));
    if (code !== undefined && dossier === undefined) throw resultRefusal("dossier_not_found", { field: "dossierCode" });
    return officialFor(c.actor, roles, dossier?.agencyId ?? chosen);
  },
};

/** For which of their agencies somebody with posts in several acts; each page and form carries it on. */
export const agencyField = optional(chosenId());

/** The agencies for which somebody may act in these roles: that of an own post before a delegated one, as `findPost` takes them. */
function agenciesOf({ posts }: Actor, roles: readonly Role[]): readonly number[] {
  const fitting = posts.filter(({ role }) => roles.includes(role)).toSorted((a, b) => Number(isLent(a)) - Number(isLent(b)));
  return [...new Set(fitting.map(({ agencyId }) => agencyId))];
}
const isLent = ({ delegatedBy }: Actor["posts"][number]): boolean => delegatedBy !== undefined;

/** What an address has to say so that it stays with this agency; nothing for who has but one. */
export const keptAgency = (actor: Actor | undefined, roles: readonly Role[], agencyId: number): number | undefined =>
  actor !== undefined && agenciesOf(actor, roles).length > 1 ? agencyId : undefined;

/** An address of a page that is of one agency, with that agency. */
export const inAgency = (href: string, agency: number | undefined): string =>
  agency === undefined ? href : `${href}${href.includes("?") ? "&" : "?"}agency=${agency}`;

/** The agencies between which somebody may choose on a page, and which is chosen. */
export interface AgencyChoice {
  readonly chosen: number | undefined;
  readonly options: readonly { readonly id: number; readonly name: string }[];
}

export async function loadChoice(
  tx: Tx,
  { actor, now }: Pick<RequestContext<unknown, unknown, unknown>, "actor" | "now">,
  roles: readonly Role[],
  agencyId: number,
): Promise<AgencyChoice> {
  const ids = actor === undefined ? [] : agenciesOf(actor, roles);
  if (ids.length < 2) return { chosen: undefined, options: [] };
  const names = await listNamesOn(tx, ids, localDay(now));
  return { chosen: agencyId, options: ids.map((id) => ({ id, name: names.get(id) ?? String(id) })) };
}
