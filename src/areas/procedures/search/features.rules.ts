import type { Candidate } from "./find.store.ts";
import type { Knowledge, Pairing } from "./knowledge.ts";
import { says, spokenOf } from "./phrases.rules.ts";
import type { Question } from "./question.rules.ts";
import { isMarked, type Word, wordsOf } from "./words.rules.ts";

/** What is weighed when candidates are put in order; each about 0 to 1. */
export const FEATURES = [
  /** Share of the best candidate's score over the terms. */
  "terms",
  /** How much of the name, of the name before its first bracket, and of the question the other one has; rare words count more. */
  "name",
  "core",
  "asked",
  /** Neighbours of the question that are neighbours in the name. */
  "neighbours",
  /** How much of what was understood the name says. */
  "meant",
  /** The same action; another one; one in the question alone; one in the name alone. */
  "sameAction",
  "otherAction",
  "actionMissing",
  "actionBeyond",
  /** Narrower than was asked; and not as narrow. */
  "narrower",
  "wider",
  /** Who decides: the commune's office, the commune, the ministry alone, one province's own decision. */
  "office",
  "commune",
  "ministry",
  "local",
  "citizens",
  "detailed",
] as const;

export type Feature = (typeof FEATURES)[number];
export type Features = Readonly<Record<Feature, number>>;

/** The first words of most names say nothing. */
export const withoutPrefix = (name: string): string => name.replace(/^thủ tục\s+/iu, "");
/** Words of a name beyond these tell nothing of what it is about. */
const MOST_NAME_WORDS = 60;
const OF_ACTION = 12;
const GENERIC_WEIGHT = 0.3;
const MOST_NARROWER = 3;

/** What is known of the question once, for all its candidates. */
interface Asked {
  readonly question: Question;
  readonly knowledge: Knowledge;
  readonly words: readonly Word[];
  readonly terms: ReadonlySet<string>;
  readonly actions: ReadonlySet<Pairing>;
  readonly qualifiers: ReadonlySet<Pairing>;
  readonly meanings: readonly (readonly Word[])[];
  readonly best: number;
}

export function featuresOf(question: Question, candidates: readonly Candidate[], knowledge: Knowledge): readonly Features[] {
  const spoken = spokenOf(question.whole, question.marked);
  const asked: Asked = {
    question,
    knowledge,
    words: question.asked,
    terms: new Set(question.terms.map((t) => t.term)),
    actions: new Set(knowledge.actions.filter((action) => says(spoken, action.said))),
    qualifiers: new Set(knowledge.qualifiers.filter((one) => says(spoken, one.said))),
    meanings: question.understood.flatMap(({ meant }) => meant.split("; ").map((text) => wordsOf(text))),
    best: Math.max(...candidates.map((c) => c.score), Number.MIN_VALUE),
  };
  return candidates.map((candidate) => ofCandidate(asked, candidate));
}

function ofCandidate(asked: Asked, { procedure, score, isLocal, isForCitizens }: Candidate): Features {
  const text = withoutPrefix(procedure.name);
  const name = wordsOf(text, MOST_NAME_WORDS);
  const core = wordsOf(text.split("(")[0] ?? text, MOST_NAME_WORDS);
  const has = new Set(name.map((word) => word.plain));
  const pairs = new Set(name.map((word, index) => `${word.plain} ${name[index + 1]?.plain ?? ""}`));
  const { levels } = procedure;
  return {
    terms: score / asked.best,
    name: share(asked, name, (word) => asked.terms.has(word.plain)),
    core: share(asked, core, (word) => asked.terms.has(word.plain)),
    asked: share(asked, asked.words, (word) => has.has(word.plain)),
    neighbours:
      asked.words.filter((word, index) => pairs.has(`${word.plain} ${asked.words[index + 1]?.plain ?? "?"}`)).length /
      Math.max(1, asked.words.length - 1),
    meant: Math.max(0, ...asked.meanings.map((words) => share(asked, words, (word) => has.has(word.plain)))),
    ...actionsOf(asked, core),
    ...narrownessOf(asked, name, wordsOf(procedure.field)),
    office: Number(procedure.communeOffice),
    commune: Number(levels.includes("commune")),
    ministry: Number(levels.length === 1 && levels[0] === "ministry"),
    local: Number(isLocal),
    citizens: Number(isForCitizens),
    detailed: Number(procedure.hasDetail),
  };
}

function share({ knowledge }: Asked, words: readonly Word[], test: (word: Word) => boolean): number {
  let all = 0;
  let met = 0;
  for (const word of words) {
    const weight = knowledge.generic.has(word.plain) ? GENERIC_WEIGHT : 1;
    all += weight;
    if (test(word)) met += weight;
  }
  return all === 0 ? 0 : met / all;
}

function actionsOf({ actions, knowledge }: Asked, core: readonly Word[]) {
  const begin = spokenOf(core.slice(0, OF_ACTION), isMarked(core));
  const named = knowledge.actions.filter((action) => says(begin, action.named));
  const same = named.filter((action) => actions.has(action)).length;
  return {
    sameAction: Number(same > 0),
    otherAction: Number(same === 0 && named.length > 0 && actions.size > 0),
    actionMissing: Number(named.length === 0 && actions.size > 0),
    actionBeyond: Number(named.length > 0 && actions.size === 0),
  };
}

function narrownessOf({ qualifiers, knowledge }: Asked, name: readonly Word[], field: readonly Word[]) {
  const spoken = spokenOf([...name, ...field], isMarked(name));
  const named = knowledge.qualifiers.filter((one) => says(spoken, one.named));
  const beyond = named.filter((one) => !qualifiers.has(one)).length;
  const missing = [...qualifiers].filter((one) => !named.includes(one)).length;
  return {
    narrower: Math.min(beyond, MOST_NARROWER) / MOST_NARROWER,
    wider: Math.min(missing, MOST_NARROWER) / MOST_NARROWER,
  };
}
