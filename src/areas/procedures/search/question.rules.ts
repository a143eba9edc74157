import { termOf } from "./document.rules.ts";
import type { Knowledge, Pairing } from "./knowledge.ts";
import type { SearchWeights } from "./weights.ts";
import { isWithin, ownersIn, type Phrase, positionOf, type Spoken, spokenOf } from "./phrases.rules.ts";
import { isMarked, type Word, wordsOf } from "./words.rules.ts";

type QuestionWeights = SearchWeights["question"];

export interface QuestionTerm {
  readonly term: string;
  readonly weight: number;
}

/** One meaning of what was said. */
export interface Understanding {
  readonly said: string;
  readonly meant: string;
  readonly words: readonly Word[];
  /** How far it is believed, 0 to 1. */
  readonly weight: number;
  /** How much of the question said it, and its words that did. */
  readonly share: number;
  readonly by: ReadonlySet<string>;
}

export interface Question {
  readonly typed: readonly Word[];
  /** The same with its abbreviations written out. */
  readonly whole: readonly Word[];
  /** What is left of it without the words around the question. */
  readonly asked: readonly Word[];
  readonly terms: readonly QuestionTerm[];
  /** What was understood: the words that were typed, and the words of the law that they led to. */
  readonly understood: readonly Understanding[];
  /** What it wants done, as far as it says so. */
  readonly actions: ReadonlySet<Pairing>;
  /** It has words of something that no procedure is about, and nothing of it was understood. */
  readonly isOutOfScope: boolean;
  /** It asks for a fee, for papers, for a place: of a procedure that it takes for known. */
  readonly isOfDetail: boolean;
  readonly marked: boolean;
}

/** A meaning of more words than these weighs no more than one of so many: what the law says at length is not meant more. */
const SHORT = 4;
/** Longer questions are cut: the words that matter come early, and each one costs. */
const MOST_WORDS = 48;
const CODE = /^\s*(\d\.\d{1,6}(?:\.[0-9A-Z.]*)?)\s*$/;

/** A code of a procedure, or its beginning, where that is all that was asked. */
export const codeIn = (text: string): string | undefined => CODE.exec(text)?.[1];

/** Reads a question: abbreviations written out, the words around it left out, what people say put beside what the law says. */
export function readQuestion(text: string, knowledge: Knowledge, weights: QuestionWeights): Question {
  const typed = wordsOf(text, MOST_WORDS);
  const marked = isMarked(typed);
  const whole = writeOut(typed, knowledge, marked);
  const spoken = spokenOf(whole, marked);
  const asked = leaveOut(spoken, knowledge);
  const terms = new Map<string, number>();
  const actions = ownersIn(whole, marked, knowledge.actions.said);
  const compounds = knowledge.compounds.filter((phrase) => positionOf(spoken, phrase) >= 0);
  const begun = ownersIn(whole, marked, knowledge.openings);
  const heard = knowledge.sayings.flatMap((saying) => {
    if (!begun.has(saying)) return [];
    const found = findSaying(spoken, saying.all, compounds);
    return found === undefined || saying.not.some((phrase) => positionOf(spoken, phrase) >= 0) ? [] : [{ ...found, saying }];
  });
  addWords(terms, asked, heard.length > 0 ? weights.typed : 1, weights, marked);
  const understood: Understanding[] = [];
  for (const { said, saying, places, phrases } of heard) {
    const isWithinAnother = heard.some((other) => other.places.size > places.size && isAmong(places, other.places));
    const by = new Set([...places].map((at) => whole[at]?.plain ?? ""));
    // "Bằng lái hết hạn" is a licence to be exchanged: what a saying itself names as done speaks for its meaning, whatever that does.
    const others = new Set([...actions].filter((action) => !phrases.some((phrase) => isSaidIn(phrase, action))));
    for (const instead of saying.instead) drop(terms, instead);
    for (const meaning of saying.means) {
      const factor = (isAnotherAction(others, meaning.actions) ? weights.other : 1) * (isWithinAnother ? weights.within : 1);
      const weight = meaning.weight * factor;
      const shortened = Math.sqrt(SHORT / Math.max(SHORT, meaning.words.length));
      addWords(terms, meaning.words, weights.added * weight * shortened, weights, true);
      understood.push({
        said,
        meant: meaning.text,
        words: meaning.words,
        weight,
        share: Math.min(1, places.size / asked.length),
        by,
      });
    }
  }
  const isOutOfScope = understood.length === 0 && knowledge.elsewhere.some((phrase) => positionOf(spoken, phrase) >= 0);
  return {
    typed,
    whole,
    asked,
    terms: [...terms].map(([term, weight]) => ({ term, weight })),
    understood,
    isOutOfScope,
    isOfDetail: knowledge.details.some((phrase) => positionOf(spoken, phrase) >= 0),
    actions,
    marked,
  };
}

