import type { AgeRule } from "#core/eform/index.ts";
import { formatVietnamese, parsePlainDate, plainDate } from "#core/plain-date.ts";
import { conditionsOf, conditionText } from "./condition-text.ts";

const BOUNDS = /^(?:(\d{1,3})\+|<(\d{1,3})|(\d{1,3})-<(\d{1,3}))$/;

/** `01/01/2015 – 31/12/2026` with either side left open; undefined where it is no such period. */
function periodOf(typed: string): Pick<AgeRule, "from" | "to"> | undefined {
  const sides = typed === "" ? [] : typed.split(/[–-]/).map((side) => side.trim());
  const days = sides.map((side) => {
    const [, day = "", month = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(side) ?? [];
    const read = parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
    return side === "" ? undefined : read.ok ? read.value : null;
  });
  const [from, to] = days;
  if (days.length > 2 || from === null || to === null || (from !== undefined && to !== undefined && to < from)) return undefined;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function ruleOf(line: string): AgeRule | undefined {
  const [typed = "", who = "", when = "", basis = "", period = ""] = line.split("|").map((part) => part.trim());
  const bounds = BOUNDS.exec(typed.replace(/\s+/g, ""));
  const dates = periodOf(period);
  if (bounds === null || dates === undefined || basis === "" || basis.length > 300 || who.length > 100) return undefined;
  const [least, under] = [bounds[1] ?? bounds[3], bounds[2] ?? bounds[4]];
  const conditions = conditionsOf(when);
  return {
    ...(least === undefined ? {} : { least: Number(least) }),
    ...(under === undefined ? {} : { under: Number(under) }),
    ...(who === "" ? {} : { who }),
    ...(conditions.length === 0 ? {} : { when: conditions }),
    basis,
    ...dates,
  };
}

/** One rule about age a line: `20+ | of whom | condition | act and article | from – to`; or the first line that is none. */
export function agesOf(typed: string): readonly AgeRule[] | string {
  const rules: AgeRule[] = [];
  for (const line of typed.split(/\r?\n/).map((each) => each.trim())) {
    const rule = line === "" ? undefined : ruleOf(line);
    if (rule !== undefined) rules.push(rule);
    else if (line !== "") return line;
  }
  return rules;
}

const dayText = (day: string | undefined): string => (day === undefined ? "" : formatVietnamese(plainDate(day)));

export const ageLines = (rules: readonly AgeRule[] | undefined): string =>
  (rules ?? [])
    .map(({ least, under, who = "", when, basis, from, to }) => {
      const bounds = under === undefined ? `${least}+` : least === undefined ? `<${under}` : `${least}-<${under}`;
      const period = from === undefined && to === undefined ? "" : `${dayText(from)} – ${dayText(to)}`.trim();
      return [bounds, who, conditionText(when), basis, period].join(" | ");
    })
    .join("\n");
