import type { Locale } from "#platform/i18n/messages.ts";
import { aheadOf, type Hall, waitFor } from "./get-hall.ts";
import { type Ticket, ticketLabel } from "./queue.ts";
import { text } from "./texts.ts";
import { serviceName, waitText } from "./wait-text.ts";

/** What whoever follows one number sees, as plain texts: the page is made of it and kept up to date by it. */
export interface FollowPicture {
  readonly state: Ticket["state"];
  readonly texts: { readonly label: string; readonly service: string; readonly title: string; readonly detail: string };
  readonly rows: { readonly calls: readonly (readonly string[])[] };
}

const SHOWN_CALLS = 6;

function detailOf(hall: Hall, ticket: Ticket, locale: Locale, now: Date): string {
  const at = hall.counters.find(({ counter }) => counter.id === ticket.counterId)?.counter;
  if (ticket.state === "called" && at !== undefined) return text(locale, "follow.go", { counter: at.number });
  const ahead = aheadOf(hall, ticket, now);
  if (ahead === undefined) return "";
  return `${text(locale, "follow.ahead", { n: ahead })} ${waitText(locale, waitFor(hall, ticket.serviceId, ahead))}`;
}

export function followPicture(hall: Hall, ticket: Ticket, locale: Locale, now: Date): FollowPicture {
  const service = hall.services.find(({ service: one }) => one.id === ticket.serviceId)?.service;
  const calls = hall.calls.slice(0, SHOWN_CALLS).flatMap((call) => {
    const counter = hall.counters.find(({ counter: one }) => one.id === call.counterId)?.counter.number;
    return counter === undefined ? [] : [[text(locale, "follow.call", { label: ticketLabel(call), counter })]];
  });
  return {
    state: ticket.state,
    texts: {
      label: ticketLabel(ticket),
      service: service === undefined ? "" : serviceName(locale, service),
      title: text(locale, `state.${ticket.state}`),
      detail: detailOf(hall, ticket, locale, now),
    },
    rows: { calls: calls.length === 0 ? [[text(locale, "follow.no_calls")]] : calls },
  };
}
