/** The nine indices of Circular 01/2018 articles 13 to 15, each 2, 1 or 0 for every dossier or unit. */
export const OFFICER_INDICES = [1, 2, 3, 4, 7] as const;
export const UNIT_INDICES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type IndexNumber = (typeof UNIT_INDICES)[number];
export type Score = 0 | 1 | 2;

/** The scores of each index; an index without any is missing and left out of the sum. */
export type Scores = Readonly<Partial<Record<IndexNumber, readonly Score[]>>>;

/** The mean of scores, rounded half up to one decimal in whole tenths; undefined without scores. */
export function indexOf(scores: readonly Score[]): number | undefined {
  if (scores.length === 0) return undefined;
  const sum = scores.reduce<number>((total, score) => total + score, 0);
  // Whole tenths, half up: (10 · sum / n + 1/2) without a fraction that a float could lose.
  return Math.floor((20 * sum + scores.length) / (2 * scores.length)) / 10;
}

/** The sum of indices that are each rounded first (O5: rounding after the sum would change the class). */
export function totalOf(indices: readonly (number | undefined)[]): number {
  const tenths = indices.reduce<number>((sum, index) => sum + Math.round((index ?? 0) * 10), 0);
  return tenths / 10;
}

export interface Total {
  readonly indices: ReadonlyMap<IndexNumber, number | undefined>;
  readonly total: number;
  readonly missing: readonly IndexNumber[];
}

/** Each wanted index rounded to one decimal, and their sum; which of them nothing was scored on. */
export function sumUp(scores: Scores, wanted: readonly IndexNumber[]): Total {
  const indices = new Map(wanted.map((index) => [index, indexOf(scores[index] ?? [])]));
  return {
    indices,
    total: totalOf([...indices.values()]),
    missing: wanted.filter((index) => indices.get(index) === undefined),
  };
}

/** Completion of an officer's tasks by the sum of indices 1, 2, 3, 4 and 7 (of 10). */
export const officerClass = (total: number): "full" | "most" | "below" => (total >= 5 ? "full" : total >= 3.5 ? "most" : "below");

/** The class of a unit by the sum of all nine indices (of 18). */
export const unitClass = (total: number): "excellent" | "good" | "fair" | "average" | "weak" =>
  total >= 15 ? "excellent" : total >= 12 ? "good" : total >= 9 ? "fair" : total >= 6 ? "average" : "weak";

/** Index 1: the time that was taken beside the time of the law. */
export const timeScore = (pace: "early" | "on_time" | "late"): Score => (pace === "early" ? 2 : pace === "on_time" ? 1 : 0);

/** Index 3: how often the applicant had to come again; what was the applicant's own fault does not count. */
export const contactScore = (supplements: number): Score => (supplements === 0 ? 2 : supplements === 1 ? 1 : 0);

/** Index 7: a complaint takes it to 0, unless it was found to be unfounded; late without one is held to be 0 (unverified). */
export const attitudeScore = (pace: "early" | "on_time" | "late", complained: boolean): Score =>
  complained ? 0 : timeScore(pace);

const BURST = 5;
const BURST_MS = 10 * 60_000;
const SHARED_BURST_MS = 2 * 60_000;

/** Whether a rating at `now` is one of many from the same device: five within ten minutes, where many people share it within two. */
export const isBurst = (earlier: readonly Date[], now: Date, isShared: boolean): boolean =>
  earlier.filter((at) => now.getTime() - at.getTime() <= (isShared ? SHARED_BURST_MS : BURST_MS)).length >= BURST - 1;
