import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Calendar } from "#core/calendar/index.ts";
import { dueAfter } from "#core/deadline/arithmetic.ts";
import { type EpochMs, vietnamDayOf } from "#core/instant.ts";
import { plainDate, toEpochDay } from "#core/plain-date.ts";
import { type Acting, type Channel, type HistoryDraft, type HistoryStep, replayHistory } from "#dossiers";
import { OFFICE_CALENDAR } from "#organisation";
import { packageFolder } from "#platform/package-folder.ts";
import { componentsOf, type Procedure } from "#procedures";
import type { DemoCommune } from "./demo-units.ts";
import { divisionFor, type Fate, FATES, type Stop, type Wish, WEIGHTS, wishesInHand } from "./demo-wishes.ts";
import { partiesFor } from "./demo-parties.ts";
import { inventPerson, type InventedPerson } from "./invented-people.ts";
import {
  brokenOff,
  completed,
  type Crew,
  drafted,
  extended,
  filed,
  incompleteAtIntake,
  indebted,
  type Pace,
  refusedAtIntake,
  type Road,
  supplemented,
  voided,
} from "./journey.ts";
import type { Random } from "./random.ts";
import { momentAtCounter, workingDaysOf } from "./working-moments.ts";

export interface DemoWorld {
  readonly procedures: readonly Procedure[];
  readonly calendar: Calendar;
  readonly random: Random;
  readonly now: EpochMs;
}

/** How far back the demonstration goes, in days. */
const DAYS_BACK = 185;

const reasonsSchema = z.record(z.string(), z.array(z.string()).min(1));
const loadReasons = () => reasonsSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/demo/reasons.json"), "utf8")));

/** Those with a sign-in get the larger share, so that whoever tries the demonstration finds work waiting. */
function pickOne(random: Random, staff: readonly Acting[], role: Acting["role"]): Acting {
  return random.weighted(
    staff.filter((member) => member.role === role).map((member) => [member, member.accountId === null ? 1 : 2] as const),
  );
}

function crewFor(random: Random, commune: DemoCommune, wish: Wish, field: string): Crew {
  const division = divisionFor(commune, field);
  const counterUnit = random.weighted(
    commune.counters.map((unit) => [unit, unit.plan.kind === "one_stop_shop" ? 3 : 1] as const),
  );
  const staffOf = (staff: readonly Acting[], role: Acting["role"]): Acting =>
    (wish.stop === undefined ? undefined : staff.find((member) => member.role === role && member.accountId !== null)) ??
    pickOne(random, staff, role);
  const throughHead = wish.stop === "forward" || random.chance(0.35);
  return {
    counter: staffOf(counterUnit.staff, "receiving_officer"),
    oneStopHead: staffOf(commune.staff, "one_stop_head"),
    specialist: staffOf(division.staff, "specialist"),
    head: throughHead ? staffOf(division.staff, "division_head") : undefined,
    leader: staffOf(commune.staff, "leader"),
    counterUnitId: counterUnit.id,
  };
}

function stepsOf(fate: Fate, road: Road, start: EpochMs, applicant: InventedPerson): readonly HistoryStep[] {
  const { random } = road;
  const handing = {
    receiverName: applicant.name,
    uncollected: random.chance(0.05),
    documentNo: `${random.integer(1, 999)}/UBND (mẫu)`,
  };
  const filer: Acting = {
    accountId: null,
    personId: null,
    name: applicant.name,
    role: "citizen",
    unitId: road.crew.counterUnitId,
  };
  switch (fate) {
    case "filed":
      return filed(road, start, filer, handing);
    case "drafted":
      return drafted(start, filer);
    case "indebted":
      return indebted(road, start, handing);
    case "extended":
      return extended(road, start, handing);
    case "completed":
    case "refused":
      return completed(road, start, fate === "refused", handing);
    case "supplemented":
      return supplemented(road, start, handing);
    case "intake_incomplete":
      return incompleteAtIntake(road, start, handing);
    case "withdrawn":
    case "stopped":
      return brokenOff(road, start, fate);
    case "intake_refused":
      return refusedAtIntake(road, start);
    case "voided":
      return voided(road, start);
  }
}

const CHANNEL_WEIGHTS: readonly (readonly [Channel, number])[] = [
  ["counter", 52],
  ["online", 43],
  ["post", 5],
];

/** Work in hand stops before its next step: someone has it on the desk. */
function stopBefore(steps: readonly HistoryStep[], name: Stop): readonly HistoryStep[] {
  const at = steps.findIndex(({ action }) => action.name === name);
  return at < 0 ? steps : steps.slice(0, at);
}

const MOST_AT_COUNTER_MINUTES = 20;

/** What may go on goes on within the half hour: on the day of its receipt, or at the beginning of the next. */
function handedOverPromptly(calendar: Calendar, steps: readonly HistoryStep[]): readonly HistoryStep[] {
  return steps.map((step, index) => {
    const before = steps[index - 1];
    if (step.action.name !== "hand_over" || before === undefined) return step;
    const latest = dueAfter(calendar, "working_minutes", MOST_AT_COUNTER_MINUTES, before.action.at);
    return { ...step, action: { ...step.action, at: Math.min(step.action.at, latest) } };
  });
}

function receivedComponents(random: Random, procedure: Procedure, caseCode: string) {
  return componentsOf(procedure.definition, caseCode).map(({ code, name, required, kind }) => {
    const given = required || random.chance(0.4);
    return {
      code,
      name,
      required,
      original: given && kind === "form" ? 1 : 0,
      certified: 0,
      photo: given && kind !== "form" ? 1 : 0,
    };
  });
}

