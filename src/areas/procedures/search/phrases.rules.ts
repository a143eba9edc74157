import type { Word } from "./words.rules.ts";

export type Phrase = readonly Word[];

/** Words and where each stands: thousands of phrases are looked for in them. */
export interface Spoken {
  readonly words: readonly Word[];
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly marked: boolean;
}

export function spokenOf(words: readonly Word[], marked: boolean): Spoken {
  const places = new Map<string, number[]>();
  for (const [at, { plain }] of words.entries()) {
    const known = places.get(plain);
    if (known === undefined) places.set(plain, [at]);
    else known.push(at);
  }
  return { words, places, marked };
}

/** The first place where a phrase stands in the words; -1 where it does not. Marks count only when the words have them. */
export function positionOf({ words, places, marked }: Spoken, phrase: Phrase, from = 0): number {
  const [first] = phrase;
  if (first === undefined) return -1;
  for (const at of places.get(first.plain) ?? []) {
    if (at >= from && standsAt(words, at, phrase, marked)) return at;
  }
  return -1;
}

/** Whether a lone syllable stands nowhere but inside one of these words. */
export function isWithin(spoken: Spoken, phrase: Phrase, compounds: readonly Phrase[]): boolean {
  const [lone] = phrase;
  if (phrase.length !== 1 || lone === undefined || compounds.length === 0) return false;
  const inside = new Set<number>();
  for (const compound of compounds) {
    for (let at = positionOf(spoken, compound); at >= 0; at = positionOf(spoken, compound, at + 1))
      for (let index = 0; index < compound.length; index += 1) inside.add(at + index);
  }
  return (spoken.places.get(lone.plain) ?? []).every((at) => inside.has(at));
}

/** Phrases by their first syllable, and whose they are: all of them are looked for in one walk over the words. */
export type PhraseIndex<T> = ReadonlyMap<string, readonly (readonly [Phrase, T])[]>;

export function indexPhrases<T>(owners: readonly T[], phrasesOf: (owner: T) => readonly Phrase[]): PhraseIndex<T> {
  const index = new Map<string, (readonly [Phrase, T])[]>();
  for (const owner of owners) {
    for (const phrase of phrasesOf(owner)) {
      const first = phrase[0]?.plain ?? "";
      index.set(first, [...(index.get(first) ?? []), [phrase, owner]]);
    }
  }
  return index;
}

export function ownersIn<T>(words: readonly Word[], marked: boolean, index: PhraseIndex<T>): ReadonlySet<T> {
  const owners = new Set<T>();
  for (const [at, word] of words.entries()) {
    for (const [phrase, owner] of index.get(word.plain) ?? []) {
      if (!owners.has(owner) && standsAt(words, at, phrase, marked)) owners.add(owner);
    }
  }
  return owners;
}

/**
 * In a question typed with marks a syllable without its mark ("huớng dẫn vien") is only taken for the marked one beside
 * another that has its own: "cho" alone is never "chó".
 */
function standsAt(words: readonly Word[], at: number, phrase: Phrase, marked: boolean): boolean {
  let exact = 0;
  let loose = 0;
  for (const [index, word] of phrase.entries()) {
    const given = words[at + index];
    if (given?.plain !== word.plain) return false;
    if (!marked || given.marked === word.marked) exact += 1;
    else if (word.marked === word.plain || given.marked === given.plain) loose += 1;
    else return false;
  }
  return loose === 0 || exact > 0;
}
