import type { CalendarData, CalendarDay, HourInterval, Weekday } from "#core/calendar/index.ts";
import { type Calendar, compileCalendar, WEEKDAYS } from "#core/calendar/index.ts";
import type { ClockEvent } from "#core/deadline/clock-event.ts";
import type { DeadlineInput } from "#core/deadline/deadline.ts";
import { plainDate } from "#core/plain-date.ts";
import { type OracleCalendar, type OracleCase, type OracleEvent, type OracleUnit, shootFilm } from "./minute-oracle.ts";

/** A seeded generator of numbers in [0, 1): the same seed gives the same cases on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Random = () => number;
const below = (random: Random, n: number): number => Math.floor(random() * n);
const pick = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)] as T;

/** One calendar as both clocks read it: compiled for the one, spelled out by strings and `Date` for the other. */
export type CalendarPair = { readonly compiled: Calendar; readonly oracle: OracleCalendar };

const HOURS: readonly (readonly HourInterval[])[] = [
  [
    ["07:30", "11:30"],
    ["13:00", "17:00"],
  ],
  [
    ["07:00", "11:30"],
    ["13:30", "17:00"],
  ],
  [
    ["08:00", "12:00"],
    ["13:00", "17:00"],
  ],
  [["08:00", "12:00"]],
  [["00:00", "24:00"]],
  [
    ["07:30", "09:00"],
    ["09:15", "11:30"],
    ["13:00", "15:10"],
    ["15:20", "18:00"],
  ],
];

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function spellOut(data: CalendarData, week: readonly Weekday[], hours: readonly HourInterval[]): OracleCalendar {
  const [firstYear, lastYear] = [data.years[0]?.year ?? 0, data.years.at(-1)?.year ?? 0];
  // Whole numbers by `| 0`: an optimising tier of Node 24 was seen to let objects share a box for fractional ones.
  const firstDay = (Date.UTC(firstYear, 0, 1) / 86_400_000) | 0;
  const lastDay = (Date.UTC(lastYear, 11, 31) / 86_400_000) | 0;
  const kinds = new Map<string, string>(data.days.map((day) => [day.on, day.kind]));
  const works = new Uint8Array(lastDay - firstDay + 1);
  for (let day = firstDay; day <= lastDay; day += 1) {
    const date = new Date(day * 86_400_000);
    const kind = kinds.get(date.toISOString().slice(0, 10));
    const name = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][date.getUTCDay()] as Weekday;
    works[day - firstDay] = kind === "make_up_work" || (kind === undefined && week.includes(name)) ? 1 : 0;
  }
  const minutes = new Uint8Array(1440);
  for (const [from, to] of hours) minutes.fill(1, minuteOf(from), minuteOf(to));
  return { firstDay, lastDay, works, film: shootFilm(works, minutes) };
}

function pairOf(data: CalendarData, week: readonly Weekday[], hours: readonly HourInterval[]): CalendarPair {
  const compiled = compileCalendar(data, { week, hours });
  if (!compiled.ok) throw new Error(compiled.error.code);
  return { compiled: compiled.value, oracle: spellOut(data, week, hours) };
}

const NOTE = { vi: "thử", en: "test" };

function syntheticData(random: Random): CalendarData {
  const firstYear = 2014 + below(random, 10);
  const years = [firstYear, firstYear + 1, firstYear + 2];
  const days = new Map<string, CalendarDay>();
  for (let index = 0; index < below(random, 60); index += 1) {
    const on = new Date(Date.UTC(firstYear, 0, 1 + below(random, 1096))).toISOString().slice(0, 10);
    if (!years.includes(Number(on.slice(0, 4)))) continue;
    const kind = pick(random, ["statutory", "compensatory", "swap_off", "make_up_work"] as const);
    days.set(on, {
      on: plainDate(on),
      kind,
      name: NOTE,
      basis: "b",
      notice: null,
      announcedOn: null,
      source: "s",
      confidence: "high",
      verified: true,
      swappedWith: null,
    });
  }
  return {
    id: "synthetic",
    name: NOTE,
    revision: 1,
    timeZone: "Asia/Ho_Chi_Minh",
    years: years.map((year) => ({ year, status: "published", verified: true, note: NOTE })),
    days: [...days.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1)),
  };
}

