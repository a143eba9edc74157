// Learns what the search weighs (question and rank in db/reference/search/weights.json). Grouped cross-validation: questions with the same
// answer are in the same fold, and for each of five folds the weights learnt on the other four are measured on it. All questions of our own are
// learnt from: those that once only judged have been looked at. Each question is learnt from twice, with the sayings and without any: the sayings were written with these
// questions before the eyes, and what nobody wrote down is asked as often. `--write` keeps what is learnt on all the others; `--misses` prints what those still miss.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CitizenQuery,
  type Half,
  hitsOf,
  inWords,
  missingData,
  readOwnQueries,
  readQueries,
} from "./support/citizen-queries.ts";
import { learnWeights, type List } from "./support/listwise.ts";
import { indexInMemory, readLiveCatalogue } from "./support/memory-search.ts";
import { type Feature, FEATURES } from "../src/areas/procedures/search/feature-names.rules.ts";
import { featuresOf } from "../src/areas/procedures/search/features.rules.ts";
import { type Understood, understand } from "../src/areas/procedures/search/find-procedures.ts";
import type { Candidate } from "../src/areas/procedures/search/find.store.ts";
import { type Knowledge, searchKnowledge } from "../src/areas/procedures/search/knowledge.ts";
import { inOrder, type Ranked } from "../src/areas/procedures/search/rank.rules.ts";
import { type SearchWeights, searchWeights } from "../src/areas/procedures/search/weights.ts";

const FOLDS = 5;
const WEIGHTS = join(import.meta.dirname, "../db/reference/search/weights.json");
/** Tried one after the other, each kept only where it gains more than the luck of one question. */
const QUESTION_STEPS: readonly (readonly [keyof SearchWeights["question"], readonly number[]])[] = [
  ["added", [0.4, 0.6, 0.8, 1]],
  ["pair", [0.6, 0.8, 1.1]],
  ["marked", [0.3, 0.5, 0.8]],
  ["markedPair", [0.3, 0.5, 0.8]],
  ["other", [0.3, 0.6, 1]],
  ["typed", [0.8, 1]],
];
const LEAST_GAIN = 0.004;

const missing = missingData();
if (missing.length > 0) {
  console.log(`learn-search: skipped, there is no ${missing.join(", ")}`);
  process.exit(0);
}

type Asked = CitizenQuery & { readonly set: "dev" | Half; readonly fold: number };
type AskedList = List & { readonly understood: Understood };
type Weights = Record<Feature, number>;

const live = readLiveCatalogue();
const index = indexInMemory(live, searchWeights().document);
const setOf = (set: Asked["set"], queries: readonly CitizenQuery[]): readonly Asked[] =>
  queries.filter((query) => query.behaviour !== "out_of_scope").map((query) => ({ ...query, set, fold: foldOf(query) }));
/** All have been looked at; what is to judge is drawn anew. */
const KNOWN = ["dev", "tune", "learn", "teach", "judge", "last", "fresh", "unseen"] as const;
const known = KNOWN.flatMap((set) => setOf(set, set === "dev" ? readQueries() : readOwnQueries(set)));
const listsKnown = new Map<string, ReadonlyMap<string, AskedList>>();

const begun = process.cpuUsage().user;
const knowledge = searchKnowledge();
const question = await bestQuestion();
const lists = await listsOf(question, knowledge);
const unspoken = await listsOf(question, { ...knowledge, sayings: [] });
say("weights as they are", () => searchWeights().rank);
const folds = Array.from({ length: FOLDS }, (_, fold) => learn(known.filter((query) => query.fold !== fold)));
say("held out by folds", (query) => folds[query.fold] as Weights);
say("the same, no saying", (query) => folds[query.fold] as Weights, unspoken);
const kept = learn(known);
say("learnt on all", () => kept);
say("the same, no saying", () => kept, unspoken);
console.log(JSON.stringify(kept));
console.log(`${((process.cpuUsage().user - begun) / 1e6).toFixed(0)} s of processor time`);
if (process.argv.includes("--misses")) printMisses();
if (process.argv.includes("--write")) {
  const all = JSON.parse(readFileSync(WEIGHTS, "utf8")) as SearchWeights;
  writeFileSync(WEIGHTS, `${JSON.stringify({ ...all, question, rank: kept }, undefined, 2)}\n`);
  console.log("written");
}

function foldOf(query: CitizenQuery): number {
  const key = [...query.gold].toSorted()[0] ?? query.id;
  return [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7) % FOLDS;
}

