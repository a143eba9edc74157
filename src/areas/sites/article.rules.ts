import type { Article, Release } from "./site.ts";

export const ARTICLE_STATES = ["draft", "scheduled", "published", "retracted"] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** What the public sees of an article, by what holds now and what comes next. */
export function stateOf({ live, next }: { readonly live: Release | null; readonly next: Release | null }): ArticleState {
  if (live !== null && live.revision !== null) return "published";
  if (next !== null && next.revision !== null) return "scheduled";
  return live === null ? "draft" : "retracted";
}

/** Whether something was saved that neither stands on the site nor is going to. */
export const hasUnpublished = ({ latest, live, next }: Article): boolean =>
  live?.revision !== latest && next?.revision !== latest;

/** "Phường Hải Châu" → "phuong-hai-chau", from the name without diacritics. */
export const proposeSlug = (plainName: string): string =>
  plainName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60)
    .replace(/-$/, "");

/** An image in a text is named by its number: `![lễ ra quân](anh:12)`. */
export const imageIdOf = (address: string): number | undefined => {
  const found = /^anh:([1-9]\d{0,14})$/.exec(address)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Numbers of the images that a text shows. */
export const imageIdsIn = (body: string): readonly number[] => [
  ...new Set([...body.matchAll(/\]\(\s*(anh:\d+)/g)].flatMap(([, address]) => imageIdOf(address ?? "") ?? [])),
];

/** Where a link may lead: a page of ours, the web, a letter or a telephone. Nothing that a browser would run. */
export const isSafeLink = (address: string): boolean =>
  /^(https?:\/\/|mailto:|tel:|#|\/(?!\/))/i.test(address) || imageIdOf(address) !== undefined;

export interface DiffLine {
  readonly change: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond so many lines each, the two are shown one after the other: comparing costs the product of both. */
const MOST_COMPARED = 2_000;

/** Two texts line by line: the fewest lines taken out and put in that make the second of the first. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const line =
    (change: DiffLine["change"]) =>
    (text: string): DiffLine => ({ change, text });
  if (a.length > MOST_COMPARED || b.length > MOST_COMPARED) return [...a.map(line("removed")), ...b.map(line("added"))];
  const common = commonLengths(a, b);
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const here = a[i] ?? "";
    if (here === b[j]) {
      found.push({ change: "same", text: here });
      i += 1;
      j += 1;
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
      found.push({ change: "removed", text: here });
      i += 1;
    } else {
      found.push({ change: "added", text: b[j] ?? "" });
      j += 1;
    }
  }
  return [...found, ...a.slice(i).map(line("removed")), ...b.slice(j).map(line("added"))];
}

/** How many lines the rests of both from [i][j] on have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, below] = [table[i], table[i + 1]];
    if (row === undefined || below === undefined) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
