// Learns the few weights of the search (question and rank in db/reference/search/weights.json) by cross-validation: for each of five folds
// the weights that do best on the other four are measured on it. That says what learning the weights gives on questions that it did not see.
// The sayings were written by people who knew the questions: the figure without any sayings is printed beside it, and truth lies between.
// `--write` keeps the weights that do best on all.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE, type CitizenQuery, DETAILS, hitsOf, inWords, missingData, readQueries } from "./support/citizen-queries.ts";
import { readPortalCatalogue } from "../src/areas/procedures/import/read-portal-catalogue.ts";
import type { ProcedureEntry, ProcedureSummary } from "../src/areas/procedures/procedure.ts";
import { impactsOf } from "../src/areas/procedures/search/document.rules.ts";
import type { Candidate } from "../src/areas/procedures/search/find.store.ts";
import { type Knowledge, searchKnowledge } from "../src/areas/procedures/search/knowledge.ts";
import { type Question, readQuestion } from "../src/areas/procedures/search/question.rules.ts";
import { rankMatches } from "../src/areas/procedures/search/rank.rules.ts";
import { type SearchWeights, searchWeights } from "../src/areas/procedures/search/weights.ts";

const FOLDS = 5;
/** As many as the database hands to the ranking. */
const CANDIDATES = 100;
const COMMON = 0.15;
/** A weight moves only for more than the luck of one question. */
const LEAST_GAIN = 0.004;
const WEIGHTS = join(import.meta.dirname, "../db/reference/search/weights.json");

type Tuned = Pick<SearchWeights, "question" | "rank">;
type Index = ReadonlyMap<string, { readonly at: Int32Array; readonly impact: Float32Array }>;

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
  [...query.id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7) % FOLDS;
const isIn = (fold: number) => queries.map((query) => foldOf(query) === fold);
const everyone = queries.map(() => true);
const unspoken: Knowledge = { ...searchKnowledge(), sayings: [] };
const scores = new Float64Array(live.length);
const ranksKnown = new Map<string, readonly number[]>();

const begun = process.cpuUsage().user;
const current: Tuned = { question: searchWeights().question, rank: searchWeights().rank };
console.log(`weights as they are, all questions:   ${inWords(hitsOf(ranksOf(current, searchKnowledge())))}`);
console.log(`the same without any saying:          ${inWords(hitsOf(ranksOf(current, unspoken)))}`);
const held: number[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const inFold = isIn(fold);
  const best = learn(inFold.map((is) => !is));
  const ranks = ranksOf(best, searchKnowledge()).filter((_, at) => inFold[at] === true);
  held.push(...ranks);
  console.log(`fold ${fold + 1}: ${inWords(hitsOf(ranks))}   ${JSON.stringify({ ...best.question, ...best.rank })}`);
}
console.log(`held out, all folds:                  ${inWords(hitsOf(held))}`);
const kept = learn(everyone);
console.log(
  `learnt on all:                        ${inWords(hitsOf(ranksOf(kept, searchKnowledge())))}   ${JSON.stringify(kept)}`,
);
console.log(`${((process.cpuUsage().user - begun) / 1e6).toFixed(0)} s of processor time`);
if (process.argv.includes("--write")) {
  writeFileSync(WEIGHTS, `${JSON.stringify({ ...searchWeights(), ...kept }, undefined, 2)}\n`);
  console.log("written");
}

function buildIndex(procedures: readonly ProcedureEntry[], weights: SearchWeights["document"]): Index {
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

/** One weight after the other, each to the value of its list that does best, twice round. */
function learn(known: readonly boolean[]): Tuned {
  let best = current;
  let value = worth(known, best);
  const steps: readonly [keyof Tuned, string, readonly number[]][] = [
    ["rank", "name", [0.15, 0.25, 0.35, 0.5]],
    ["rank", "asked", [0, 0.1, 0.2, 0.3]],
    ["rank", "commune", [0, 0.03, 0.06, 0.1]],
    ["question", "pair", [0.5, 0.8, 1.1]],
    ["question", "marked", [0.3, 0.5, 0.8]],
    ["question", "markedPair", [0.3, 0.5, 0.8]],
    ["question", "added", [0.6, 0.8, 1, 1.3]],
    ["question", "typed", [0.6, 0.8, 1]],
  ];
  for (const [part, name, values] of [...steps, ...steps]) {
    for (const one of values) {
      const tried = { ...best, [part]: { ...best[part], [name]: one } };
      const gained = worth(known, tried);
      if (gained > value + LEAST_GAIN) [best, value] = [tried, gained];
    }
  }
  return best;
}

function worth(known: readonly boolean[], weights: Tuned): number {
  const { first, five, reciprocal } = hitsOf(ranksOf(weights, searchKnowledge()).filter((_, at) => known[at] === true));
  return first + five + reciprocal;
}

/** Where the right answer to each question stands; worked out once for each set of weights, since the folds try the same ones. */
function ranksOf(weights: Tuned, knowledge: Knowledge): readonly number[] {
  const key = JSON.stringify([weights, knowledge.sayings.length]);
  let ranks = ranksKnown.get(key);
  if (ranks === undefined) {
    ranks = queries.map(({ query, gold }) => {
      const question = readQuestion(query, knowledge, weights.question);
      return rankMatches(question, candidatesOf(question), weights.rank).findIndex((match) => gold.has(match.procedure.code));
    });
    ranksKnown.set(key, ranks);
  }
  return ranks;
}

/** What find.store.ts does in SQL. */
function candidatesOf(question: Question): readonly Candidate[] {
  const touched: number[] = [];
  for (const { term, weight } of question.terms) {
    const list = index.get(term);
    if (list === undefined || list.at.length > COMMON * live.length) continue;
    const factor = weight * Math.log(1 + (live.length - list.at.length + 0.5) / (list.at.length + 0.5));
    for (const [place, at] of list.at.entries()) {
      if (scores[at] === 0) touched.push(at);
      scores[at] = (scores[at] ?? 0) + factor * (list.impact[place] ?? 0);
    }
  }
  const found = touched
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, CANDIDATES)
    .map((at) => ({ procedure: live[at] as unknown as ProcedureSummary, score: scores[at] ?? 0 }));
  for (const at of touched) scores[at] = 0;
  return found;
}
