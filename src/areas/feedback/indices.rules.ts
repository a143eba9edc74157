/** The nine indices of Circular 01/2018 articles 13 to 15, each 2, 1 or 0 for every dossier or unit. */
export const OFFICER_INDICES = [1, 2, 3, 4, 7] as const;
export const UNIT_INDICES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type IndexNumber = (typeof UNIT_INDICES)[number];
export type Score = 0 | 1 | 2;

/** How many dossiers or units got which score. */
export interface Scored {
  readonly score: Score;
  readonly count: number;
}

/** The scores of each index; an index without any is missing and left out of the sum. */
export type Scores = Readonly<Partial<Record<IndexNumber, readonly Scored[]>>>;

/** The mean of scores, rounded half up to one decimal in whole tenths; undefined without scores. */
export function indexOf(scores: readonly Scored[]): number | undefined {
  const count = scores.reduce((total, one) => total + one.count, 0);
  if (count === 0) return undefined;
  const sum = scores.reduce((total, one) => total + one.score * one.count, 0);
  // Whole tenths, half up: (10 · sum / n + 1/2) without a fraction that a float could lose.
  return Math.floor((20 * sum + count) / (2 * count)) / 10;
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

export type Pace = "early" | "on_time" | "late";

/** Index 1: the time that was taken beside the time of the law. */
export const timeScore = (pace: Pace): Score => (pace === "early" ? 2 : pace === "on_time" ? 1 : 0);

/**
 * Index 2: the time of each agency that took part. The agency in charge is scored by the whole, each that was asked by the day
 * of its answer; the dossier gets the lowest (how they are put together is a convention, not read in the text).
 */
export const agenciesScore = (pace: Pace, opinions: Pace | null): Score =>
  opinions === null || timeScore(pace) <= timeScore(opinions) ? timeScore(pace) : timeScore(opinions);

/** Index 3: how often the applicant had to come again; what was the applicant's own fault does not count. */
export const contactScore = (supplements: number): Score => (supplements === 0 ? 2 : supplements === 1 ? 1 : 0);

/** Index 4: how many agencies had to be contacted: none from afar, at the counter the one-stop shop. */
export const reachScore = (came: boolean): Score => (came ? 1 : 2);

/**
 * Index 6 of a unit: each procedure that the notice board posts has 1 for that, and 2 where it hangs on paper as well. Nothing
 * where nobody has recorded when the paper was put up. What is "timely" has no number that was read, and is not scored.
 */
export function postingScores(posted: number, onPaper: number | null): readonly Scored[] {
  if (posted === 0 || onPaper === null) return [];
  const scores: readonly Scored[] = [
    { score: 2, count: onPaper },
    { score: 1, count: posted - onPaper },
  ];
  return scores.filter(({ count }) => count > 0);
}

/** Complaints whose answer was owed in a period, those of them that were answered in time, and those that still wait beyond their day. */
export interface ComplaintFacts {
  readonly due: number;
  readonly onTime: number;
  readonly prolonged: number;
}

/** Index 7: a complaint takes it to 0, unless it was found to be unfounded; late without one is held to be 0 (unverified). */
export const attitudeScore = (pace: Pace, complained: boolean): Score => (complained ? 0 : timeScore(pace));

/**
 * Index 8 of a unit: none, or every one answered in time and none prolonged, 2; from 90 % on, 1. Prolonged is held to be one whose
 * answer is owed and has not come by the end of the period (a convention, not read in the text).
 */
export function complaintScore({ due, onTime, prolonged }: ComplaintFacts): Score {
  if (prolonged > 0) return 0;
  if (onTime === due) return 2;
  return onTime * 100 >= due * 90 ? 1 : 0;
}

/** The share of procedures that is to be done wholly at the one-stop shop, in per cent, by the level of the agency. */
const WHOLLY_THERE: Readonly<Record<string, number>> = { commune: 100, district: 50 };
const WHOLLY_AT_PROVINCE = 20;

/** Index 5: how much is done at the one-stop shop from beginning to end; undefined where nothing was decided. */
export function oneStopScore(level: string, procedures: number, within: number, atDoor: boolean): Score | undefined {
  if (procedures === 0) return undefined;
  if (within * 100 >= procedures * (WHOLLY_THERE[level] ?? WHOLLY_AT_PROVINCE)) return 2;
  return atDoor ? 1 : 0;
}

export interface OnlineShares {
  readonly posted: number;
  readonly offeredOnline: number;
  readonly received: number;
  readonly receivedOnline: number;
  readonly onlineLate: number;
}

/** Index 9: procedures and dossiers online; any late one takes it to 0. Undefined where nothing is known to be counted. */
export function onlineScore({ posted, offeredOnline, received, receivedOnline, onlineLate }: OnlineShares): Score | undefined {
  if (posted === 0 || received === 0) return undefined;
  if (offeredOnline === 0 || onlineLate > 0 || receivedOnline * 100 < received * 15) return 0;
  return offeredOnline * 100 >= posted * 20 && receivedOnline * 100 >= received * 30 ? 2 : 1;
}

const BURST = 5;
const BURST_MS = 10 * 60_000;
const SHARED_BURST_MS = 2 * 60_000;

/** Whether a rating at `now` is one of many from the same device: five within ten minutes, where many people share it within two. */
export const isBurst = (earlier: readonly Date[], now: Date, isShared: boolean): boolean =>
  earlier.filter((at) => now.getTime() - at.getTime() <= (isShared ? SHARED_BURST_MS : BURST_MS)).length >= BURST - 1;
