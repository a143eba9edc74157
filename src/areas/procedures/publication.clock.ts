import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { HourInterval, Weekday } from "#core/calendar/index.ts";
import { computeDeadline } from "#core/deadline/deadline.ts";
import type { Term as ClockTerm } from "#core/deadline/term.ts";
import type { UnitCalendar } from "#organisation";
import { packageFolder } from "#platform/package-folder.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import type { Posted } from "./board.store.ts";
import type { Term } from "./term.ts";

const ruleSchema = z.strictObject({
  about: z.string(),
  postWithinWorkingDays: z.int().min(1).max(60),
  basis: z.string(),
  verified: z.boolean(),
});
export type PublicationRule = z.output<typeof ruleSchema>;

let rule: PublicationRule | undefined;
/** Within how many working days of the announcing decision a procedure is to be posted, and by which rule. */
export const publicationRule = (): PublicationRule =>
  (rule ??= ruleSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/notice-board.json"), "utf8"))));

function count(calendar: UnitCalendar, term: ClockTerm, startAt: number, regime: "auto" | "none"): number | null {
  const pattern = { week: calendar.week as readonly Weekday[], hours: calendar.hours as readonly HourInterval[] };
  const deadline = computeDeadline({
    calendar: getCalendar(calendar.calendar, undefined, pattern),
    term,
    regime,
    events: [{ type: "start", at: startAt }],
  });
  return deadline.ok ? deadline.value.dueAt : null;
}

/** Until when what was announced by a decision of this day (yyyy-MM-dd) is to be posted. */
export function postBy(decisionDate: string, calendar: UnitCalendar): Date | undefined {
  const term: ClockTerm = { value: publicationRule().postWithinWorkingDays, unit: "working_day" };
  const dueAt = count(calendar, term, Date.parse(`${decisionDate}T08:00:00+07:00`), "none");
  return dueAt === null ? undefined : new Date(dueAt);
}

/**
 * Whether a version was posted later than the working days after its announcing decision; undefined where that cannot
 * be said: no dated decision, or a version that stood before this system knew it.
 */
export function wasPostedLate({ decision, procedure, publishedAt }: Posted, calendar: UnitCalendar): boolean | undefined {
  if (decision?.date === undefined || procedure.from === null) return undefined;
  const dueAt = postBy(decision.date, calendar);
  return dueAt === undefined ? undefined : publishedAt > dueAt;
}

/** When a dossier handed in at this moment would be due at a unit with this calendar; undefined for a term without a due date. */
export function dueIfFiledAt(term: Term, calendar: UnitCalendar, at: Date): Date | undefined {
  if (term.unit === "unknown" || term.unit === "none") return undefined;
  const dueAt = count(calendar, term as ClockTerm, at.getTime(), "auto");
  return dueAt === null ? undefined : new Date(dueAt);
}
