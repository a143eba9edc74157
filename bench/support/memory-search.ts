// The index of the search in memory, made by the same rules as the one in the database: for learning, which asks thousands of times.
import { readFileSync } from "node:fs";
import { CATALOGUE, DETAILS } from "./citizen-queries.ts";
import { readPortalCatalogue } from "../../src/areas/procedures/import/read-portal-catalogue.ts";
import type { ProcedureEntry, ProcedureSummary } from "../../src/areas/procedures/procedure.ts";
import { authorityOf, impactsOf } from "../../src/areas/procedures/search/document.rules.ts";
import type { SearchIndex } from "../../src/areas/procedures/search/find-procedures.ts";
import type { Candidates } from "../../src/areas/procedures/search/find.store.ts";
import type { QuestionTerm } from "../../src/areas/procedures/search/question.rules.ts";
import type { SearchWeights } from "../../src/areas/procedures/search/weights.ts";

/** As many as the database hands to the ranking, and the same bounds. */
const CANDIDATES = 100;
const COMMON = 0.15;
const MOST_TERMS = 40;

type Lists = ReadonlyMap<string, { readonly at: Int32Array; readonly impact: Float32Array }>;

export function readLiveCatalogue(): readonly ProcedureEntry[] {
  const { entries } = readPortalCatalogue(readFileSync(CATALOGUE), readFileSync(DETAILS));
  return entries.filter((entry) => entry.withdrawn !== true);
}

export function indexInMemory(live: readonly ProcedureEntry[], weights: SearchWeights["document"]): SearchIndex {
  const lists = listsOf(live, weights);
  const scores = new Float64Array(live.length);
  return {
    score: (terms) => Promise.resolve(candidatesOf(live, lists, scores, terms)),
    known: (terms) =>
      Promise.resolve(
        new Map(
          terms.flatMap((term) => {
            const list = lists.get(term);
            return list === undefined ? [] : [[term, list.at.length] as const];
          }),
        ),
      ),
  };
}

function listsOf(procedures: readonly ProcedureEntry[], weights: SearchWeights["document"]): Lists {
  const lists = new Map<string, [number[], number[]]>();
  for (const [at, procedure] of procedures.entries()) {
    for (const [term, impact] of impactsOf(procedure, weights)) {
      let list = lists.get(term);
      if (list === undefined) lists.set(term, (list = [[], []]));
      list[0].push(at);
      list[1].push(impact);
    }
  }
  return new Map(
    [...lists].map(([term, [at, impact]]) => [term, { at: Int32Array.from(at), impact: Float32Array.from(impact) }]),
  );
}

/** What find.store.ts does in SQL. */
function candidatesOf(
  live: readonly ProcedureEntry[],
  lists: Lists,
  scores: Float64Array,
  terms: readonly QuestionTerm[],
): Candidates {
  const touched: number[] = [];
  const telling = terms
    .flatMap(({ term, weight }) => {
      const list = lists.get(term);
      if (list === undefined || list.at.length > COMMON * live.length) return [];
      return [{ list, factor: weight * Math.log(1 + (live.length - list.at.length + 0.5) / (list.at.length + 0.5)) }];
    })
    .toSorted((a, b) => b.factor - a.factor)
    .slice(0, MOST_TERMS);
  for (const { list, factor } of telling) {
    for (const [place, at] of list.at.entries()) {
      if (scores[at] === 0) touched.push(at);
      scores[at] = (scores[at] ?? 0) + factor * (list.impact[place] ?? 0);
    }
  }
  const found = touched
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, CANDIDATES)
    .map((at) => candidateOf(live[at] as ProcedureEntry, scores[at] ?? 0));
  for (const at of touched) scores[at] = 0;
  return { found, total: touched.length };
}

const candidateOf = (entry: ProcedureEntry, score: number) => ({
  procedure: entry as unknown as ProcedureSummary,
  score,
  authority: authorityOf(entry),
  isForCitizens: entry.audiences.includes("citizen"),
});
