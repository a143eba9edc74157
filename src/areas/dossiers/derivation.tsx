import type { DeadlineInput, Deadline } from "#core/deadline/deadline.ts";
import type { DerivationLine } from "#core/deadline/derivation.ts";
import { explainDeadline } from "#core/deadline/explain.ts";
import { citizenSentence, describeLine, officerTable } from "#core/deadline/wording.ts";
import { type EpochMs, vietnamDayOf } from "#core/instant.ts";
import { toEpochDay, weekdayOf } from "#core/plain-date.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Details, Strip, type StripDay, Table } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export interface DerivationProps {
  readonly input: DeadlineInput;
  readonly deadline: Deadline;
  readonly locale: Locale;
  /** The sentence and the strip alone: what a citizen reads. */
  readonly plain?: boolean | undefined;
}

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** A strip longer than this is a calendar nobody reads; the table below it has every day. */
const MOST_DAYS = 62;

function stateOf(line: DerivationLine, dueOn: number | undefined, asOf: EpochMs | undefined): StripDay["state"] {
  const day = toEpochDay(line.on);
  if (line.why === "first_day") return "start";
  if (line.why === "paused") return "paused";
  if (day === dueOn) return asOf !== undefined && vietnamDayOf(asOf) > day ? "late" : "due";
  return line.counted ? "counted" : "skipped";
}

/** One box for each day: what it is, and why it does not count. */
function stripDays({ input, deadline, locale }: DerivationProps, lines: readonly DerivationLine[]): StripDay[] {
  const dueOn = deadline.dueAt === null ? undefined : vietnamDayOf(deadline.dueAt);
  const open = deadline.endedAt === null ? input.asOf : undefined;
  const byDay = new Map<string, DerivationLine>();
  for (const line of lines) if (!byDay.has(line.on) || line.counted) byDay.set(line.on, line);
  let counted = 0;
  return [...byDay.values()].slice(0, MOST_DAYS).map((line) => {
    if (line.counted) counted += 1;
    const state = stateOf(line, dueOn, open);
    return {
      date: line.on.slice(8) + "/" + line.on.slice(5, 7),
      dateTime: line.on,
      weekday: text(locale, `weekday.${WEEKDAYS[weekdayOf(toEpochDay(line.on))] ?? "mon"}`),
      state,
      number: line.counted ? counted : undefined,
      reason: state === "skipped" || state === "paused" ? describeLine(line, input, locale) : undefined,
    };
  });
}

/** How the due date came about: one sentence for the citizen, the strip of days, and the table with every article. */
export function Derivation(props: DerivationProps) {
  const { input, deadline, locale } = props;
  const lines = explainDeadline(input, deadline);
  const { header, rows } = officerTable(lines, input, locale);
  const days = stripDays(props, lines);
  return (
    <>
      <p>{citizenSentence(input, deadline, lines, locale)}</p>
      {days.length > 1 && <Strip label={text(locale, "derivation.strip")} days={days} />}
      {props.plain !== true && (
        <Details summary={text(locale, "derivation.table")}>
          <Table
            caption={text(locale, "derivation.table")}
            captionHidden
            dense
            stack
            rows={rows}
            rowKey={(row) => row.join("|")}
            columns={header.map((title, index) => ({
              key: String(index),
              header: title,
              cell: (row: readonly string[]) => row[index] ?? "",
            }))}
          />
        </Details>
      )}
    </>
  );
}
