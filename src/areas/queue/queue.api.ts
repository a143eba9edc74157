import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { actorOf, atCounter, HALL_STAFF } from "./access.ts";
import { callNext } from "./call-next.ts";
import { POINT_ID, TakeTicketInput } from "./queue.ts";
import { takeTicket } from "./take-ticket.ts";

const nothing = z.object({});

const ticketApi = route({
  method: "POST",
  path: "/api/v1/queue/:unitId/tickets",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.ticket_api",
  keyScope: "queue.write",
  rate: "api",
  summary: "The next number of a service at a reception point, taken at the desk or by a ticket machine.",
  schema: {
    params: z.object({ unitId: POINT_ID }),
    query: nothing,
    body: TakeTicketInput,
    response: z.object({ ticketId: z.number(), label: z.string(), secret: z.string() }),
  },
  handler: async (c) => {
    const { unitId } = c.params;
    const seat = { unitId, source: "desk", accountId: actorOf(c).accountId } as const;
    const kept = { unitId, serviceId: c.body.serviceId, priority: c.body.priority ?? null };
    return json(await c.execute("queue.take_ticket", kept, (tx, unit) => takeTicket(tx, unit, seat, c.body, c.now)), 201);
  },
});

const callApi = route({
  method: "POST",
  path: "/api/v1/queue/:unitId/counters/:counterId/calls",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.call_api",
  keyScope: "queue.write",
  rate: "api",
  summary: "Calls the next number to a counter at which the caller has an open shift.",
  schema: {
    params: z.object({ unitId: POINT_ID, counterId: POINT_ID }),
    query: nothing,
    body: z.object({}),
    response: z.object({ ticketId: z.number(), label: z.string() }),
  },
  handler: async (c) =>
    json(await c.execute("queue.call", c.params, (tx, unit) => callNext(tx, unit, atCounter(c), c.params, c.now)), 201),
});

export const queueApi = [ticketApi, callApi];
