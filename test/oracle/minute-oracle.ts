/**
 * A second legal clock, written another way and sharing no code with the first: it plays time forward minute by
 * minute and counts what it passes. Slow on purpose. Times are local minutes since 1970-01-01 00:00 in Việt Nam.
 */
const DAY = 1440;

export type OracleCalendar = {
  /** Day numbers since 1970-01-01, both inclusive. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** 1 for a working day, by day number less `firstDay`. */
  readonly works: Uint8Array;
  /** What begins with each minute since the first day: the sum of WORKED, MIDNIGHT and MIDNIGHT_OF_WORK. */
  readonly film: Uint8Array;
};

export const WORKED = 1;
export const MIDNIGHT = 2;
export const MIDNIGHT_OF_WORK = 4;

/** Spells out every minute of the days from the working days and the working minutes of a day. */
export function shootFilm(works: Uint8Array, minutesOfDay: Uint8Array): Uint8Array {
  const film = new Uint8Array(works.length * DAY);
  works.forEach((isWorking, index) => {
    const at = index * DAY;
    if (isWorking === 1) film.set(minutesOfDay, at);
    film[at] = (film[at] ?? 0) + MIDNIGHT + (isWorking === 1 ? MIDNIGHT_OF_WORK : 0);
  });
  return film;
}

export type OracleUnit = "working_day" | "working_hour" | "day" | "month" | "same_day";

export type OracleEvent =
  | { readonly type: "start" | "pause" | "extend_revoked" | "stop"; readonly t: number; readonly second: number }
  | { readonly type: "resume"; readonly t: number; readonly second: number; readonly mode: "restart" | "shift" }
  | { readonly type: "extend"; readonly t: number; readonly second: number; readonly due: number };

export type OracleCase = {
  readonly calendar: OracleCalendar;
  readonly unit: OracleUnit;
  readonly value: number;
  readonly byHours: boolean;
  readonly events: readonly OracleEvent[];
};

export type OracleAnswer =
  | { readonly kind: "due"; readonly due: number; readonly original: number }
  | { readonly kind: "refused" }
  | { readonly kind: "beyond" };

const BEYOND = "beyond";
const REFUSED = "refused";

class Halt extends Error {
  readonly kind: typeof BEYOND | typeof REFUSED;
  constructor(kind: typeof BEYOND | typeof REFUSED) {
    super(kind);
    this.kind = kind;
  }
}

/** What is waited for: working minutes, midnights, or midnights that open a working day. */
type Measure = typeof WORKED | typeof MIDNIGHT | typeof MIDNIGHT_OF_WORK;

const measureOf = (c: OracleCase): Measure => {
  if (c.unit === "working_hour" || (c.unit === "working_day" && c.byHours)) return WORKED;
  return c.unit === "day" || c.unit === "month" ? MIDNIGHT : MIDNIGHT_OF_WORK;
};

const dayOf = (t: number): number => Math.floor(t / DAY);

function worksOn(calendar: OracleCalendar, day: number): boolean {
  if (day < calendar.firstDay || day > calendar.lastDay) throw new Halt(BEYOND);
  return calendar.works[day - calendar.firstDay] === 1;
}

/** The end of work on the first working day from a day on, the day itself included. */
function closeOn(calendar: OracleCalendar, from: number): number {
  let day = from;
  while (!worksOn(calendar, day)) day += 1;
  let t = (day + 1) * DAY;
  while (!isWorked(calendar, t - 1)) t -= 1;
  return t;
}

/** Whether the minute that begins at t is worked. */
function isWorked(calendar: OracleCalendar, t: number): boolean {
  const minute = calendar.film[t - calendar.firstDay * DAY];
  if (minute === undefined) throw new Halt(BEYOND);
  return (minute & WORKED) !== 0;
}

/** What passes between two moments, told minute by minute. A midnight belongs to the minute that leads to it. */
function passed(calendar: OracleCalendar, measure: Measure, from: number, to: number): number {
  const { film } = calendar;
  const lead = measure === WORKED ? 0 : 1;
  const first = from - calendar.firstDay * DAY + lead;
  const end = to - calendar.firstDay * DAY + lead;
  if (first < 0 || end > film.length) throw new Halt(BEYOND);
  let count = 0;
  for (let t = first; t < end; t += 1) if (((film[t] as number) & measure) !== 0) count += 1;
  return count;
}

