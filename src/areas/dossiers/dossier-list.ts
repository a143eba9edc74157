import { z } from "zod";
import type { LegalState } from "#core/workflow/dossier-state.ts";
import { LEGAL_STATES } from "#core/workflow/dossier-state.ts";
import { choice, integer, many, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { type Channel, CHANNELS, type DossierId } from "./dossier.ts";

export const SORTS = ["received", "due"] as const;
export const DUE_FILTERS = ["late", "soon"] as const;

/** The query of a list page: what a person chose, exactly as the address bar carries it. */
export const ListQuery = z.object({
  q: optional(requiredText(100)),
  state: many(choice(LEGAL_STATES), LEGAL_STATES.length),
  field: optional(requiredText(300)),
  channel: optional(choice(CHANNELS)),
  procedure: optional(requiredText(60)),
  from: optional(plainDay()),
  to: optional(plainDay()),
  due: optional(choice(DUE_FILTERS)),
  mine: optional(choice(["1"])),
  holder: optional(integer(1, Number.MAX_SAFE_INTEGER)),
  sort: choice(SORTS).default("received"),
  after: optional(z.string().regex(/^[0-9TZ:.-]{20,30}_\d{1,15}$/)),
  limit: integer(1, 200).default(25),
});
export type ListQuery = z.output<typeof ListQuery>;

export interface DossierFilter {
  readonly agencies: readonly number[];
  readonly q?: string | undefined;
  readonly states: readonly LegalState[];
  readonly field?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly procedureCode?: string | undefined;
  readonly receivedFrom?: string | undefined;
  readonly receivedTo?: string | undefined;
  readonly holderPersonId?: number | undefined;
  readonly due?:
    | { readonly kind: "late"; readonly now: Date }
    | { readonly kind: "soon"; readonly now: Date; readonly until: Date }
    | undefined;
  readonly sort: (typeof SORTS)[number];
  readonly after?: { readonly at: string; readonly id: number } | undefined;
  readonly limit: number;
}

/** A filter whose search is done: what was typed is a code or number to compare, or a name whose dossiers are known. */
export interface FoundFilter extends Omit<DossierFilter, "q"> {
  readonly q?: undefined;
  readonly exact?: string | undefined;
  readonly ids?: readonly number[] | undefined;
}

/** A dossier in a list. */
export interface DossierSummary {
  readonly id: DossierId;
  readonly code: string;
  readonly ownerName: string;
  readonly procedureName: string;
  readonly field: string;
  readonly state: LegalState;
  readonly outcome: string | null;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  readonly endedAt: Date | null;
  readonly channel: Channel;
  readonly timeZone: string;
  readonly holderPersonId: number | null;
  readonly subject: string | null;
  /** The other system in which it is handled. */
  readonly livesIn: string | null;
  readonly seq: number;
}

/** The filter that a list query means for someone who sees these agencies. */
export function filterOf(
  query: ListQuery,
  who: { readonly agencies: readonly number[]; readonly personId: number },
  now: Date,
  soon: Date,
): DossierFilter {
  const [at, id] = query.after?.split("_") ?? [];
  return {
    agencies: who.agencies,
    q: query.q,
    states: query.state,
    field: query.field,
    channel: query.channel,
    procedureCode: query.procedure,
    receivedFrom: query.from,
    receivedTo: query.to,
    holderPersonId: query.mine === undefined ? query.holder : who.personId,
    due: query.due === undefined ? undefined : query.due === "late" ? { kind: "late", now } : { kind: "soon", now, until: soon },
    sort: query.sort,
    after: at === undefined || id === undefined ? undefined : { at, id: Number(id) },
    limit: query.limit,
  };
}

/** Where the next page begins. */
export const cursorAfter = (last: DossierSummary, sort: DossierFilter["sort"]): string =>
  `${((sort === "due" ? last.dueAt : last.receivedAt) ?? last.receivedAt).toISOString()}_${last.id}`;

/** The query string of a list, with some parts changed; without `after` unless it is given. */
export function listHref(
  path: string,
  query: ListQuery,
  change: Partial<Record<keyof ListQuery, string | undefined>> = {},
): string {
  const parts = new URLSearchParams();
  const given: Record<string, unknown> = { ...query, after: undefined, ...change };
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || (key === "sort" && value === "received") || (key === "limit" && value === 25)) continue;
    for (const item of Array.isArray(value) ? value : [value]) parts.append(key, String(item));
  }
  const text = parts.toString();
  return text === "" ? path : `${path}?${text}`;
}
