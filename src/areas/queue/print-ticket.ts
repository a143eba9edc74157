import type pg from "pg";
import { execute } from "#platform/db/command.ts";
import { reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { findPrinterFor, type Printer, printSlip, recordState, type SlipPart } from "#printers";
import { aheadOf, getHall, type Hall, waitFor } from "./get-hall.ts";
import { beginPrint, endPrint, findLastPrint, type TicketPrint } from "./print.store.ts";
import { queueTopic, ratingCode, type Ticket, ticketLabel } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { text } from "./texts.ts";
import { findTicket } from "./ticket.store.ts";
import { serviceName, waitText } from "./wait-text.ts";

/** From so many papers on a ticket is not printed again: somebody is playing with the machine. */
const MOST_PRINTS = 5;

export interface PrintOrder {
  readonly unitId: number;
  readonly ticketId: number;
  /** The kiosk at which the paper is wanted; the desk's printer where there is none. */
  readonly deviceId: number | null;
  /** The address of the ticket's own page, where it is known: it stands on the paper as a code. */
  readonly followUrl?: string | undefined;
  /** The paper after this one was printed: 0 for the first. */
  readonly after: number;
  readonly locale: Locale;
}

interface Known {
  readonly printer: Printer | undefined;
  readonly hall: Hall;
  readonly ticket: Ticket;
  readonly last: TicketPrint | undefined;
}

/** What stands on the paper of a ticket, on a printer's roll. */
export function ticketSlip(
  { hall, ticket }: Pick<Known, "hall" | "ticket">,
  order: Pick<PrintOrder, "locale" | "followUrl" | "after">,
  now: Date,
): readonly SlipPart[] {
  const { locale, followUrl, after } = order;
  const service = hall.services.find(({ service: one }) => one.id === ticket.serviceId)?.service;
  const ahead = aheadOf(hall, ticket, now) ?? 0;
  return [
    { text: hall.point.name, bold: true },
    { text: service === undefined ? "" : serviceName(locale, service), size: "large" },
    { text: ticketLabel(ticket), size: "number" },
    { text: text(locale, "follow.ahead", { n: ahead }) },
    { text: waitText(locale, waitFor(hall, ticket.serviceId, ahead)) },
    { text: formatInstant(ticket.issuedAt), size: "small" },
    ...(followUrl === undefined ? [] : [{ qr: followUrl }, { text: text(locale, "ticket.qr"), size: "small" } as const]),
    { rule: true },
    { text: text(locale, "ticket.rate", { code: ratingCode(ticket) }), size: "small" },
    { text: text(locale, "ticket.no_transfer"), size: "small" },
    ...(after === 0 ? [] : [{ text: text(locale, "print.again_n", { n: after + 1 }), size: "small" } as const]),
  ];
}

/**
 * Prints the paper of a ticket that has been given, and answers what became of it; undefined where the hall has no printer
 * there. Outside the transaction that gave the number: no printer can take it back. Asked twice for one paper, it prints one.
 */
export async function printTicket(
  { pool, now }: { readonly pool: pg.Pool; readonly now: Date },
  scope: RowScope,
  order: PrintOrder,
): Promise<TicketPrint | undefined> {
  const { unitId, ticketId } = order;
  const { printer, hall, ticket, last } = await reading(pool, scope, async (tx): Promise<Known> => {
    const found = await findTicket(tx, ticketId);
    if (found === undefined || found.unitId !== unitId) throw queueRefusal("ticket_unknown");
    return {
      ticket: found,
      printer: await findPrinterFor(tx, unitId, order.deviceId),
      hall: await getHall(tx, unitId, now),
      last: await findLastPrint(tx, ticketId, now),
    };
  });
  if (printer === undefined) return last;
  if (order.after >= MOST_PRINTS) throw queueRefusal("print_limit", { values: { label: ticketLabel(ticket) } });
  const call = { scope, actorKey: "printer", agencyId: printer.agencyId, input: null };
  const print = { ticketId, nth: order.after + 1, printerId: printer.id };
  const id = await execute(pool, { ...call, name: "queue.begin_print" }, async (tx, unit) => {
    unit.subject(`ticket:${ticketId}`);
    return (await beginPrint(tx, print, now)) ?? null;
  });
  if (id === null) return last;
  const { outcome, state } = await printSlip(printer, ticketSlip({ hall, ticket }, order, now));
  const reason = outcome === "failed" || outcome === "unconfirmed" ? state : null;
  await execute(pool, { ...call, name: "queue.end_print" }, async (tx, unit) => {
    unit.subject(`ticket:${ticketId}`);
    unit.note({ outcome, state });
    unit.announce(queueTopic(unitId));
    await Promise.all([endPrint(tx, id, outcome, reason, now), recordState(tx, printer.id, state, now)]);
    return null;
  });
  return { nth: print.nth, state: outcome, reason };
}

/** Whether the paper of a ticket comes from a printer of the hall, and what became of the last. */
export interface Paper {
  readonly hasPrinter: boolean;
  readonly print: TicketPrint | undefined;
}

export async function getPaper(
  tx: Tx,
  at: { readonly unitId: number; readonly ticketId: number; readonly deviceId: number | null },
  now: Date,
): Promise<Paper> {
  const [printer, print] = await Promise.all([findPrinterFor(tx, at.unitId, at.deviceId), findLastPrint(tx, at.ticketId, now)]);
  return { hasPrinter: printer !== undefined, print };
}
