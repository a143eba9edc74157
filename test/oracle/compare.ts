import type { CalendarData } from "#core/calendar/index.ts";
import { computeDeadline } from "#core/deadline/deadline.ts";
import { askOracle, type OracleAnswer, type OracleCase } from "./minute-oracle.ts";
import { createCalendars, createRandom, inputOf, instantOf, randomCase } from "./random-case.ts";

export type Difference = { readonly number: number; readonly oracle: unknown; readonly clock: unknown; readonly events: unknown };

export type Comparison = {
  readonly cases: number;
  readonly due: number;
  readonly refused: number;
  readonly beyond: number;
  readonly differences: readonly Difference[];
};

const asText = (answer: OracleAnswer): string =>
  answer.kind === "due" ? `due ${instantOf(answer.due)} original ${instantOf(answer.original)}` : answer.kind;

function clockText(input: Parameters<typeof computeDeadline>[0]): string {
  const result = computeDeadline(input);
  if (result.ok) return `due ${result.value.dueAt} original ${result.value.dueOriginalAt}`;
  return result.error.code === "calendar_not_published" ? "beyond" : "refused";
}

const describeCase = (c: OracleCase) => ({ unit: c.unit, value: c.value, byHours: c.byHours, events: c.events });

/** Asks both clocks about random cases and keeps what they disagree on. */
export function compareWithOracle(real: CalendarData, cases: number, seed: number, tell?: (done: number) => void): Comparison {
  const random = createRandom(seed);
  let pairs = createCalendars(real, random, 34);
  const counts = { due: 0, refused: 0, beyond: 0 };
  const differences: Difference[] = [];
  for (let number = 0; number < cases; number += 1) {
    if (number > 0 && number % 20_000 === 0) {
      pairs = createCalendars(real, random, 34);
      tell?.(number);
    }
    const real_ = random() < 0.5;
    const pair = pairs[Math.floor(random() * (real_ ? 6 : pairs.length))] as (typeof pairs)[number];
    const c = randomCase(pair, random);
    const oracle = askOracle(c);
    counts[oracle.kind] += 1;
    const clock = clockText(inputOf(pair, c));
    if (asText(oracle) !== clock && differences.length < 20) {
      differences.push({ number, oracle: asText(oracle), clock, events: describeCase(c) });
    }
  }
  return { cases, ...counts, differences };
}
