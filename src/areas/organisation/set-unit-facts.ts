import { z } from "zod";
import { isTimeZone } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { listCalendarIds } from "#platform/reference/calendars.ts";
import { choice, decimal, integer, many, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { ONE_STOP_SOFTWARE, ROLLOUT_STATES, setCalendar, setProfiles, setRollouts } from "./unit-facts.store.ts";
import { findUnitOn } from "./unit-query.store.ts";
import { WEEKDAYS } from "./weekday-name.ts";

const UnitId = integer(1, 2_147_483_647);
const count = optional(integer(0, 2_000_000_000));

async function assertInForce(tx: Tx, unitId: number, on: string): Promise<void> {
  if ((await findUnitOn(tx, unitId, on)) === undefined) throw organisationRefusal("unit_not_in_force", { field: "from" });
}

/** 1.234,5 as people write it here → 1234.5; what is not a number stays as typed, to be refused. */
function writtenNumber(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const plain = value.replace(/\s/g, "");
  if (!/^\d{1,3}(\.\d{3})+(,\d+)?$|^\d+(,\d+)?$/.test(plain)) return plain;
  return plain.replaceAll(".", "").replace(",", ".");
}

/** The profile of a unit as a form sends it: numbers with the separators of the country. */
export const ProfileForm = z.object({
  from: plainDay(),
  areaHectares: z.preprocess(writtenNumber, optional(decimal(0.0001, 100_000_000))),
  households: z.preprocess(writtenNumber, count),
  people: z.preprocess(writtenNumber, count),
  hamlets: z.preprocess(writtenNumber, count),
  source: requiredText(300),
});

export const ProfileInput = z.object({
  unitId: UnitId,
  from: plainDay(),
  areaHectares: optional(z.coerce.number().positive().max(100_000_000)),
  households: count,
  people: count,
  hamlets: count,
  source: requiredText(300),
});

/** Records area, households, people and hamlets of a unit from a day on; earlier days keep theirs. */
export async function setUnitProfile(
  tx: Tx,
  unit: UnitOfWork,
  input: z.output<typeof ProfileInput>,
): Promise<{ unitId: number }> {
  const { unitId, from, source } = input;
  await assertInForce(tx, unitId, from);
  const facts = {
    areaHectares: input.areaHectares ?? null,
    households: input.households ?? null,
    people: input.people ?? null,
    hamlets: input.hamlets ?? null,
  };
  if (Object.values(facts).every((value) => value === null)) throw organisationRefusal("profile_empty", { field: "people" });
  await setProfiles(tx, [{ unitId, from, source, ...facts }]);
  unit.subject(`unit:${unitId}`);
  return { unitId };
}

export const RolloutInput = z.object({
  unitId: UnitId,
  from: plainDay(),
  state: choice(ROLLOUT_STATES),
  system: requiredText(60).default(ONE_STOP_SOFTWARE),
  source: requiredText(300),
});

/** Records whether a system is planned, live or retired in a unit from a day on. */
export async function setUnitRollout(
  tx: Tx,
  unit: UnitOfWork,
  input: z.output<typeof RolloutInput>,
): Promise<{ unitId: number }> {
  await assertInForce(tx, input.unitId, input.from);
  await setRollouts(tx, [input]);
  unit.subject(`unit:${input.unitId}`);
  unit.emit("unit.rollout", String(input.unitId), { state: input.state, from: input.from });
  return { unitId: input.unitId };
}

export const CalendarInput = z.object({
  unitId: UnitId,
  from: plainDay(),
  calendar: requiredText(40).default("vn"),
  timeZone: requiredText(60).default("Asia/Ho_Chi_Minh"),
  week: many(choice(WEEKDAYS), 7),
  /** Such as 07:30-11:30, one a line or separated by commas. */
  hours: requiredText(200),
  basis: optional(requiredText(300)),
});

/** `07:30-11:30, 13:00-17:00` → pairs in order; refuses times that do not exist, run backwards or overlap. */
export function readHours(value: string): [string, string][] {
  const pairs = value
    .split(/[,;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  let end = "";
  return pairs.map((pair): [string, string] => {
    const times = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-4]):([0-5]\d)$/.exec(pair);
    if (times === null) throw organisationRefusal("hours_wrong", { field: "hours" });
    const opens = `${times[1]?.padStart(2, "0")}:${times[2]}`;
    const closes = `${times[3]?.padStart(2, "0")}:${times[4]}`;
    if (opens >= closes || opens < end || closes > "24:00") throw organisationRefusal("hours_wrong", { field: "hours" });
    end = closes;
    return [opens, closes];
  });
}

/** Records working days and hours of a unit from a day on; units below without their own follow it. */
export async function setUnitCalendar(
  tx: Tx,
  unit: UnitOfWork,
  input: z.output<typeof CalendarInput>,
): Promise<{ unitId: number }> {
  const { unitId, from, calendar, timeZone } = input;
  await assertInForce(tx, unitId, from);
  if (!listCalendarIds().includes(calendar))
    throw organisationRefusal("calendar_unknown", { field: "calendar", values: { calendar } });
  if (!isTimeZone(timeZone)) throw organisationRefusal("time_zone_unknown", { field: "timeZone", values: { timeZone } });
  const hours = readHours(input.hours);
  if (hours.length === 0) throw organisationRefusal("hours_wrong", { field: "hours" });
  if (input.week.length === 0) throw organisationRefusal("week_empty", { field: "week" });
  const week = WEEKDAYS.filter((day) => input.week.includes(day));
  await setCalendar(tx, { unitId, from, calendar, timeZone, week, hours, basis: input.basis ?? null });
  unit.subject(`unit:${unitId}`);
  return { unitId };
}
