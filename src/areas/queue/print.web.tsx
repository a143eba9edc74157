import { z } from "zod";
import { rowScope } from "#platform/http/actor.ts";
import { file, redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { type PrinterState, renderSlip, stateText } from "#printers";
import { HALL_STAFF, readHall } from "./access.ts";
import { getFollowed } from "./get-followed.ts";
import { printTicket, ticketSlip } from "./print-ticket.ts";
import { POINT_ID, SecretParams, ticketLabel, UnitParams } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { text } from "./texts.ts";

const nothing = z.object({});

/** The paper of a ticket once more, at the desk: without its code, which only the ticket's owner has. */
const again = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/in-lai",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.print_again",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: z.object({ ticketId: POINT_ID, after: integer(1, 20) }) },
  handler: async (c) => {
    const { unitId } = c.params;
    const order = { unitId, ...c.body, deviceId: null, locale: c.locale } as const;
    const print = await printTicket(c, rowScope(c.actor), order);
    if (print === undefined) throw queueRefusal("printer_none");
    if (print.state === "failed")
      throw queueRefusal("print_failed", { values: { state: stateText(c.locale, (print.reason ?? "unknown") as PrinterState) } });
    return redirect(`/hang-doi/${unitId}`, text(c.locale, print.state === "unconfirmed" ? "print.perhaps" : "print.done"));
  },
});

const pdf = route({
  method: "GET",
  path: "/lay-so/:unitId(^\\d+$)/:secret/phieu.pdf",
  roles: "public",
  scope: "secret",
  auditName: "queue.ticket_pdf",
  rate: "look-up",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, secret } = c.params;
    const found = await readHall(c, unitId, (tx) => getFollowed(tx, c.params, c.now));
    const followUrl = `${c.publicUrl}/lay-so/${unitId}/${secret}`;
    const label = ticketLabel(found.ticket);
    const parts = ticketSlip(found, { followUrl, after: 0, locale: c.locale }, c.now);
    const title = text(c.locale, "ticket.paper", { label });
    const info = { title, author: found.hall.point.name, subject: title, createdAt: c.now };
    return file(await renderSlip(parts, info), "application/pdf", `phieu-${label}.pdf`, true);
  },
});

export const printRoutes = [again, pdf];
