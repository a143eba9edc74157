import { type Definition, definitionSchema } from "../definition.ts";
import type { ProcedureEntry } from "../procedure.ts";
import type { Term } from "../term.ts";

export interface KnownDetails {
  readonly definition: Definition;
  readonly term: Term;
}

/**
 * A row without its detail record says nothing about papers, fees and steps: what an earlier import knew of them stays,
 * and the row's own columns are as it says now. The same row gives the same entry again, to the letter.
 */
export function keepDetails(row: ProcedureEntry, { definition: known, term }: KnownDetails): ProcedureEntry {
  const { portalId, kind, ministry, competentAuthority, agencies, applicants, announcingDecision, terms } = row.definition;
  const isUnknown = row.term.unit === "unknown";
  const definition = definitionSchema.parse({
    ...known,
    portalId,
    kind: known.kind ?? kind,
    ministry,
    competentAuthority,
    agencies,
    applicants,
    announcingDecision,
    terms: { ...terms, note: isUnknown ? known.terms.note : undefined },
  });
  return { ...row, definition, hasDetail: true, term: isUnknown && terms.stated === undefined ? term : row.term };
}