/** "Mua nhà" inside "mua nhà ở xã hội" is heard with the rest of it. */
const isAmong = (places: ReadonlySet<number>, others: ReadonlySet<number>): boolean => [...places].every((at) => others.has(at));

/** What was said of a saying. Without marks a lone syllable may be any of several words ("dinh"), so it is not enough. */
function findSaying(
  spoken: Spoken,
  all: readonly (readonly Phrase[])[],
  compounds: readonly Phrase[],
): { readonly said: string; readonly phrases: readonly Phrase[]; readonly places: ReadonlySet<number> } | undefined {
  const said: Phrase[] = [];
  const places = new Set<number>();
  for (const any of all) {
    const hit = any.find((phrase) => positionOf(spoken, phrase) >= 0 && !isWithin(spoken, phrase, compounds));
    if (hit === undefined) return undefined;
    said.push(hit);
    const begin = positionOf(spoken, hit);
    for (let index = 0; index < hit.length; index += 1) places.add(begin + index);
  }
  if (!spoken.marked && said.every((phrase) => phrase.length === 1 && isMarked(phrase))) return undefined;
  return { said: said.map((phrase) => phrase.map((word) => word.text).join(" ")).join(" … "), phrases: said, places };
}

/** Who wants to close a cooperative does not want to found one, although both are about cooperatives. */
const isAnotherAction = (asked: ReadonlySet<Pairing>, meant: readonly Pairing[]): boolean =>
  asked.size > 0 && meant.length > 0 && !meant.some((action) => asked.has(action));

const isSaidIn = (phrase: Phrase, { said }: Pairing): boolean => {
  const spoken = spokenOf(phrase, true);
  return said.some((one) => positionOf(spoken, one) >= 0);
};

function writeOut(words: readonly Word[], knowledge: Knowledge, marked: boolean): readonly Word[] {
  return words.flatMap((word) => {
    const full = knowledge.abbreviations.get(word.marked) ?? (marked ? undefined : knowledge.abbreviations.get(word.plain));
    return full ?? [word];
  });
}

/** Takes out the frame of a question ("cho em hỏi … ở đâu ạ"); what would be empty then stays as it was. */
function leaveOut(spoken: Spoken, knowledge: Knowledge): readonly Word[] {
  const { words } = spoken;
  const gone = new Set<number>();
  for (const phrase of knowledge.frames) {
    for (let at = positionOf(spoken, phrase); at >= 0; at = positionOf(spoken, phrase, at + 1)) {
      for (let index = 0; index < phrase.length; index += 1) gone.add(at + index);
    }
  }
  const left = words.filter((_, index) => !gone.has(index));
  return left.length === 0 ? words : left;
}

function addWords(
  terms: Map<string, number>,
  words: readonly Word[],
  factor: number,
  weights: QuestionWeights,
  marked: boolean,
): void {
  const add = (term: string, weight: number) => {
    if (weight > 0) terms.set(term, Math.max(terms.get(term) ?? 0, weight));
  };
  for (const [index, word] of words.entries()) {
    add(termOf.plain(word), factor);
    if (marked && word.marked !== word.plain) add(termOf.marked(word), factor * weights.marked);
    const next = words[index + 1];
    if (next === undefined) continue;
    add(termOf.pair(word, next), factor * weights.pair);
    if (marked) add(termOf.markedPair(word, next), factor * weights.markedPair);
  }
}

function drop(terms: Map<string, number>, phrase: Phrase): void {
  for (const [index, word] of phrase.entries()) {
    terms.delete(termOf.plain(word));
    terms.delete(termOf.marked(word));
    const next = phrase[index + 1];
    if (next !== undefined) {
      terms.delete(termOf.pair(word, next));
      terms.delete(termOf.markedPair(word, next));
    }
  }
}
