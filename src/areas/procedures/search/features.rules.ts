import type { Candidate } from "./find.store.ts";
import type { Knowledge, Pairing } from "./knowledge.ts";
import { ownersIn } from "./phrases.rules.ts";
import type { Question, Understanding } from "./question.rules.ts";
import type { Feature } from "./feature-names.rules.ts";
import { isMarked, type Word, wordsOf } from "./words.rules.ts";

export type Features = Readonly<Record<Feature, number>>;

/** The first words of most names say nothing. */
export const withoutPrefix = (name: string): string => name.replace(/^thủ tục\s+/iu, "");
/** A name as far as its first bracket: what follows says where and when, not what. */
export const coreOf = (name: string): string => withoutPrefix(name).split("(")[0] ?? name;

/** Words of a name beyond these tell nothing of what it is about. */
const MOST_NAME_WORDS = 60;
const OF_ACTION = 12;
const GENERIC_WEIGHT = 0.3;
const MOST_NARROWER = 2;
/** About as many as the catalogue has; the rarity of a word is only compared with that of others. */
const CATALOGUE = 5000;
/** A word that no procedure has is taken for as rare as one that so many have. */
const UNHEARD = 40;

/** How many procedures have a word, where that is known. */
export type Frequencies = ReadonlyMap<string, number>;

type Meant = Understanding & { readonly plain: ReadonlySet<string> };

/** What is known of the question once, for all its candidates. */
interface Asked {
  readonly question: Question;
  readonly knowledge: Knowledge;
  readonly frequencies: Frequencies;
  readonly words: readonly Word[];
  readonly terms: ReadonlyMap<string, number>;
  readonly actions: ReadonlySet<Pairing>;
  readonly qualifiers: ReadonlySet<Pairing>;
  readonly meanings: readonly Meant[];
  readonly best: number;
}

export function featuresOf(
  question: Question,
  candidates: readonly Candidate[],
  knowledge: Knowledge,
  frequencies: Frequencies,
): readonly Features[] {
  const asked: Asked = {
    question,
    knowledge,
    frequencies,
    words: question.asked,
    terms: new Map(question.terms.map((t) => [t.term, Math.min(1, t.weight)])),
    actions: question.actions,
    qualifiers: ownersIn(question.whole, question.marked, knowledge.qualifiers.said),
    meanings: question.understood.map((one) => ({ ...one, plain: new Set(one.words.map((word) => word.plain)) })),
    best: Math.max(...candidates.map((c) => c.score), Number.MIN_VALUE),
  };
  return candidates.map((candidate) => ofCandidate(asked, candidate));
}

function ofCandidate(asked: Asked, candidate: Candidate): Features {
  const { procedure, score } = candidate;
  const text = withoutPrefix(procedure.name);
  const name = wordsOf(text, MOST_NAME_WORDS);
  const core = text.includes("(") ? wordsOf(coreOf(procedure.name), MOST_NAME_WORDS) : name;
  const plain = new Set(name.map((word) => word.plain));
  const marked = new Set(name.map((word) => word.marked));
  const has = (word: Word): boolean =>
    asked.question.marked && word.marked !== word.plain ? marked.has(word.marked) : plain.has(word.plain);
  const pairs = new Set(name.map((word, index) => `${word.plain} ${name[index + 1]?.plain ?? ""}`));
  const meant = meantIn(asked, core, plain);
  return {
    terms: score / asked.best,
    name: share(asked, name, (word) => asked.terms.get(word.plain) ?? 0),
    core: share(asked, core, (word) => asked.terms.get(word.plain) ?? 0),
    asked: share(asked, asked.words, has),
    neighbours:
      asked.words.filter((word, index) => pairs.has(`${word.plain} ${asked.words[index + 1]?.plain ?? "?"}`)).length /
      Math.max(1, asked.words.length - 1),
    ...meant.most,
    telling: tellingShare(asked, has),
    explained: explainedShare(asked, has, meant.byWord),
    ...actionsOf(asked, core),
    ...narrownessOf(asked, name, wordsOf(procedure.field)),
    ...standingOf(candidate, asked),
  };
}