/** The candidates of each question as features, and which of them answer it. */
async function listsOf(weights: SearchWeights["question"], from: Knowledge): Promise<ReadonlyMap<string, AskedList>> {
  const key = JSON.stringify([weights, from.sayings.length]);
  const done = listsKnown.get(key);
  if (done !== undefined) return done;
  const made = new Map<string, AskedList>();
  for (const { id, query, gold } of known) {
    const understood = await understand(index, query, from, weights);
    const features = featuresOf(understood.question, understood.candidates.found, from, understood.known);
    const rows = features.map((one) => Float64Array.from(FEATURES.map((name) => one[name])));
    const right = understood.candidates.found.map(({ procedure }) => gold.has(procedure.code));
    made.set(id, { rows, right, understood });
  }
  listsKnown.set(key, made);
  return made;
}

/** The weights of the question that leave most to the ranking, as the known questions judge by folds. */
async function bestQuestion(): Promise<SearchWeights["question"]> {
  let best = searchWeights().question;
  if (!process.argv.includes("--question")) return best;
  let value = worth(await listsOf(best, knowledge));
  for (const [name, values] of QUESTION_STEPS) {
    for (const one of values) {
      const tried = { ...best, [name]: one };
      const gained = worth(await listsOf(tried, knowledge));
      if (gained > value + LEAST_GAIN) [best, value] = [tried, gained];
    }
  }
  console.log(JSON.stringify(best));
  return best;
}

function worth(from: ReadonlyMap<string, AskedList>): number {
  const learnt = Array.from({ length: FOLDS }, (_, fold) =>
    learn(
      known.filter((query) => query.fold !== fold),
      [from],
    ),
  );
  const { first, five } = hitsOf(known.map((query) => rankOf(query, learnt[query.fold] as Weights, from)));
  return first + five;
}

function learn(of: readonly Asked[], from: readonly ReadonlyMap<string, AskedList>[] = [lists, unspoken]): Weights {
  const learnt = learnWeights(
    from.flatMap((made) => of.map((query) => made.get(query.id) as AskedList)),
    FEATURES.length,
  );
  const [scale = 1] = learnt;
  return Object.fromEntries(FEATURES.map((name, at) => [name, Math.round(((learnt[at] ?? 0) / scale) * 1000) / 1000])) as Weights;
}

function rankOf(query: Asked, weights: Weights, from: ReadonlyMap<string, AskedList> = lists): number {
  const ranked = rankedOf(query, weights, from);
  return ranked.findIndex(({ procedure }) => query.gold.has(procedure.code));
}

function rankedOf(query: Asked, weights: Weights, from: ReadonlyMap<string, AskedList>): readonly Ranked[] {
  const { rows, understood } = from.get(query.id) as AskedList;
  const scored = rows.map((row, at) => ({
    procedure: (understood.candidates.found[at] as Candidate).procedure,
    score: row.reduce((sum, value, place) => sum + value * weights[FEATURES[place] as Feature], 0),
  }));
  return inOrder(scored);
}

function say(what: string, weightsOf: (query: Asked) => Weights, from = lists): void {
  for (const set of KNOWN) {
    const of = known.filter((query) => query.set === set);
    console.log(`${`${what}, ${set}`.padEnd(32)} ${inWords(hitsOf(of.map((query) => rankOf(query, weightsOf(query), from))))}`);
  }
}

function printMisses(): void {
  for (const query of known) {
    const rank = rankOf(query, kept);
    if (rank === 0) continue;
    const { rows, understood } = lists.get(query.id) as AskedList;
    const meant = understood.question.understood.map((one) => `${one.said} → ${one.meant}`).join(" / ");
    console.log(`${query.set} ${rank} ${query.origin} | ${query.query} ${understood.corrected ?? ""} {${meant.slice(0, 160)}}`);
    const order = rankedOf(query, kept, lists);
    for (const one of [order[0], ...(rank > 0 ? [order[rank]] : [])]) {
      const at = understood.candidates.found.findIndex(({ procedure }) => procedure === one?.procedure);
      const { procedure } = one ?? {};
      const values = FEATURES.map((name, place) => `${name} ${(rows[at]?.[place] ?? 0).toFixed(2)}`).filter(
        (value) => !value.endsWith("0.00"),
      );
      console.log(`     ${procedure?.code} ${procedure?.name.slice(0, 110)} | ${procedure?.field} | ${values.join(", ")}`);
    }
    if (rank < 0) console.log(`     missing ${live.find((one) => query.gold.has(one.code))?.name.slice(0, 110)}`);
  }
}
