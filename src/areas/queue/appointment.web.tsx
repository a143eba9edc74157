import QRCode from "qrcode";
import { z } from "zod";
import { reachesTelephones } from "#notices";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect, type Reply, secretPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { optional, plainDay } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, hallScope, readHall } from "./access.ts";
import { BookInput } from "./appointment.ts";
import { AppointmentPage, BookPage } from "./appointment.page.tsx";
import { findAppointment } from "./appointment.store.ts";
import { cancelAppointment, checkIn, listSlots } from "./book-appointment.ts";
import { getHall } from "./get-hall.ts";
import { doByPhone } from "./prove-phone.web.tsx";
import { POINT_ID, SecretParams, UnitParams } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const BookQuery = z.object({ serviceId: optional(POINT_ID), day: optional(plainDay()) });

async function bookPage(
  c: AnyContext,
  unitId: number,
  query: z.output<typeof BookQuery>,
  errors: readonly FieldRefusal[] = [],
  typed: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const day = query.day ?? localDay(c.now);
  const { hall, slots } = await readHall(c, unitId, async (tx) => ({
    hall: await getHall(tx, unitId, c.now),
    slots: query.serviceId === undefined ? undefined : await listSlots(tx, unitId, query.serviceId, day, c.now),
  }));
  const isOffered = !hall.point.phoneProved || (await reachesTelephones(c.pool));
  return page(
    c.portal(
      { title: text(c.locale, "book.title"), errors },
      <BookPage
        isOffered={isOffered}
        locale={c.locale}
        hall={hall}
        serviceId={query.serviceId ?? hall.services[0]?.service.id ?? 0}
        day={day}
        slots={slots}
        typed={typed}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const showBook = route({
  method: "GET",
  path: "/dat-hen/:unitId(^\\d+$)",
  roles: "public",
  scope: "reference",
  auditName: "queue.book_page",
  rate: "look-up",
  schema: { params: UnitParams, query: BookQuery, body: nothing },
  handler: (c) => bookPage(c, c.params.unitId, c.query),
});

const book = route({
  method: "POST",
  path: "/dat-hen/:unitId(^\\d+$)",
  roles: "public",
  scope: "reference",
  auditName: "queue.book",
  rate: "look-up",
  schema: { params: UnitParams, query: nothing, body: BookInput },
  handler: async (c) => {
    const { phone, ...wanted } = c.body;
    return doByPhone(c, { ...wanted, kind: "appointment", unitId: c.params.unitId }, phone);
  },
  onRefusal: (c, _refusal, errors, typed) => {
    const chosen = BookQuery.safeParse({ serviceId: typed["serviceId"], day: typed["day"] });
    return bookPage(c, c.params.unitId, chosen.data ?? { serviceId: undefined, day: undefined }, errors, typed);
  },
});

async function appointmentPage(c: AnyContext, params: SecretParams, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { hall, appointment } = await readHall(c, params.unitId, async (tx) => ({
    hall: await getHall(tx, params.unitId, c.now),
    appointment: await findAppointment(tx, params),
  }));
  if (appointment === undefined) throw queueRefusal("appointment_unknown");
  return secretPage(
    c.portal(
      { title: text(c.locale, "appointment.title"), errors },
      <AppointmentPage
        locale={c.locale}
        hall={hall}
        appointment={appointment}
        href={`/dat-hen/${params.unitId}/${params.secret}`}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/dat-hen/:unitId(^\\d+$)/:secret",
  roles: "public",
  scope: "secret",
  auditName: "queue.appointment",
  rate: "page",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: (c) => appointmentPage(c, c.params),
});

const arrive = route({
  method: "POST",
  path: "/dat-hen/:unitId(^\\d+$)/:secret/den",
  roles: "public",
  scope: "secret",
  auditName: "queue.check_in",
  rate: "write",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId } = c.params;
    const scope = await hallScope(c, unitId);
    const taken = await c.execute("queue.check_in", { unitId }, (tx, unit) => checkIn(tx, unit, c.params, c.now), {
      scope,
      agencyId: scope.agencies[0] ?? null,
    });
    return redirect(`/lay-so/${unitId}/${taken.secret}`, text(c.locale, "ticket.taken", { label: taken.label }));
  },
  onRefusal: (c, _refusal, errors) => appointmentPage(c, c.params as SecretParams, errors),
});

const cancel = route({
  method: "POST",
  path: "/dat-hen/:unitId(^\\d+$)/:secret/huy",
  roles: "public",
  scope: "secret",
  auditName: "queue.cancel_appointment",
  rate: "write",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, secret } = c.params;
    const scope = await hallScope(c, unitId);
    await c.execute("queue.cancel_appointment", { unitId }, (tx, unit) => cancelAppointment(tx, unit, c.params, c.now), {
      scope,
      agencyId: scope.agencies[0] ?? null,
    });
    return redirect(`/dat-hen/${unitId}/${secret}`, text(c.locale, "appointment.given_back"));
  },
  onRefusal: (c, _refusal, errors) => appointmentPage(c, c.params as SecretParams, errors),
});

const qr = route({
  method: "GET",
  path: "/dat-hen/:unitId(^\\d+$)/:secret/qr.svg",
  roles: "public",
  scope: "secret",
  auditName: "queue.appointment_qr",
  rate: "page",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, secret } = c.params;
    const picture = await QRCode.toString(`${c.publicUrl}/dat-hen/${unitId}/${secret}`, { type: "svg", margin: 2 });
    return file(picture, "image/svg+xml", "qr.svg", true);
  },
});

export const appointmentRoutes = [showBook, book, show, arrive, cancel, qr];
