import type { Procedure, ProcedureEntry } from "../procedure.ts";
import type { SearchWeights } from "./weights.ts";
import { type Word, wordsOf } from "./words.rules.ts";

export type Indexed = Pick<ProcedureEntry | Procedure, "name" | "field" | "audiences" | "definition" | "communeOffice">;

type DocumentWeights = SearchWeights["document"];

/** Kinds of terms: a plain syllable, a plain pair of neighbours, a syllable with its marks. */
export const termOf = {
  plain: (word: Word): string => word.plain,
  pair: (first: Word, second: Word): string => `${first.plain} ${second.plain}`,
  marked: (word: Word): string => `=${word.marked}`,
  markedPair: (first: Word, second: Word): string => `=${first.marked} ${second.marked}`,
};

/** Whose decision a procedure is; most are everyone's. */
export type Authority = "national" | "local" | "abroad" | "army";

const AUTHORITIES: readonly (readonly [RegExp, Authority])[] = [
  [/^(ubnd|u[ỷy] ban nhân dân|ủy ban nhân dân|sở|trung tâm) /iu, "local"],
  [/^bộ ngoại giao/iu, "abroad"],
  [/^bộ quốc phòng/iu, "army"],
];

export const authorityOf = ({ definition }: Pick<Indexed, "definition">): Authority =>
  AUTHORITIES.find(([ministry]) => ministry.test(definition.ministry ?? ""))?.[1] ?? "national";

/** The pivot of the length normalisation; a constant, so that one procedure can be indexed without counting the others. */
const USUAL_NAME = 20;
const MOST_PART_WORDS = 400;

/**
 * The terms of a procedure and the share of each in a BM25F score, without the rarity, which the question multiplies:
 * that depends on the whole catalogue.
 */
export function impactsOf(procedure: Indexed, weights: DocumentWeights): ReadonlyMap<string, number> {
  const frequency = new Map<string, number>();
  const { definition } = procedure;
  const name = wordsOf(procedure.name);
  add(frequency, name, weights.name, true);
  add(frequency, wordsOf(procedure.field), weights.field, true);
  add(frequency, wordsOf(definition.results.map((r) => r.name).join(" . "), MOST_PART_WORDS), weights.results, true);
  add(frequency, partWords(definition.components.map((c) => c.name)), weights.components, false);
  add(frequency, partWords(definition.applicants), weights.applicants, false);
  add(frequency, partWords(definition.agencies), weights.agencies, false);
  const length = 1 - weights.b + (weights.b * name.length) / USUAL_NAME;
  const impacts = new Map<string, number>();
  for (const [term, count] of frequency) impacts.set(term, (count * (weights.k1 + 1)) / (count + weights.k1 * length));
  return impacts;
}

const partWords = (texts: readonly string[]): readonly Word[] => {
  const seen = new Map<string, Word>();
  for (const word of wordsOf(texts.join(" . "), MOST_PART_WORDS)) seen.set(word.marked, word);
  return [...seen.values()];
};

function add(frequency: Map<string, number>, words: readonly Word[], weight: number, pairs: boolean): void {
  if (weight === 0) return;
  const count = (term: string) => frequency.set(term, (frequency.get(term) ?? 0) + weight);
  for (const [index, word] of words.entries()) {
    count(termOf.plain(word));
    if (!pairs) continue;
    count(termOf.marked(word));
    const next = words[index + 1];
    if (next === undefined) continue;
    count(termOf.pair(word, next));
    count(termOf.markedPair(word, next));
  }
}
