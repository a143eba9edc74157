import type { Condition } from "./eform.ts";

/** How old whoever was born on a date may be on the day on which the form is sent, while the law says so. */
export interface AgeRule {
  /** In full years: at least `least`, and younger than `under`. */
  readonly least?: number | undefined;
  readonly under?: number | undefined;
  /** Of whom it holds, as people read it. */
  readonly who?: string | undefined;
  /** All must hold, as for a question; any question of the form may be named. */
  readonly when?: readonly Condition[] | undefined;
  /** Act and article. */
  readonly basis: string;
  /** yyyy-MM-dd, both included; open where the law has no such end. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Whether the rule is law on a day (yyyy-MM-dd). */
export const isInForce = ({ from, to }: AgeRule, day: string): boolean =>
  (from === undefined || from <= day) && (to === undefined || day <= to);

/** Full years between two days (yyyy-MM-dd); whoever was born on 29 February is a year older on 1 March of a common year. */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}
