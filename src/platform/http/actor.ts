import type { Role } from "#core/roles.ts";
import type { RowScope } from "../db/tx.ts";
import type { Locale } from "../i18n/messages.ts";
import type { ApiKey } from "./api-key.ts";

/** One post that a person holds today, by assignment or by delegation for a period. */
export interface ActingPost {
  readonly assignmentId: number;
  readonly postId: number;
  readonly role: Role;
  readonly title: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly agencyId: number;
  /** Set where the post is held by delegation: whose it is, and by which decision. */
  readonly delegatedBy?: { readonly personId: number; readonly name: string; readonly decisionNo: string };
}

/** Who is asking: resolved from the session at every request, so that a change of post or role bites at once. */
export interface Actor {
  readonly accountId: number;
  readonly personId: number;
  readonly name: string;
  readonly username: string;
  readonly demo: boolean;
  readonly mustChangePassword: boolean;
  readonly posts: readonly ActingPost[];
  readonly roles: ReadonlySet<Role>;
  /** The agency of the person's first post; null for someone without a post. */
  readonly agencyId: number | null;
  readonly agencyName: string | null;
  readonly provinceId: number | null;
  /** Agencies whose dossiers the person may see; empty for an administrator. */
  readonly agencies: readonly number[];
}

export interface SignedInSession {
  readonly actor: Actor;
  readonly csrfToken: string;
  readonly locale: Locale;
  /** Set where a program asks with a key. */
  readonly apiKey?: ApiKey;
  /** The count of reference changes at this moment (see remembered.ts). */
  readonly generation: string;
}

export const rowScope = (actor: Actor | undefined): RowScope =>
  actor === undefined ? { accountId: null, agencies: [] } : { accountId: actor.accountId, agencies: actor.agencies };

export const hasRole = (actor: Pick<Actor, "roles">, ...roles: readonly Role[]): boolean =>
  roles.some((role) => actor.roles.has(role));

/** Someone who came in by electronic identity: no post, no agency, their own rows alone. */
export const isCitizen = (actor: Actor): boolean => actor.roles.has("citizen");

/** The post in which the actor acts when one of these roles is needed: an own post before a delegated one. */
export function findPost(actor: Actor, roles: readonly Role[], agencyId?: number): ActingPost | undefined {
  const fitting = actor.posts.filter((p) => roles.includes(p.role) && (agencyId === undefined || p.agencyId === agencyId));
  return fitting.find((p) => p.delegatedBy === undefined) ?? fitting[0];
}
