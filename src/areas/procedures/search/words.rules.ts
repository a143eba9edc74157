/** One syllable as it is compared: without any mark, and with its marks but the tone kept apart from its place. */
export interface Word {
  readonly plain: string;
  /** "hòa" and "hoà" are both "hoa2"; without a mark on any letter it equals `plain`. */
  readonly marked: string;
  /** As it was typed, in lower case. */
  readonly text: string;
}

/** Grave, acute, hook, tilde, dot: the five marks of tone; the others make another letter. */
const TONES = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const TONE = /[\u0300\u0301\u0309\u0303\u0323]/u;

/** "ký" and "kí", "sỹ" and "sĩ" are spelled both ways. */
const oneSpelling = (word: string): string => word.replace(/^(h|k|l|m|s|t|qu)y$/u, "$1i");

function toWord(text: string): Word {
  const letters = text.normalize("NFD");
  const tone = TONES.indexOf(TONE.exec(letters)?.[0] ?? "");
  const quality = oneSpelling(letters.replace(/[\u0300\u0301\u0309\u0303\u0323]/gu, "").normalize("NFC"));
  const plain = quality.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  return { text, plain, marked: tone < 0 ? quality : `${quality}${tone + 1}` };
}

/** Vietnamese has about seven thousand syllables; what else people type must not fill the memory. */
const MOST_KNOWN = 12_000;
const known = new Map<string, Word | undefined>();

/** The word of a syllable; undefined where it is none that can be compared. Most texts say the same few thousand. */
function wordOf(text: string): Word | undefined {
  if (known.has(text)) return known.get(text);
  const made = toWord(text);
  const word = /^[a-z0-9]+$/.test(made.plain) ? made : undefined;
  if (known.size < MOST_KNOWN) known.set(text, word);
  return word;
}

/** The syllables of a text, lower case, in order. Everything that is no letter of Latin script and no digit parts them. */
export function wordsOf(text: string, most = 4000): readonly Word[] {
  const words: Word[] = [];
  for (const [found] of text
    .normalize("NFC")
    .toLowerCase()
    .matchAll(/[\p{Script=Latin}\p{N}\p{M}]+/gu)) {
    const word = wordOf(found);
    if (word !== undefined) words.push(word);
    if (words.length >= most) break;
  }
  return words;
}

/** Whether a text was typed with its marks: then they count, otherwise they say nothing. */
export const isMarked = (words: readonly Word[]): boolean => words.some((word) => word.marked !== word.plain);
