import type { ProcedureSummary } from "../procedure.ts";
import { type Features, type Frequencies, coreOf, featuresOf, withoutPrefix } from "./features.rules.ts";
import type { Candidate } from "./find.store.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Question } from "./question.rules.ts";
import { FEATURES } from "./feature-names.rules.ts";
import type { SearchWeights } from "./weights.ts";
import { wordsOf } from "./words.rules.ts";

export interface Match {
  readonly procedure: ProcedureSummary;
  /** The sum of the weighed features, about 0 to 5. */
  readonly score: number;
  readonly why: Why;
}

/** Why a procedure was found. */
export interface Why {
  readonly code: boolean;
  /** Words of the question that stand in the name, as the name spells them; those that stand side by side together. */
  readonly words: readonly string[];
  /** What was said and what the law calls it, where the name has that. */
  readonly understood: readonly { readonly said: string; readonly meant: string }[];
}

/** A candidate in its place, before anyone asks why. */
export interface Ranked {
  readonly procedure: ProcedureSummary;
  readonly score: number;
}

interface Name {
  readonly text: string;
  readonly plain: string;
}

const nameWords = (name: string): readonly Name[] => {
  const spelled = withoutPrefix(name);
  return spelled.split(/\s+/u).flatMap((text) => wordsOf(text).map((word) => ({ text: clean(text), plain: word.plain })));
};
const clean = (text: string): string => text.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

/** Orders what shares the terms of a question by what bench/learn-search.ts learnt to weigh. */
export function rankMatches(
  question: Question,
  candidates: readonly Candidate[],
  knowledge: Knowledge,
  frequencies: Frequencies,
  weights: SearchWeights["rank"],
): readonly Ranked[] {
  return inOrder(
    featuresOf(question, candidates, knowledge, frequencies).map((features, index) => ({
      procedure: (candidates[index] as Candidate).procedure,
      score: scoreOf(features, weights),
    })),
  );
}

/** A name that thirty provinces have announced each for itself would fill the page: two stand at their place, the others behind. */
const MOST_SAME = 2;

/** A name as it is compared with others: one that only ends in another stop is the same. */
const plainName = (name: string): string =>
  withoutPrefix(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+$/u, "");

/** The best first. */
export function inOrder(scored: readonly Ranked[]): readonly Ranked[] {
  const ordered = scored.toSorted((a, b) => b.score - a.score || (a.procedure.code < b.procedure.code ? -1 : 1));
  const seen = new Map<string, number>();
  const late: Ranked[] = [];
  const early = ordered.filter((one) => {
    const name = plainName(coreOf(one.procedure.name));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    if (times > MOST_SAME) late.push(one);
    return times <= MOST_SAME;
  });
  return [...early, ...late];
}

const scoreOf = (features: Features, weights: SearchWeights["rank"]): number =>
  FEATURES.reduce((sum, name) => sum + weights[name] * features[name], 0);

/** Says of each why it stands there. */
export const explain = (question: Question, ranked: readonly Ranked[]): readonly Match[] =>
  ranked.map((one) => ({ ...one, why: whyOf(question, nameWords(one.procedure.name)) }));

/** How much of what was meant a name has to say for it to be named as what the question meant. */
const MOST_OF_IT = 0.7;

function whyOf(question: Question, name: readonly Name[]): Why {
  const plain = new Set(name.map((word) => word.plain));
  const asked = new Set(question.asked.map((word) => word.plain));
  const words = saidInName(name, asked);
  const understoodWhere = (fits: (share: number) => boolean) =>
    question.understood
      .filter((one) => fits(one.words.filter((word) => plain.has(word.plain)).length / Math.max(1, one.words.length)))
      .map(({ said, meant }) => ({ said, meant }));
  const understood = understoodWhere((share) => share >= MOST_OF_IT);
  // Where nothing that was said stands in the name, what it was taken for is the reason, however little of it the name has.
  const near = words.length === 0 && understood.length === 0 ? understoodWhere((share) => share > 0) : [];
  return { code: false, words, understood: [...understood, ...near] };
}

/** The words of a name that were asked for, as many as stand side by side together; no word twice. */
function saidInName(name: readonly Name[], asked: ReadonlySet<string>): readonly string[] {
  const said = new Set<string>();
  const runs: string[][] = [[]];
  for (const { text, plain } of name) {
    if (!asked.has(plain) || said.has(plain)) {
      runs.push([]);
      continue;
    }
    said.add(plain);
    runs.at(-1)?.push(text);
  }
  return runs.filter((run) => run.length > 0).map((run) => [...new Set(run)].join(" "));
}

/** How far what was found may be relied on: an answer, one that may be wrong and is shown as such, or none at all. */
export type Trust = "sure" | "doubtful" | "none";

/**
 * What speaks of no procedure scores low on every feature. An empty page helps nobody, so a weak match is shown as doubtful;
 * words of everyday life that no procedure is about ask for a strong one.
 */
export function trustIn(question: Question, best: Ranked | undefined, weights: SearchWeights["decide"]): Trust {
  if (best === undefined || best.score < (question.isOutOfScope ? weights.despite : weights.least)) return "none";
  return question.isOutOfScope || best.score < weights.sure ? "doubtful" : "sure";
}

/** Whoever tells more has said enough to be answered. */
const MOST_TELLING = 5;
/** So few words are the name of a thing with which much may be done. */
const BARE = 2;
/** Two names that come close are an answer and the next one; three or more are a choice that was left open. */
const LEAST_OPEN = 3;
const MOST_ASKED = 8;

/**
 * The best matches between which a short question cannot tell: each name close to the best has every word of it. Whoever asks
 * for a fee or for papers knows which procedure, and a name of which nothing is left unsaid is the one that was meant. What
 * bears the same name before its first bracket, as thirty provinces announce it, is one of them.
 */
export function openMatches(
  question: Question,
  matches: readonly Ranked[],
  { generic }: Knowledge,
  weights: SearchWeights["decide"],
): readonly Ranked[] {
  const [best] = matches;
  const said = new Set(question.asked.map((word) => word.plain));
  const telling = [...said].filter((word) => !generic.has(word));
  if (best === undefined || question.isOfDetail || telling.length > MOST_TELLING) return [];
  const left = wordsOf(coreOf(best.procedure.name)).filter((word) => !said.has(word.plain));
  if (telling.length > BARE ? left.every((word) => generic.has(word.plain)) : left.length === 0) return [];
  const names = new Set<string>();
  const open = matches.filter(({ procedure, score }) => {
    const name = plainName(coreOf(procedure.name));
    if (score < best.score - weights.near || names.has(name)) return false;
    const words = new Set(wordsOf(procedure.name).map((word) => word.plain));
    const hasAll = telling.every((word) => words.has(word));
    if (hasAll) names.add(name);
    return hasAll;
  });
  return open.length < LEAST_OPEN ? [] : open.slice(0, MOST_ASKED);
}
