import { type EpochMs, vietnamDayOf } from "#core/instant.ts";
import { isStated } from "#core/money/fee-rules.ts";
import type { Procedure } from "#procedures";
import type { DemoCommune, DemoUnit } from "./demo-units.ts";
import type { Random } from "./random.ts";

/** What a commune is asked for most, by code; every other procedure weighs 1. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  "2.000815": 90,
  "1.001193": 55,
  "1.004873": 40,
  "2.000635": 36,
  "2.000884": 26,
  "1.000894": 18,
  "1.000656": 14,
  "1.004859": 12,
  "1.013225": 10,
  "1.013978": 10,
  "1.012796": 7,
  "1.001776": 24,
  "2.001035": 12,
  "1.001612": 9,
  "1.013314": 8,
  "1.011607": 9,
  "1.014027": 12,
  "1.010824": 8,
};

/** What becomes of dossiers, and how often. */
export const FATES = [
  ["completed", 850],
  ["supplemented", 55],
  ["refused", 24],
  ["intake_incomplete", 28],
  ["withdrawn", 16],
  ["intake_refused", 12],
  ["stopped", 7],
  ["voided", 8],
  ["filed", 30],
  ["indebted", 10],
  ["extended", 14],
] as const;
export type Fate = (typeof FATES)[number][0] | "drafted";

/** The step that has not been taken yet by whoever has the dossier. */
export type Stop = "receive" | "hand_over" | "forward" | "propose" | "sign" | "receive_supplement" | "confirm_payment";

/** What a dossier of the demonstration is to be. */
export interface Wish {
  readonly day: number;
  readonly fate: Fate;
  readonly procedure: Procedure;
  readonly stop?: Stop;
}

/** The division of a commune that deals with a field. */
export function divisionFor(commune: DemoCommune, field: string): DemoUnit {
  const division = commune.divisions.find(({ plan }) => plan.fields?.includes(field)) ?? commune.divisions.at(-1);
  if (division === undefined) throw new Error(`${commune.plan.fullName} has no division`);
  return division;
}

interface Wishing {
  readonly procedures: readonly Procedure[];
  readonly random: Random;
  readonly now: EpochMs;
}

const isShort = ({ term }: Procedure): boolean =>
  term.unit === "same_day" || (term.unit === "working_day" && (term.value ?? 0) <= 3);

/** Whoever receives it collects a fee that everybody pays before it goes on. */
const isPaidBefore = ({ definition }: Procedure): boolean =>
  definition.fees.some(
    (fee) => isStated(fee) && (fee.amountVnd ?? 0) > 0 && fee.timing !== "after" && (fee.cases ?? []).length === 0,
  );

/** What lies on the desks today: something for every role, begun in the last days, some of it late by now. */
export function wishesInHand(world: Wishing, commune: DemoCommune, recentDays: readonly number[]): readonly Wish[] {
  const { random, procedures } = world;
  const from = (candidates: readonly Procedure[], stop: Stop, fate: Fate = "completed"): Wish => ({
    day: random.pick(recentDays),
    procedure: random.weighted(candidates.map((entry) => [entry, WEIGHTS[entry.code] ?? 1] as const)),
    fate,
    stop,
  });
  const times = (count: number, make: () => Wish): readonly Wish[] => Array.from({ length: count }, make);
  const byDivision = commune.divisions.flatMap((division) => {
    const own = procedures.filter(({ field }) => divisionFor(commune, field) === division);
    const short = own.filter(isShort);
    return [
      ...times(2, () => from(own, "forward")),
      ...times(4, () => from(own, "propose")),
      ...times(2, () => from(short.length === 0 ? own : short, "sign")),
    ];
  });
  const today = world.now;
  const lastDays = recentDays.slice(-1);
  const long = procedures.filter((entry) => !isShort(entry) && entry.term.unit === "working_day");
  const onLastDay = (wish: Wish): Wish => ({ ...wish, day: lastDays[0] ?? vietnamDayOf(today) });
  return [
    ...times(2, () => onLastDay(from(procedures, "receive", "filed"))),
    onLastDay({ day: 0, procedure: random.pick(procedures), fate: "drafted" }),
    ...times(2, () => from(long, "confirm_payment", "indebted")),
    ...times(2, () => from(long, "propose", "extended")),
    ...byDivision,
    ...times(4, () => from(procedures.filter(isPaidBefore), "hand_over")),
    ...times(2, () => from(procedures, "receive", "intake_incomplete")),
    ...times(3, () =>
      from(
        procedures.filter((entry) => !isShort(entry)),
        "receive_supplement",
        "supplemented",
      ),
    ),
  ];
}