/** How far the name says what was understood, and no more than that; and for the words that said it, how far it has their meaning. */
function meantIn(asked: Asked, core: readonly Word[], name: ReadonlySet<string>) {
  const most = { meant: 0, meantCore: 0, meantShare: 0 };
  const byWord = new Map<string, number>();
  for (const { words, plain, by, weight, share: ofQuestion } of asked.meanings) {
    const said = weight * share(asked, words, (word) => name.has(word.plain));
    if (said === 0) continue;
    most.meant = Math.max(most.meant, said);
    most.meantCore = Math.max(most.meantCore, said * share(asked, core, (word) => plain.has(word.plain)));
    most.meantShare = Math.max(most.meantShare, said * ofQuestion);
    for (const word of by) byWord.set(word, Math.max(byWord.get(word) ?? 0, said));
  }
  return { most, byWord };
}

function standingOf({ procedure, authority, isForCitizens }: Candidate, { qualifiers }: Asked) {
  const { levels } = procedure;
  const isSaid = [...qualifiers].some((one) => one.apart === true);
  return {
    office: Number(procedure.communeOffice),
    commune: Number(levels.includes("commune")),
    ministry: Number(levels.length === 1 && levels[0] === "ministry"),
    local: Number(authority === "local"),
    apart: Number((authority === "abroad" || authority === "army") && !isSaid),
    citizens: Number(isForCitizens),
    detailed: Number(procedure.hasDetail),
  };
}

function share({ knowledge }: Asked, words: readonly Word[], part: (word: Word) => number | boolean): number {
  let all = 0;
  let met = 0;
  for (const word of words) {
    const weight = knowledge.generic.has(word.plain) ? GENERIC_WEIGHT : 1;
    all += weight;
    met += weight * Number(part(word));
  }
  return all === 0 ? 0 : met / all;
}

/** A word that a single procedure has tells the most; one that none has tells nothing. */
function tellingShare({ words, frequencies }: Asked, has: (word: Word) => boolean): number {
  let all = 0;
  let met = 0;
  for (const word of words) {
    const frequency = frequencies.get(word.plain);
    if (frequency === undefined) continue;
    const weight = Math.log(1 + CATALOGUE / frequency);
    all += weight;
    if (has(word)) met += weight;
  }
  return all === 0 ? 0 : met / all;
}

/** A word of the question counts that the name has, or whose meaning it has; what nothing of it explains counts against it. */
function explainedShare({ words, frequencies }: Asked, has: (word: Word) => boolean, meant: ReadonlyMap<string, number>): number {
  let all = 0;
  let met = 0;
  for (const word of words) {
    const weight = Math.log(1 + CATALOGUE / (frequencies.get(word.plain) ?? UNHEARD));
    all += weight;
    met += weight * (has(word) ? 1 : (meant.get(word.plain) ?? 0));
  }
  return all === 0 ? 0 : met / all;
}

function actionsOf({ actions, knowledge }: Asked, core: readonly Word[]) {
  const named = ownersIn(core.slice(0, OF_ACTION), isMarked(core), knowledge.actions.named);
  const shared = [...named].filter((action) => actions.has(action)).length;
  return {
    action: shared / Math.max(1, actions.size),
    actionMissing: (actions.size - shared) / Math.max(1, actions.size),
    actionBeyond: (named.size - shared) / Math.max(1, named.size),
  };
}

function narrownessOf({ qualifiers, knowledge }: Asked, name: readonly Word[], field: readonly Word[]) {
  const named = ownersIn([...name, ...field], isMarked(name), knowledge.qualifiers.named);
  const [foreign, ...others] = knowledge.qualifiers.all;
  const beyond = others.filter((one) => !qualifiers.has(one) && named.has(one)).length;
  const missing = others.filter((one) => qualifiers.has(one) && !named.has(one)).length;
  const isForeign = foreign !== undefined && named.has(foreign);
  const saysForeign = foreign !== undefined && qualifiers.has(foreign);
  return {
    narrower: Math.min(beyond, MOST_NARROWER) / MOST_NARROWER,
    wider: Math.min(missing, MOST_NARROWER) / MOST_NARROWER,
    foreignBeyond: Number(isForeign && !saysForeign),
    foreignMissing: Number(saysForeign && !isForeign),
  };
}
