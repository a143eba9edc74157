import { type RawBuilder, sql } from "kysely";
import type { ClassificationPolicy, Timeliness } from "#core/deadline/classify.ts";

type Sql = RawBuilder<unknown>;

/** The columns that a policy judges, as expressions of the query around it. */
export interface FactColumns {
  readonly endedAt: Sql;
  readonly pausedAt: Sql;
  readonly dueAt: Sql;
  readonly dueOriginalAt: Sql;
  readonly dueUnextendedAt: Sql;
  readonly termUnit: Sql;
  readonly timeZone: Sql;
  readonly supplementRequests: Sql;
  readonly hasApology: Sql;
  readonly asOf: Sql;
}

const is = (timeliness: Timeliness): Sql => sql.lit(timeliness);

/** Two instants brought to what the policy compares, with an operator between them. */
function compared(policy: ClassificationPolicy, facts: FactColumns, a: Sql, operator: "<" | ">", b: Sql): Sql {
  const sign = sql.raw(operator);
  if (policy.compare === "instant") return sql`${a} ${sign} ${b}`;
  const byDate = sql`(${a} at time zone ${facts.timeZone})::date ${sign} (${b} at time zone ${facts.timeZone})::date`;
  if (policy.compare === "local_date") return byDate;
  const byMinute = sql`date_trunc('minute', ${a}) ${sign} date_trunc('minute', ${b})`;
  return sql`case when ${facts.termUnit} = 'working_hour' then ${byMinute} else ${byDate} end`;
}

/**
 * A policy as one SQL expression: what `classify` of core/deadline answers, for every row of a report at once. Built
 * from the same data, and held equal to it by a property test.
 */
export function timelinessOf(policy: ClassificationPolicy, facts: FactColumns): Sql {
  const dueAt = { effective: facts.dueAt, original: facts.dueOriginalAt, unextended: facts.dueUnextendedAt }[policy.due];
  const late = policy.splitLateByApology
    ? sql`case when ${facts.hasApology} then ${is("late_with_apology")} else ${is("late_without_apology")} end`
    : is("late");
  const ends = [
    facts.endedAt,
    ...(policy.paused === "pause_is_end" ? [facts.pausedAt] : []),
    ...(policy.open === "as_of_is_end" ? [facts.asOf] : []),
  ];
  const end = sql`coalesce(${sql.join(ends)})`;
  const openIsLate = compared(policy, facts, sql`coalesce(${facts.pausedAt}, ${facts.asOf})`, ">", dueAt);
  const open = policy.open === "not_judged" ? is("not_due") : sql`case when ${openIsLate} then ${late} else ${is("not_due")} end`;
  const tooManySupplements =
    policy.lateAboveSupplements === null
      ? sql``
      : sql`when ${facts.supplementRequests} > ${sql.lit(policy.lateAboveSupplements)} then ${late}`;
  return sql`case
    ${tooManySupplements}
    when ${dueAt} is null then case when ${facts.endedAt} is null then ${is("not_due")} else ${is(policy.withoutDue)} end
    when ${end} is null then ${open}
    when ${compared(policy, facts, end, "<", dueAt)} then ${is(policy.before)}
    when ${compared(policy, facts, end, ">", dueAt)} then ${late}
    else ${policy.equal === "late" ? late : is("on_time")} end`;
}
