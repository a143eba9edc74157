import { addDays, addMonths, daysBetween, type PlainDate, plainDateOf, toEpochDay } from "#core/plain-date.ts";
import type { Rank } from "./secondment.ts";

/** What the law asks of people at one-stop shops in a period: from its first day to the day before `until`. */
export interface Standard {
  readonly id: string;
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
  /** Whether it was read in the act itself: only then does it refuse; otherwise it warns. */
  readonly verified: boolean;
  /** Kinds of agencies whose people must have the rank and the years. */
  readonly levels: readonly string[];
  readonly leastYears: number;
  readonly leastMonths: number;
  readonly mostMonths: number;
  /** How many each sending unit holds in reserve. */
  readonly reserves: number;
  /** How often the head of the shop meets the sending units. */
  readonly meetingMonths: number;
}

export const SHORTFALLS = ["rank", "service", "too_short", "too_long"] as const;
export type Shortfall = (typeof SHORTFALLS)[number];

/** The standard that holds on a day; undefined before the first. */
export const standardOn = (standards: readonly Standard[], on: string): Standard | undefined =>
  standards.find(({ from, until }) => from <= on && (until === null || on < until));

const after = (date: string, months: number): PlainDate => plainDateOf(addMonths(toEpochDay(date as PlainDate), months));

export interface Judged {
  readonly rank: Rank;
  readonly inServiceFrom: string;
  readonly from: string;
  /** The last day. */
  readonly until: string;
}

/** In what a secondment falls short of a standard: rank and years at the levels that it names, its length everywhere. */
export function shortfallsOf(standard: Standard, level: string, it: Judged): readonly Shortfall[] {
  const found: Shortfall[] = [];
  if (standard.levels.includes(level)) {
    if (it.rank === "below_specialist") found.push("rank");
    if (after(it.inServiceFrom, standard.leastYears * 12) > it.from) found.push("service");
  }
  // A period of six months from 1 January ends with 30 June: its last day is the one before the corresponding day.
  const end = addDays(it.until as PlainDate, 1);
  if (end < after(it.from, standard.leastMonths)) found.push("too_short");
  if (end > after(it.from, standard.mostMonths)) found.push("too_long");
  return found;
}

const SOON_DAYS = 30;

/** Where a secondment stands on a day: a period that runs out within a month asks for its successor. */
export function stageOn(it: Pick<Judged, "from" | "until">, on: string): "ahead" | "running" | "ending" | "over" {
  if (on < it.from) return "ahead";
  if (on > it.until) return "over";
  return daysBetween(on as PlainDate, it.until as PlainDate) <= SOON_DAYS ? "ending" : "running";
}

/** Sending units that hold fewer in reserve than the standard asks for, of those that have somebody at the shop. */
export function withoutReserve<T extends { readonly senderUnitId: number; readonly kind: "main" | "reserve" }>(
  standard: Standard,
  present: readonly T[],
): readonly number[] {
  const senders = new Set(present.filter(({ kind }) => kind === "main").map(({ senderUnitId }) => senderUnitId));
  const held = (id: number): number => present.filter((one) => one.kind === "reserve" && one.senderUnitId === id).length;
  return [...senders].filter((id) => held(id) < standard.reserves);
}

/** By when the next meeting is to be held: counted from the last one, without one from the day people first came. */
export const nextMeetingOn = (standard: Standard, lastOrFirst: string): string => after(lastOrFirst, standard.meetingMonths);

/** The month before a day's, as yyyy-MM: the one of which sending units are to be told. */
export const monthBefore = (day: string): string => after(`${day.slice(0, 8)}01`, -1).slice(0, 7);

export const lastDayOf = (month: string): string => addDays(after(`${month}-01`, 1), -1);
