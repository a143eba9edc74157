import { z } from "zod";
import { rowScope } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, optional, plainDay } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, HALL_STAFF } from "./access.ts";
import { listExpected } from "./appointment.store.ts";
import { cancelAppointment, checkIn } from "./book-appointment.ts";
import { getPoint } from "./change-plan.ts";
import { ExpectedPage } from "./expected.page.tsx";
import { listServices } from "./point.store.ts";
import { printTicket } from "./print-ticket.ts";
import { UnitParams } from "./queue.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const AppointmentParams = UnitParams.extend({ id: integer(1, Number.MAX_SAFE_INTEGER) });

async function expectedPage(c: AnyContext, unitId: number, day: string, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const [point, services, expected] = await c.read((tx) =>
    Promise.all([getPoint(tx, unitId), listServices(tx, unitId), listExpected(tx, unitId, day)]),
  );
  const breadcrumbs = [{ label: point.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "expected.title") }];
  const shown = { locale: c.locale, point, services, day, today: localDay(c.now), expected, csrf: c.csrfToken };
  return page(
    c.shell({ title: text(c.locale, "expected.title"), errors, breadcrumbs }, <ExpectedPage {...shown} newKey={newFormKey} />),
  );
}

const show = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/lich-hen",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.expected",
  rate: "page",
  schema: { params: UnitParams, query: z.object({ day: optional(plainDay()) }), body: nothing },
  handler: (c) => expectedPage(c, c.params.unitId, c.query.day ?? localDay(c.now)),
});

const arrive = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/lich-hen/:id(^\\d+$)/den",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.check_in_at_desk",
  rate: "write",
  schema: { params: AppointmentParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId } = c.params;
    const taken = await c.execute("queue.check_in", c.params, (tx, unit) => checkIn(tx, unit, c.params, c.now));
    const paper = `/lay-so/${unitId}/${taken.secret}`;
    const order = { unitId, ticketId: taken.ticketId, deviceId: null, followUrl: `${c.publicUrl}${paper}`, after: 0 } as const;
    const print = await printTicket(c, rowScope(c.actor), { ...order, locale: c.locale });
    const said = text(c.locale, "ticket.taken", { label: taken.label });
    const isOut = print?.state === "printed" || print?.state === "sent";
    return redirect(isOut ? `/hang-doi/${unitId}/lich-hen` : `${paper}/in`, said);
  },
  onRefusal: (c, _refusal, errors) => expectedPage(c, c.params.unitId, localDay(c.now), errors),
});

const cancel = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/lich-hen/:id(^\\d+$)/huy",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.cancel_appointment_at_desk",
  rate: "write",
  schema: { params: AppointmentParams, query: nothing, body: nothing },
  handler: async (c) => {
    await c.execute("queue.cancel_appointment", c.params, (tx, unit) => cancelAppointment(tx, unit, c.params, c.now));
    return redirect(`/hang-doi/${c.params.unitId}/lich-hen`, text(c.locale, "appointment.given_back"));
  },
  onRefusal: (c, _refusal, errors) => expectedPage(c, c.params.unitId, localDay(c.now), errors),
});

export const expectedRoutes = [show, arrive, cancel];