/** The real calendar in six sets of hours, and synthetic ones with any of the 127 weeks. */
export function createCalendars(real: CalendarData, random: Random, synthetic: number): readonly CalendarPair[] {
  const usual = WEEKDAYS.slice(0, 5);
  const pairs = HOURS.map((hours) => pairOf(real, usual, hours));
  for (let index = 0; index < synthetic; index += 1) {
    const mask = 1 + below(random, 127);
    const week = WEEKDAYS.filter((_day, bit) => (mask >> bit) & 1);
    pairs.push(pairOf(syntheticData(random), week, pick(random, HOURS)));
  }
  return pairs;
}

const UNITS: readonly OracleUnit[] = ["working_day", "working_day", "working_day", "working_hour", "day", "month", "same_day"];

function termValue(unit: OracleUnit, random: Random): number {
  if (unit === "month") return 1 + below(random, 14);
  if (unit === "working_hour") return 1 + below(random, 80);
  const size = random();
  return 1 + below(random, size < 0.75 ? 20 : size < 0.97 ? 60 : 400);
}

/** Moments that lie where clocks go wrong: on the edges of hours and days, else anywhere. */
function momentFrom(earliest: number, spread: number, random: Random): number {
  const t = earliest + below(random, spread);
  const edges = [0, 449, 450, 451, 690, 691, 779, 780, 899, 900, 901, 1019, 1020, 1021, 1439];
  if (random() < 0.5) return t;
  return Math.max(earliest, Math.floor(t / 1440) * 1440 + pick(random, edges));
}

function randomEvents(calendar: OracleCalendar, random: Random): readonly OracleEvent[] {
  const span = (calendar.lastDay - calendar.firstDay) * 1440;
  const begin = momentFrom(calendar.firstDay * 1440 + 1440, Math.floor(span * 0.93), random);
  const second = (): number => (random() < 0.7 ? 0 : below(random, 60));
  const events: OracleEvent[] = [{ type: "start", t: begin, second: second() }];
  const more = random() < 0.35 ? 0 : 1 + below(random, 7);
  let t = begin;
  let paused = false;
  for (let index = 0; index < more; index += 1) {
    const next = momentFrom(t, pick(random, [600, 3 * 1440, 12 * 1440]), random);
    const events_ = events.at(-1) as OracleEvent;
    const at = { t: next, second: next === events_.t ? Math.max(events_.second, second()) : second() };
    t = next;
    const choice = random();
    if (choice < 0.04) events.push({ type: "extend_revoked", ...at });
    else if (choice < 0.2) events.push({ type: "extend", ...at, due: momentFrom(next, 40 * 1440, random) });
    else if (choice < 0.24) events.push({ type: paused ? "pause" : "resume", ...at, mode: "shift" } as OracleEvent);
    else {
      events.push(paused ? { type: "resume", ...at, mode: random() < 0.6 ? "shift" : "restart" } : { type: "pause", ...at });
      paused = !paused;
    }
  }
  return events;
}

/** A random case for the oracle. */
export function randomCase(pair: CalendarPair, random: Random): OracleCase {
  const unit = pick(random, UNITS);
  return {
    calendar: pair.oracle,
    unit,
    value: termValue(unit, random),
    byHours: unit === "working_day" && random() < 0.3,
    events: randomEvents(pair.oracle, random),
  };
}

const OFFSET_MS = 7 * 3_600_000;

function toClockEvent(event: OracleEvent): ClockEvent {
  const at = event.t * 60_000 + event.second * 1000 - OFFSET_MS;
  if (event.type === "pause") return { type: "pause", at, reason: "sector_rule" };
  if (event.type === "resume") return { type: "resume", at, mode: event.mode };
  if (event.type === "extend") return { type: "extend", at, dueAt: event.due * 60_000 - OFFSET_MS };
  return { type: event.type, at };
}

/** The same case as the legal clock reads it. */
export function inputOf(pair: CalendarPair, c: OracleCase): DeadlineInput {
  return {
    calendar: pair.compiled,
    term: c.unit === "same_day" ? { unit: c.unit } : { unit: c.unit, value: c.value },
    convention: c.byHours ? "hours" : undefined,
    regime: "none",
    events: c.events.map(toClockEvent),
  };
}

/** A local minute of the oracle as an instant. */
export const instantOf = (t: number): number => t * 60_000 - OFFSET_MS;
