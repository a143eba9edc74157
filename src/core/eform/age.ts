import type { AgeRule } from "./eform.ts";

/** Whether the rule is law on a day (yyyy-MM-dd). */
export const isInForce = ({ from, to }: AgeRule, day: string): boolean =>
  (from === undefined || from <= day) && (to === undefined || day <= to);

/** Full years between two days (yyyy-MM-dd); whoever was born on 29 February is a year older on 1 March of a common year. */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}
