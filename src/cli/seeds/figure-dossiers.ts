import type { Calendar } from "#core/calendar/index.ts";
import { parsePlainDate, type PlainDate, toEpochDay } from "#core/plain-date.ts";
import { type HistoryDraft, replayHistory } from "#dossiers";
import { OFFICE_CALENDAR } from "#organisation";
import type { FigureHistory, FigureProcedure } from "./figure-plan.ts";
import { type FigureOffice, seedOf } from "./figure-units.ts";
import { inventPerson } from "./invented-people.ts";
import { completed, type Pace, type Road } from "./journey.ts";
import { createRandom, type Random } from "./random.ts";
import { momentAtCounter, workingDaysOf } from "./working-moments.ts";

/** A procedure as it stands in the database. */
export interface StandingProcedure extends FigureProcedure {
  readonly versionId: number;
}

/** What one office has to show: so many early, on time, late and open at the day of the figure. */
export interface OfficeShare {
  readonly office: FigureOffice;
  readonly history: FigureHistory;
  readonly counts: FigureHistory["counts"];
}

/** Working days that an office needs at most for what is decided, from receipt to the last late decision. */
const ROOM = { early: 12, on_time: 12, late: 18 } as const;
/** Open dossiers came in during the last working days and are decided on their due date, after the day of the figure. */
const OPEN_DAYS = 5;

const dayOf = (text: string): number => {
  const day = parsePlainDate(text);
  if (!day.ok) throw new Error(`${text} is no date`);
  return toEpochDay(day.value as PlainDate);
};

const noReason = (kind: string): string => {
  throw new Error(`a figure's history has no ${kind}`);
};

type Kind = Pace | "open";

interface Desk {
  readonly calendar: Calendar;
  readonly days: readonly number[];
  readonly procedures: readonly StandingProcedure[];
  readonly random: Random;
}

function daysFor({ days }: Desk, kind: Kind): readonly number[] {
  return kind === "open" ? days.slice(-OPEN_DAYS) : days.slice(0, days.length - ROOM[kind]);
}

function draftOne(desk: Desk, { office, history }: OfficeShare, kind: Kind, sourceId: string): HistoryDraft {
  const { random, calendar } = desk;
  const { crew, place, agencyId, provinceId } = office;
  const longest = Math.max(...desk.procedures.map(({ days }) => days));
  const fitting = kind === "open" ? desk.procedures.filter(({ days }) => days === longest) : desk.procedures;
  const procedure = random.weighted(fitting.map((entry) => [entry, entry.weight] as const));
  const term = { value: procedure.days, unit: "working_day" };
  const road: Road = { calendar, term, crew, pace: kind === "open" ? "on_time" : kind, random, reasons: noReason };
  const start = momentAtCounter(random.pick(daysFor(desk, kind)), random);
  const applicant = inventPerson(random, place.fullName);
  const handing = { receiverName: applicant.name, uncollected: false, documentNo: sourceId };
  const [first, ...rest] = completed(road, start, false, handing);
  if (first === undefined) throw new Error("a history has no first step");
  const replayed = replayHistory({
    desk: { ...OFFICE_CALENDAR, provinceId, agencyId, unitId: crew.counterUnitId, codePrefix: place.code },
    procedure,
    caseCode: "default",
    term,
    parties: { owner: { name: applicant.name, address: applicant.address } },
    channel: random.chance(history.asOf < "2020" ? 0.04 : 0.35) ? "online" : "counter",
    origin: "synthetic",
    sourceId,
    components: [],
    attributes: {},
    steps: [first, ...rest],
  });
  if (!replayed.ok) throw replayed.error;
  return replayed.value;
}

/** The same numbers in the same order for the same office, whatever else is made: a stopped run goes on. */
export function* draftShare(
  calendar: Calendar,
  procedures: readonly StandingProcedure[],
  share: OfficeShare,
): Generator<HistoryDraft> {
  const { office, history, counts } = share;
  const own = procedures.filter(({ levels }) => levels.includes(office.place.kind));
  const days = workingDaysOf(calendar, dayOf(history.from), dayOf(history.asOf));
  const desk: Desk = { calendar, days, procedures: own, random: createRandom(seedOf(`${history.id}:${office.place.code}`)) };
  let number = 0;
  for (const kind of ["early", "on_time", "late", "open"] as const) {
    for (let made = 0; made < counts[kind]; made += 1) {
      number += 1;
      yield draftOne(desk, share, kind, `${history.id}:${number}`);
    }
  }
}