/** One dossier of the demonstration as it stands now; undefined when all of it would lie in the future. */
function draftOne(
  world: DemoWorld,
  commune: DemoCommune,
  wish: Wish,
  reasons: Record<string, readonly string[]>,
): HistoryDraft | undefined {
  const { random, calendar, now } = world;
  const { procedure } = wish;
  const chosen = procedure.definition.cases.length === 0 ? undefined : random.pick(procedure.definition.cases);
  const term = chosen?.term ?? procedure.term;
  const { early, on_time, late } = commune.plan.pace;
  const pace = random.weighted<Pace>([
    ["early", early],
    ["on_time", on_time],
    ["late", late],
  ]);
  const crew = crewFor(random, commune, wish, procedure.field);
  const road: Road = { calendar, term, crew, pace, random, reasons: (kind) => random.pick(reasons[kind] ?? []) };
  const start = momentAtCounter(wish.day, random);
  const applicant = inventPerson(random, commune.plan.fullName);
  const planned = handedOverPromptly(calendar, stepsOf(wish.fate, road, start, applicant));
  const kept = wish.stop === undefined ? planned : stopBefore(planned, wish.stop);
  const [first, ...rest] = kept.filter(({ action }) => action.at <= now);
  if (first === undefined) return undefined;
  const caseCode = chosen?.code ?? "default";
  const replayed = replayHistory({
    desk: {
      ...OFFICE_CALENDAR,
      provinceId: commune.provinceId,
      agencyId: commune.agencyId,
      unitId: crew.counterUnitId,
      codePrefix: commune.plan.code,
    },
    procedure,
    caseCode,
    term,
    ...partiesFor(random, procedure.code, applicant, start),
    channel: random.weighted(CHANNEL_WEIGHTS),
    origin: "synthetic",
    components: receivedComponents(random, procedure, caseCode),
    attributes: {
      sets: 1,
      delivery: random.weighted([
        ["counter", 8],
        ["post", 1],
        ["online", 1],
      ] as const),
      identityCheck: { method: "cccd_card", result: "matched", officer: crew.counter.name, at: new Date(start).toISOString() },
    },
    steps: [first, ...rest],
  });
  if (!replayed.ok) throw replayed.error;
  return replayed.value;
}

/** The dossiers of a commune over the last months, oldest first, as they stand now. */
export function draftDossiers(world: DemoWorld, commune: DemoCommune): readonly HistoryDraft[] {
  const { random, procedures } = world;
  const today = vietnamDayOf(world.now);
  const days = workingDaysOf(world.calendar, today - DAYS_BACK, today);
  const reasons = loadReasons();
  const usual = Array.from({ length: commune.plan.dossiers }, (): Wish => ({
    day: random.pick(days),
    fate: random.weighted(FATES),
    procedure: random.weighted(procedures.map((entry) => [entry, WEIGHTS[entry.code] ?? 1] as const)),
  }));
  return [...usual, ...wishesInHand(world, commune, days.slice(-10, -3))]
    .map((wish) => draftOne(world, commune, wish, reasons))
    .filter((draft) => draft !== undefined)
    .toSorted((a, b) => a.receivedAt - b.receivedAt);
}

/** What ends without a fee, within a term of working days: nothing else is needed to show it as it was. */
const freeOfFees = ({ procedures }: DemoWorld, leastDays: number): readonly Procedure[] =>
  procedures.filter(
    ({ definition, term }) => definition.fees.length === 0 && term.unit === "working_day" && (term.value ?? 0) >= leastDays,
  );

const draftAll = (world: DemoWorld, commune: DemoCommune, wishes: readonly Wish[]): readonly HistoryDraft[] => {
  const reasons = loadReasons();
  return wishes
    .map((wish) => draftOne(world, commune, wish, reasons))
    .filter((draft) => draft !== undefined)
    .toSorted((a, b) => a.receivedAt - b.receivedAt);
};

const daysBetween = ({ calendar }: DemoWorld, from: string, to: string): readonly number[] =>
  workingDaysOf(calendar, toEpochDay(plainDate(from)), toEpochDay(plainDate(to)));

/** A few dossiers of the end of last year, without fees, all of them ended: what the register of that year is closed with. */
export function draftLastYear(world: DemoWorld, commune: DemoCommune, year: number, count: number): readonly HistoryDraft[] {
  const { random } = world;
  const free = freeOfFees(world, 0);
  const days = daysBetween(world, `${year}-11-10`, `${year}-12-10`);
  const wishes = Array.from({ length: count }, (): Wish => ({
    day: random.pick(days),
    fate: "completed",
    procedure: random.pick(free),
  }));
  return draftAll(world, commune, wishes);
}

/** Between them they have every slip of Circular 01/2018/TT-VPCP, whose forms held until 14 September 2025. */
const FATES_OF_EARLIER_SLIPS = ["completed", "supplemented", "intake_refused", "extended", "stopped"] as const;
/** A shorter term leaves no day for the letter that extends it. */
const DAYS_FOR_AN_EXTENSION = 5;

/** Dossiers of the commune's first summer: their slips are printed in the forms of the circular before this one. */
export function draftUnderEarlierForms(world: DemoWorld, commune: DemoCommune): readonly HistoryDraft[] {
  const { random } = world;
  const free = freeOfFees(world, DAYS_FOR_AN_EXTENSION);
  const days = daysBetween(world, "2025-07-07", "2025-08-01");
  const wishes = FATES_OF_EARLIER_SLIPS.map((fate): Wish => ({ day: random.pick(days), fate, procedure: random.pick(free) }));
  return draftAll(world, commune, wishes);
}
