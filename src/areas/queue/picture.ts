import type { Locale } from "#platform/i18n/messages.ts";
import { formatTime } from "#platform/i18n/dates.ts";
import type { Hall } from "./get-hall.ts";
import { ticketLabel } from "./queue.ts";
import { text } from "./texts.ts";
import { counterName, serviceName, waitText } from "./wait-text.ts";

/** What a page that is kept live shows: rows of plain texts by the name of their place, and what is to be spoken. */
export interface Picture {
  readonly rows: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** The newest calls, the newest last: an id that grows, and the words behind it. */
  readonly say: readonly { readonly id: number; readonly clip: string; readonly text: string }[];
}

const SHOWN_CALLS = 6;
/** So many counters have room on a board in figures that are read from ten metres; more of them come page by page. */
export const COUNTERS_A_PAGE = 8;
/** A board that comes back after a while does not call those who were called long ago. */
const SPOKEN_MS = 120_000;

/** A call in the hall's second language; shown as unreviewed until somebody who reads it has put their name to it. */
function inSecond({ point: { second } }: Hall, locale: Locale, label: string, counter: number): readonly string[] {
  if (second === null) return [];
  const words = second.callText.replaceAll("{so}", label).replaceAll("{quay}", String(counter));
  return [second.reviewedBy === null ? `${words} (${text(locale, "board.unreviewed")})` : words];
}

/** All counters where there is room for them; of many, those at which somebody works. */
const shownCounters = ({ counters }: Hall): Hall["counters"] =>
  counters.length <= COUNTERS_A_PAGE ? counters : counters.filter(({ shift }) => shift !== undefined);

/** The hall as its boards show it: numbers and counters, never a name. */
export function hallPicture(hall: Hall, locale: Locale, now: Date): Picture {
  const counterNumber = (id: number): number | undefined =>
    hall.counters.find(({ counter }) => counter.id === id)?.counter.number;
  const calls = hall.calls.flatMap((call) => {
    const counter = counterNumber(call.counterId);
    return counter === undefined ? [] : [{ ...call, counter, label: ticketLabel(call) }];
  });
  return {
    rows: {
      calls: calls.slice(0, SHOWN_CALLS).map(({ label, counter, at }) => [label, String(counter), formatTime(at)]),
      counters: shownCounters(hall).map(({ counter, shift, ticket, lastCall, next }) => [
        String(counter.number),
        counterName(locale, counter),
        ticket !== undefined ? ticketLabel(ticket) : lastCall !== undefined ? ticketLabel(lastCall) : "–",
        next === undefined ? "–" : ticketLabel(next),
        shift === undefined ? text(locale, "board.closed") : shift.breakSince === null ? "" : text(locale, "board.break"),
      ]),
      services: hall.services.map(({ service, waiting, wait }) => [
        service.prefix,
        serviceName(locale, service),
        String(waiting),
        waitText(locale, wait),
      ]),
    },
    say: calls
      .filter(({ at }) => Math.abs(now.getTime() - at.getTime()) < SPOKEN_MS)
      .map(({ id, prefix, number, counter, label }) => ({
        id,
        clip: `${prefix}-${number}-${counter}`,
        text: [text(locale, "board.call", { label, counter }), ...inSecond(hall, locale, label, counter)].join(" · "),
      }))
      .toReversed(),
  };
}
