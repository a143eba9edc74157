// Learns the weights of the search by cross-validation: for each of five folds the weights that do best on the other four are measured on
// it, so that the figures say what questions nobody tuned for would get. `--write` keeps the weights that do best on all.
// The sayings (db/reference/search) are written by people who saw the questions; what they gain here is therefore an upper bound.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE, type CitizenQuery, DETAILS, hitsOf, inWords, missingData, readQueries } from "./support/citizen-queries.ts";
import { readPortalCatalogue } from "../src/areas/procedures/import/read-portal-catalogue.ts";
import type { ProcedureEntry, ProcedureSummary } from "../src/areas/procedures/procedure.ts";
import { impactsOf } from "../src/areas/procedures/search/document.rules.ts";
import type { Candidate } from "../src/areas/procedures/search/find.store.ts";
import { searchKnowledge } from "../src/areas/procedures/search/knowledge.ts";
import { type Question, readQuestion } from "../src/areas/procedures/search/question.rules.ts";
import { rankMatches } from "../src/areas/procedures/search/rank.rules.ts";
import { type SearchWeights, searchWeights } from "../src/areas/procedures/search/weights.ts";

const FOLDS = 5;
/** As many as the database hands to the ranking. */
const CANDIDATES = 100;
const COMMON = 0.15;
const WEIGHTS = join(import.meta.dirname, "../db/reference/search/weights.json");

type Tuned = Pick<SearchWeights, "question" | "rank">;
type Index = ReadonlyMap<string, readonly (readonly [number, number])[]>;

const missing = missingData();
if (missing.length > 0) {
  console.log(`learn-search: skipped, there is no ${missing.join(", ")}`);
  process.exit(0);
}

const { entries } = readPortalCatalogue(readFileSync(CATALOGUE), readFileSync(DETAILS));
const live = entries.filter((entry) => entry.withdrawn !== true);
const index = buildIndex(live, searchWeights().document);
const queries = readQueries().filter((query) => query.behaviour !== "out_of_scope");
const foldOf = (query: CitizenQuery): number =>
  [...query.id].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) % FOLDS;

const held: number[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const best = learn(queries.filter((query) => foldOf(query) !== fold));
  const ranks = ranksOf(
    queries.filter((query) => foldOf(query) === fold),
    best,
  );
  held.push(...ranks);
  console.log(`fold ${fold + 1}: ${inWords(hitsOf(ranks))}   ${JSON.stringify({ ...best.question, ...best.rank })}`);
}
console.log(`held out, all folds: ${inWords(hitsOf(held))}`);
if (process.argv.includes("--write")) {
  const best = learn(queries);
  writeFileSync(WEIGHTS, `${JSON.stringify({ ...searchWeights(), ...best }, undefined, 2)}\n`);
  console.log(`on all: ${inWords(hitsOf(ranksOf(queries, best)))}; written`);
}

function buildIndex(procedures: readonly ProcedureEntry[], weights: SearchWeights["document"]): Index {
  const terms = new Map<string, (readonly [number, number])[]>();
  const add = (term: string, at: number, impact: number): void => {
    const postings = terms.get(term);
    if (postings === undefined) terms.set(term, [[at, impact]]);
    else postings.push([at, impact]);
  };
  for (const [at, procedure] of procedures.entries()) {
    for (const [term, impact] of impactsOf(procedure, weights)) add(term, at, impact);
  }
  return terms;
}

/** One weight after the other, each to the value of its list that does best, until nothing gets better. */
function learn(known: readonly CitizenQuery[]): Tuned {
  let best: Tuned = { question: searchWeights().question, rank: searchWeights().rank };
  let value = worth(known, best);
  const steps: readonly [keyof Tuned, string, readonly number[]][] = [
    ["rank", "name", [0.15, 0.25, 0.35]],
    ["rank", "asked", [0, 0.1, 0.2]],
    ["rank", "commune", [0, 0.03, 0.06]],
    ["question", "pair", [0.5, 0.8, 1.1]],
    ["question", "marked", [0.3, 0.5, 0.8]],
    ["question", "added", [0.6, 0.8, 1]],
  ];
  for (const [part, name, values] of steps) {
    for (const one of values) {
      const tried = { ...best, [part]: { ...best[part], [name]: one } };
      const gained = worth(known, tried);
      if (gained > value) [best, value] = [tried, gained];
    }
  }
  return best;
}

function worth(known: readonly CitizenQuery[], weights: Tuned): number {
  const { first, five, reciprocal } = hitsOf(ranksOf(known, weights));
  return first + five + reciprocal;
}

function ranksOf(known: readonly CitizenQuery[], weights: Tuned): number[] {
  return known.map(({ query, gold }) => {
    const question = readQuestion(query, searchKnowledge(), weights.question);
    return rankMatches(question, candidatesOf(question), weights.rank).findIndex((match) => gold.has(match.procedure.code));
  });
}

/** What find.store.ts does in SQL. */
function candidatesOf(question: Question): readonly Candidate[] {
  const scores = new Map<number, number>();
  for (const { term, weight } of question.terms) {
    const postings = index.get(term) ?? [];
    if (postings.length > COMMON * live.length) continue;
    const rarity = Math.log(1 + (live.length - postings.length + 0.5) / (postings.length + 0.5));
    for (const [at, impact] of postings) scores.set(at, (scores.get(at) ?? 0) + weight * rarity * impact);
  }
  return [...scores]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, CANDIDATES)
    .map(([at, score]) => ({ procedure: live[at] as unknown as ProcedureSummary, score }));
}
