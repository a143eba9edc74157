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

/** Monday to Sunday as columns 1 to 7, so that a long strip reads like a calendar; without a date it simply flows. */
function weekdayClass(dateTime: string | undefined): string {
  const day = dateTime === undefined ? Number.NaN : new Date(`${dateTime.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return Number.isNaN(day) ? "" : ` col-${day === 0 ? 7 : day}`;
}

/** How a date came about, day by day: a list in which each day says what it is in words. */
export function Strip({ label, days }: { label: string; days: readonly StripDay[] }) {
  const { say } = useWords();
  return (
    <div class="strip-box">
      <ol class="strip" aria-label={label}>
        {days.map((day) => (
          <li key={day.dateTime ?? day.date} class={`day day-${day.state}${weekdayClass(day.dateTime)}`}>
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
    </div>
  );
}