/** The moment at which a number has passed. */
function playForward(calendar: OracleCalendar, measure: Measure, from: number, amount: number): number {
  worksOn(calendar, dayOf(from));
  if (measure === WORKED) return playWork(calendar, from, amount);
  const { film } = calendar;
  let t = from - calendar.firstDay * DAY;
  for (let left = amount; left > 0;) {
    t += 1;
    if (t >= film.length) throw new Halt(BEYOND);
    if (((film[t] as number) & measure) !== 0) left -= 1;
  }
  return closeOn(calendar, dayOf(t) + calendar.firstDay);
}

function playWork(calendar: OracleCalendar, from: number, amount: number): number {
  let t = from;
  if (amount === 0) {
    while (!isWorked(calendar, t) && !(t % DAY !== 0 && isWorked(calendar, t - 1))) t += 1;
    return t;
  }
  for (let left = amount; left > 0; t += 1) if (isWorked(calendar, t)) left -= 1;
  return t;
}

/** The same day of the month some months on, found by walking back from a date that overflows. */
function daysOfMonths(day: number, months: number): number {
  const from = new Date(day * 86_400_000);
  const wanted = (from.getUTCMonth() + months) % 12;
  let target = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate()));
  while (target.getUTCMonth() !== wanted) target = new Date(target.getTime() - 86_400_000);
  return Math.round(target.getTime() / 86_400_000) - day;
}

type Run = { anchor: number; left: number; measure: Measure; due: number; sameDay: boolean };

function begin(c: OracleCase, t: number, second: number): Run {
  const measure = measureOf(c);
  if (c.unit === "same_day") {
    const today = dayOf(t);
    const early = t - today * DAY < 900 || (t - today * DAY === 900 && second === 0);
    const due = worksOn(c.calendar, today) && early ? closeOn(c.calendar, today) : closeOn(c.calendar, today + 1);
    return { anchor: t, left: 0, measure, due, sameDay: true };
  }
  const hours = c.unit === "working_hour" ? c.value : c.value * 8;
  const months = c.unit === "month" ? daysOfMonths(dayOf(t), c.value) : c.value;
  const left = measure === WORKED ? hours * 60 : months;
  return { anchor: t, left, measure, due: playForward(c.calendar, measure, t, left), sameDay: false };
}

const isLate = (run: Run, t: number): boolean => (run.measure === WORKED ? t > run.due : dayOf(t) > dayOf(run.due));

function play(
  c: OracleCase,
  events: readonly OracleEvent[],
): { due: number; original: number; paused: boolean; extensions: number[] } {
  const first = events[0];
  if (first === undefined) throw new Error("no start");
  let run = begin(c, first.t, first.second);
  const original = run.due;
  let paused = false;
  let late = false;
  const extensions: number[] = [];
  for (let i = 1; i < events.length; i += 1) {
    const event = events[i] as OracleEvent;
    if (event.type === "pause") {
      if (paused) throw new Halt(REFUSED);
      paused = true;
      late = isLate(run, event.t);
      if (!late && !run.sameDay) {
        run.left = Math.max(0, run.left - passed(c.calendar, run.measure, run.anchor, event.t));
      }
    } else if (event.type === "resume") {
      if (!paused) throw new Halt(REFUSED);
      paused = false;
      if (late) continue;
      if (event.mode === "restart" || run.sameDay) run = begin(c, event.t, event.second);
      else run = { ...run, anchor: event.t, due: playForward(c.calendar, run.measure, event.t, run.left) };
    } else if (event.type === "extend") {
      if (paused || isLate(run, event.t) || event.due <= run.due) throw new Halt(REFUSED);
      const due = worksOn(c.calendar, dayOf(event.due)) ? event.due : closeOn(c.calendar, dayOf(event.due));
      run = { ...run, sameDay: false, due, left: passed(c.calendar, run.measure, run.anchor, due) };
      extensions.push(i);
    }
  }
  return { due: run.due, original, paused, extensions };
}

/** Takes back each extension by forgetting it, once the events so far have been found in order. */
function forgetRevoked(c: OracleCase, events: readonly OracleEvent[]): readonly OracleEvent[] {
  const at = events.findIndex((event) => event.type === "extend_revoked");
  if (at < 0) return events;
  const before = events.slice(0, at);
  const last = play(c, before).extensions.at(-1);
  if (last === undefined) throw new Halt(REFUSED);
  return forgetRevoked(c, [...before.filter((_event, index) => index !== last), ...events.slice(at + 1)]);
}

/** The due date of a case, or that the events are refused, or that the calendar does not reach so far. */
export function askOracle(c: OracleCase): OracleAnswer {
  try {
    const { due, original } = play(c, forgetRevoked(c, c.events));
    return { kind: "due", due, original };
  } catch (error) {
    if (error instanceof Halt) return { kind: error.kind };
    throw error;
  }
}
