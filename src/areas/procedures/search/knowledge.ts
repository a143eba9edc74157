import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import { indexPhrases, ownersIn, type Phrase, type PhraseIndex } from "./phrases.rules.ts";
import { type Word, wordsOf } from "./words.rules.ts";

/** What people say and what the law calls it: every group of `all` must be said, by any of its phrases. */
export interface Saying {
  readonly all: readonly (readonly Phrase[])[];
  readonly not: readonly Phrase[];
  /** Words of the question that would only mislead once it is understood. */
  readonly instead: readonly Phrase[];
  readonly means: readonly Meaning[];
}

export interface Meaning {
  readonly words: readonly Word[];
  readonly text: string;
  readonly weight: number;
  /** What it does: a question that says another action means this only in part. */
  readonly actions: readonly Pairing[];
}

export interface Knowledge {
  readonly abbreviations: ReadonlyMap<string, readonly Word[]>;
  readonly frames: readonly Phrase[];
  /** Words of several syllables whose syllables are not meant alone: "liệt sĩ" is nobody who is "liệt". */
  readonly compounds: readonly Phrase[];
  readonly elsewhere: readonly Phrase[];
  /** What is asked of a procedure that is known: its fee, papers, time, place. */
  readonly details: readonly Phrase[];
  readonly sayings: readonly Saying[];
  /** The sayings by their first group: only those of which a question has it are looked at. */
  readonly openings: PhraseIndex<Saying>;
  /** Words that stand in so many names that they say little. */
  readonly generic: ReadonlySet<string>;
  /** What is done with a paper or a right, as names of procedures and as people say it. */
  readonly actions: Pairings;
  /** What narrows a procedure so much that a question which does not say it hardly means it. */
  readonly qualifiers: Pairings;
  /** Every word of it: what people say is not misspelled only because no procedure says it. */
  readonly words: ReadonlySet<string>;
}

/** The same in a name of the law and in the mouth of people. */
export interface Pairing {
  readonly named: readonly Phrase[];
  readonly said: readonly Phrase[];
  /** Whoever says it may mean a mission abroad or the army, which have procedures of their own. */
  readonly apart?: boolean | undefined;
}

export interface Pairings {
  readonly all: readonly Pairing[];
  readonly named: PhraseIndex<Pairing>;
  readonly said: PhraseIndex<Pairing>;
}

const FOLDER = join(packageFolder, "db/reference/search");
const phrases = z.array(z.string().min(1));
const sayingSchema = z.strictObject({
  /** Groups of phrases, each group as "a | b | c". */
  say: z.array(z.string().min(1)).min(1),
  not: phrases.default([]),
  instead: phrases.default([]),
  /** Words of the law; "*0.5" at the end makes one weigh half. */
  mean: phrases.min(1),
});
const sayingsSchema = z.strictObject({ about: z.string(), sayings: z.array(sayingSchema) });
const abbreviationsSchema = z.strictObject({ about: z.string(), abbreviations: z.record(z.string(), z.string()) });
const framesSchema = z.strictObject({ about: z.string(), frames: phrases, elsewhere: phrases, details: phrases });

const spoken = (text: string): Phrase => wordsOf(text);
const alternatives = z.string().transform((text) => text.split("|").map(spoken));
const pairingSchema = z.strictObject({
  name: z.string().optional(),
  named: alternatives,
  said: alternatives,
  apart: z.boolean().optional(),
});
const wordsSchema = z.strictObject({
  about: z.string(),
  generic: z.string(),
  compounds: alternatives,
  actions: z.array(pairingSchema),
  qualifiers: z.array(pairingSchema),
});

/** Longer phrases first, so that "bao nhiêu tiền" goes before "bao nhiêu". */
const byLength = (a: Phrase, b: Phrase): number => b.length - a.length;

const pairingsOf = (all: readonly Pairing[]): Pairings => ({
  all,
  named: indexPhrases(all, (one) => one.named),
  said: indexPhrases(all, (one) => one.said),
});

function meaningOf(meant: string, actions: Pairings): Meaning {
  const [, text = meant, factor] = /^(.*?)(?:\*([\d.]+))?$/s.exec(meant) ?? [];
  const words = wordsOf(text);
  return {
    words,
    text: text.trim(),
    weight: factor === undefined ? 1 : Number(factor),
    actions: [...ownersIn(words, true, actions.named)],
  };
}

/** Reads the reference data of the search; the same files for every process of a build. */
function readKnowledge(): Knowledge {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
  const { abbreviations } = abbreviationsSchema.parse(read("abbreviations.json"));
  const { frames, elsewhere, details } = framesSchema.parse(read("frames.json"));
  const { generic, compounds, ...pairings } = wordsSchema.parse(read("words.json"));
  const actions = pairingsOf(pairings.actions);
  const sayings = readdirSync(join(FOLDER, "sayings"))
    .toSorted()
    .flatMap((name) => sayingsSchema.parse(read(`sayings/${name}`)).sayings)
    .map((saying) => ({
      all: saying.say.map((group) => group.split("|").map(spoken)),
      not: saying.not.map(spoken),
      instead: saying.instead.map(spoken),
      means: saying.mean.map((meant) => meaningOf(meant, actions)),
    }));
  const said = [...sayings.flatMap((saying) => saying.all.flat()), ...[...frames, ...elsewhere].map(spoken)];
  return {
    words: new Set(said.flatMap((phrase) => phrase.map((word) => word.plain))),
    abbreviations: new Map(
      Object.entries(abbreviations).flatMap(([short, full]) =>
        wordsOf(short).map((word) => [word.marked, wordsOf(full)] as const),
      ),
    ),
    frames: frames.map(spoken).toSorted(byLength),
    elsewhere: elsewhere.map(spoken),
    details: details.map(spoken),
    sayings,
    openings: indexPhrases(sayings, (saying) => saying.all[0] ?? []),
    compounds,
    generic: new Set(wordsOf(generic).map((word) => word.plain)),
    actions,
    qualifiers: pairingsOf(pairings.qualifiers),
  };
}

let known: Knowledge | undefined;
export const searchKnowledge = (): Knowledge => (known ??= readKnowledge());
