import type { Tx } from "#platform/db/tx.ts";
import { type AskBack, askBackOn } from "./ask-back.rules.ts";
import {
  type Candidates,
  findByCode,
  knownTerms,
  listProcedures,
  MOST_RESULTS,
  type ProcedureFilter,
  scoreProcedures,
} from "./find.store.ts";
import { type Knowledge, searchKnowledge } from "./knowledge.ts";
import { codeIn, type Question, type QuestionTerm, readQuestion } from "./question.rules.ts";
import { explain, type Match, openMatches, rankMatches, trustIn } from "./rank.rules.ts";
import { bestOf, lookupsFor, nearWords } from "./spelling.rules.ts";
import { searchWeights } from "./weights.ts";

export interface FoundProcedures {
  /** A page of what was found, the best first. */
  readonly matches: readonly Match[];
  /** How many there are in all, beyond this page. */
  readonly total: number;
  /** Questions that tell the best ones apart, where several fit about equally. */
  readonly askBack: readonly AskBack[];
  /** What was searched instead, where words were misspelled. */
  readonly corrected: string | undefined;
  /** False where something was asked and nothing fits; the matches are then only the nearest there are. */
  readonly fits: boolean;
  /** True where what fits best may well be something else: whoever shows it says so. */
  readonly isDoubtful: boolean;
}

const PLAIN_WHY = { code: false, words: [], understood: [] } as const;
const MOST_CORRECTIONS = 3;

/**
 * Procedures in force on a day (yyyy-MM-dd) that answer a question in anyone's words, or the catalogue by code where
 * nothing is asked. Never refuses: whatever cannot be read finds nothing.
 */
export async function findProcedures(tx: Tx, filter: ProcedureFilter, on: string): Promise<FoundProcedures> {
  const q = filter.q?.trim() ?? "";
  if (q === "") return plainly(await listProcedures(tx, filter, on));
  const code = codeIn(q);
  if (code !== undefined) return byCode(await findByCode(tx, code, filter, on), filter);
  const understood = await understand(
    { score: (terms) => scoreProcedures(tx, terms, filter, on), known: (terms) => knownTerms(tx, terms) },
    q,
  );
  return ranked(understood, filter);
}

/** What a question is looked up in: the database, or what a bench holds in memory. */
export interface SearchIndex {
  readonly score: (terms: readonly QuestionTerm[]) => Promise<Candidates>;
  readonly known: (terms: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

export interface Understood {
  readonly question: Question;
  readonly candidates: Candidates;
  /** How many procedures have each word of it. */
  readonly known: ReadonlyMap<string, number>;
  /** What was searched instead, where words were misspelled. */
  readonly corrected: string | undefined;
}

/** Reads a question, puts its spelling right by the words of the catalogue, and fetches what shares words with it. */
export async function understand(
  index: SearchIndex,
  q: string,
  knowledge = searchKnowledge(),
  weights = searchWeights().question,
): Promise<Understood> {
  const question = readQuestion(q, knowledge, weights);
  if (question.terms.length === 0)
    return { question, candidates: { found: [], total: 0 }, known: new Map(), corrected: undefined };
  const [candidates, known] = await Promise.all([
    index.score(question.terms),
    index.known(question.asked.map((word) => word.plain)),
  ]);
  const corrected = question.isOutOfScope ? undefined : await correct(index, question, known, knowledge);
  if (corrected === undefined) return { question, candidates, known, corrected };
  const again = readQuestion(corrected, knowledge, weights);
  const [found, frequencies] = await Promise.all([index.score(again.terms), index.known(again.asked.map((word) => word.plain))]);
  return { question: again, candidates: found, known: frequencies, corrected };
}

/** The summaries alone, for whoever only chooses one. */
export const searchProcedures = async (tx: Tx, filter: ProcedureFilter, on: string) =>
  (await findProcedures(tx, filter, on)).matches.map((match) => match.procedure);

function ranked({ question, candidates, known, corrected }: Understood, filter: ProcedureFilter): FoundProcedures {
  const weights = searchWeights().decide;
  const matches = rankMatches(question, candidates.found, searchKnowledge(), known, searchWeights().rank);
  const trust = trustIn(question, matches[0], weights);
  if (trust === "none") return { ...nothing(corrected), matches: explain(question, matches.slice(0, filter.limit)) };
  return {
    matches: explain(question, pageOf(matches, filter)),
    total: Math.min(candidates.total, MOST_RESULTS),
    askBack: trust === "sure" ? askBackOn(openMatches(question, matches, searchKnowledge(), weights)) : [],
    corrected,
    fits: true,
    isDoubtful: trust === "doubtful",
  };
}

const pageOf = <T>(all: readonly T[], { offset = 0, limit }: ProcedureFilter): readonly T[] => all.slice(offset, offset + limit);

const plainly = (candidates: Candidates): FoundProcedures => ({
  matches: candidates.found.map(({ procedure, score }) => ({ procedure, score, why: PLAIN_WHY })),
  total: candidates.total,
  askBack: [],
  corrected: undefined,
  fits: true,
  isDoubtful: false,
});

const byCode = (candidates: Candidates, filter: ProcedureFilter): FoundProcedures => ({
  matches: pageOf(candidates.found, filter).map(({ procedure, score }) => ({
    procedure,
    score,
    why: { ...PLAIN_WHY, code: true },
  })),
  total: Math.min(candidates.total, MOST_RESULTS),
  askBack: [],
  corrected: undefined,
  fits: candidates.total > 0,
  isDoubtful: false,
});

const nothing = (corrected: string | undefined): FoundProcedures => ({
  matches: [],
  total: 0,
  askBack: [],
  corrected,
  fits: false,
  isDoubtful: false,
});

/** The question with its misspelled words put right by the catalogue's own words; undefined where there is nothing to do. */
async function correct(
  index: SearchIndex,
  question: Question,
  known: ReadonlyMap<string, number>,
  knowledge: Knowledge,
): Promise<string | undefined> {
  const words = question.typed.map((word) => word.plain);
  const spoken = knowledge.words;
  const unknown = question.asked.map((word) => word.plain).filter((word) => !known.has(word) && !spoken.has(word));
  const wrong = [...new Set(unknown)].flatMap((word) => {
    const at = words.indexOf(word);
    const candidates = nearWords(word);
    return at < 0 || candidates.length === 0 ? [] : [{ at, candidates, before: words[at - 1], after: words[at + 1] }];
  });
  const tried = wrong.slice(0, MOST_CORRECTIONS);
  if (tried.length === 0) return undefined;
  const vocabulary = await index.known(tried.flatMap(({ candidates, before, after }) => lookupsFor(candidates, before, after)));
  const put = new Map(tried.map(({ at, candidates, before, after }) => [at, bestOf(candidates, before, after, vocabulary)]));
  if ([...put.values()].every((word) => word === undefined)) return undefined;
  return question.typed.map((word, at) => put.get(at) ?? word.text).join(" ");
}
