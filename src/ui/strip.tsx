import { useWords } from "./context.ts";
import type { WordKey } from "./words.ts";

export type StripDay = {
  /** As people read it, such as 20/11. */
  date: string;
  weekday: string;
  state: "start" | "counted" | "skipped" | "paused" | "due" | "late";
  /** Which of the counted days it is. */
  number?: number | undefined;
  reason?: string | undefined;
  /** ISO 8601. */
  dateTime?: string | undefined;
};

const stateWords: Record<StripDay["state"], WordKey> = {
  start: "calendarStart",
  counted: "calendarCounted",
  skipped: "calendarSkipped",
  paused: "calendarPaused",
  due: "calendarDue",
  late: "calendarLate",
};

/** How a date came about, day by day: a list in which each day says what it is in words. */
export function Strip({ label, days }: { label: string; days: readonly StripDay[] }) {
  const { say } = useWords();
  return (
    <ol class="strip" aria-label={label}>
      {days.map((day) => (
        <li key={day.dateTime ?? day.date} class={`day day-${day.state}`}>
          <span>{day.weekday}</span>
          <time class="day-date" datetime={day.dateTime}>
            {day.date}
          </time>
          {(day.state !== "counted" || day.number === undefined) && <span>{say(stateWords[day.state])}</span>}
          {day.number !== undefined && <span>{say("calendarNth", { n: day.number })}</span>}
          {day.reason !== undefined && <span>{day.reason}</span>}
        </li>
      ))}
    </ol>
  );
}
