import { useWords } from "./context.ts";
import type { Children, Tone } from "./types.ts";

export type TimelineEvent = {
  /** As people read it. */
  time: string;
  /** The same moment in ISO 8601. */
  dateTime?: string | undefined;
  title: Children;
  who?: Children;
  detail?: Children;
  tone?: Tone | undefined;
  current?: boolean | undefined;
  children?: Children;
};

export type TimelineProps = { events: readonly TimelineEvent[]; label?: string | undefined };

export function Timeline({ events, label }: TimelineProps) {
  const { say } = useWords();
  return (
    <ol class="timeline" aria-label={label ?? say("timeline")}>
      {events.map((event, index) => (
        <li
          key={index}
          class={`event tone-${event.tone ?? "neutral"}${event.current ? " event-now" : ""}`}
          aria-current={event.current ? "step" : undefined}
        >
          <time class="event-time" datetime={event.dateTime}>
            {event.time}
          </time>
          <div class="event-title">{event.title}</div>
          {event.who !== undefined && <div class="event-who">{event.who}</div>}
          {event.detail !== undefined && <div>{event.detail}</div>}
          {event.children}
        </li>
      ))}
    </ol>
  );
}
