const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"] as const;

/** How a voice says the missing tens of 105: "linh" in the north, "lẻ" in the south. */
export type Filler = "linh" | "lẻ";

export const HIGHEST_SPOKEN = 9999;

/** Names of the letters as they are called out; a prefix of a queue is one or two of them. */
const LETTERS: Readonly<Record<string, string>> = {
  A: "a",
  B: "bê",
  C: "xê",
  D: "dê",
  Đ: "đê",
  E: "e",
  G: "giê",
  H: "hát",
  I: "i",
  K: "ca",
  L: "e lờ",
  M: "em mờ",
  N: "en nờ",
  O: "o",
  P: "pê",
  Q: "quy",
  R: "e rờ",
  S: "ét sì",
  T: "tê",
  U: "u",
  V: "vê",
  X: "ích xì",
  Y: "i dài",
};

const digit = (value: number): string => DIGITS[value] ?? "";

function underHundred(value: number): readonly string[] {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  if (tens === 0) return [digit(ones)];
  const head = tens === 1 ? ["mười"] : [digit(tens), "mươi"];
  if (ones === 0) return head;
  if (ones === 5) return [...head, "lăm"];
  if (tens > 1 && ones === 1) return [...head, "mốt"];
  if (tens > 1 && ones === 4) return [...head, "tư"];
  return [...head, digit(ones)];
}

/**
 * A whole number from 0 to 9999 as the words of spoken Vietnamese: một but hai mươi mốt, năm but mười lăm, bốn but hai
 * mươi tư, một trăm linh (lẻ) năm, một nghìn không trăm linh hai. Throws a RangeError beyond.
 */
export function spokenNumber(value: number, filler: Filler): readonly string[] {
  if (!Number.isInteger(value) || value < 0 || value > HIGHEST_SPOKEN) throw new RangeError(`no words for ${value}`);
  if (value < 100) return underHundred(value);
  const thousands = Math.floor(value / 1000);
  const hundreds = Math.floor((value % 1000) / 100);
  const rest = value % 100;
  const head = thousands === 0 ? [] : [digit(thousands), "nghìn"];
  if (thousands > 0 && hundreds === 0 && rest === 0) return head;
  const middle = [...head, digit(hundreds), "trăm"];
  if (rest === 0) return middle;
  return rest < 10 ? [...middle, filler, digit(rest)] : [...middle, ...underHundred(rest)];
}

/** The words of the call of a number to a counter, each of which a voice has as one clip. */
export const spokenCall = (prefix: string, number: number, counter: number, filler: Filler): readonly string[] => [
  "mời số",
  ...[...prefix].map((letter) => LETTERS[letter] ?? letter),
  ...spokenNumber(number, filler),
  "đến quầy số",
  ...spokenNumber(counter, filler),
];

/** Every word that a voice needs to call every number, prefix and counter. */
export const spokenWords = (filler: Filler): readonly string[] => [
  ...new Set([
    "mời số",
    "đến quầy số",
    ...DIGITS,
    "mười",
    "mươi",
    "mốt",
    "tư",
    "lăm",
    "trăm",
    "nghìn",
    filler,
    ...Object.values(LETTERS),
  ]),
];

/** The name of a word's clip: its letters without diacritics, the lost marks kept as a number, so that a folder can hold it. */
export const clipName = (word: string): string => {
  const marks = [...word.normalize("NFD")].filter((c) => /\p{M}/u.test(c)).map((c) => c.codePointAt(0)?.toString(16));
  const plain = word.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "dd").replaceAll("Đ", "DD").replaceAll(" ", "-");
  return [plain, ...marks].join("_");
};

/** What every set of clips of another language must have: the two phrases of a call and the ten digits. */
export const SPELLED_WORDS = ["moi-so", "den-quay", ...Array.from({ length: 10 }, (_, value) => String(value))] as const;

/** The clip of a letter: chu-a, and chu-dd for Đ. */
export const letterClip = (letter: string): string => `chu-${letter === "Đ" ? "dd" : letter.toLowerCase()}`;

/** A number as one clip where there is one for the whole, else digit by digit: right in every language, if not fluent. */
const spelledNumber = (value: number, known: ReadonlySet<string>): readonly string[] =>
  known.has(String(value)) ? [String(value)] : [...String(value)];

/**
 * The clips of a call in a language whose grammar this product does not know; undefined where one of them is missing, since
 * half a call would send people to the wrong counter.
 */
export function spelledCall(
  prefix: string,
  number: number,
  counter: number,
  known: ReadonlySet<string>,
): readonly string[] | undefined {
  const words = [
    "moi-so",
    ...[...prefix].map(letterClip),
    ...spelledNumber(number, known),
    "den-quay",
    ...spelledNumber(counter, known),
  ];
  return words.every((word) => known.has(word)) ? words : undefined;
}
