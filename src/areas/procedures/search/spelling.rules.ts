const LETTERS = "abcdeghiklmnopqrstuvxy";
const MOST_LETTERS = 9;

/**
 * What a syllable without marks may have been meant to be: one letter too many, too few, wrong, or two exchanged; and
 * two syllables typed as one ("khaisinh"). Shorter words say too little to be corrected.
 */
export function nearWords(word: string): readonly string[] {
  if (word.length < 3 || /\d/.test(word)) return [];
  const near = new Set<string>();
  for (let at = 2; at <= word.length - 2; at += 1) near.add(`${word.slice(0, at)} ${word.slice(at)}`);
  if (word.length > MOST_LETTERS) return [...near];
  for (let at = 0; at <= word.length; at += 1) {
    const before = word.slice(0, at);
    const [here = "", next = ""] = word.slice(at);
    if (here !== "") near.add(before + word.slice(at + 1));
    if (next !== "" && next !== here) near.add(before + next + here + word.slice(at + 2));
    for (const letter of LETTERS) {
      near.add(before + letter + word.slice(at));
      if (here !== "" && letter !== here) near.add(before + letter + word.slice(at + 1));
    }
  }
  near.delete(word);
  return [...near];
}

/** The lookups that decide among candidates for the word at a place: themselves, and as a pair with their neighbours. */
export const lookupsFor = (
  candidates: readonly string[],
  before: string | undefined,
  after: string | undefined,
): readonly string[] => candidates.flatMap((word) => [word, ...pairsOf(word, before, after)]);

function pairsOf(word: string, before: string | undefined, after: string | undefined): readonly string[] {
  const parts = word.split(" ");
  return [
    ...(before === undefined ? [] : [`${before} ${parts[0] ?? word}`]),
    ...(after === undefined ? [] : [`${parts.at(-1) ?? word} ${after}`]),
  ];
}

/** The candidate that goes best with its neighbours, then the most usual one; undefined where the catalogue has none. */
export function bestOf(
  candidates: readonly string[],
  before: string | undefined,
  after: string | undefined,
  known: ReadonlyMap<string, number>,
): string | undefined {
  let best: { readonly word: string; readonly pairs: number; readonly frequency: number } | undefined;
  for (const word of candidates) {
    const frequency = known.get(word);
    if (frequency === undefined) continue;
    const pairs = pairsOf(word, before, after).filter((pair) => known.has(pair)).length;
    const isBetter = best === undefined || pairs > best.pairs || (pairs === best.pairs && frequency > best.frequency);
    if (isBetter) best = { word, pairs, frequency };
  }
  return best?.word;
}
