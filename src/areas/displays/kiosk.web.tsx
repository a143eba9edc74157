import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";
import { isCitizen } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { findGuessed } from "#platform/guesses/find-guessed.ts";
import { redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { feedbackRefusal, findTicketByCode, findTicketSubject, RateInput, rateService, type Subject } from "#feedback";
import {
  aheadOf,
  type AnyContext,
  getFollowed,
  getHall,
  getPaper,
  listPriorityReasons,
  POINT_ID,
  printTicket,
  SecretParams,
  takeTicket,
  TakeTicketInput,
  waitFor,
} from "#queue";
import { type AtDevice, DeviceParams, kioskAddress, openDevice } from "./device-context.ts";
import { endVisit } from "./end-visit.ts";
import { chosenWords, findKioskWords } from "./keep-kiosk-words.ts";
import { KioskHome, KioskRate, KioskService, KioskThanks } from "./kiosk.page.tsx";
import { kioskPage } from "./kiosk-reply.tsx";
import { KioskTicket } from "./kiosk-ticket.page.tsx";

const nothing = z.object({});
const KIOSK = ["kiosk"] as const;

const home = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { read } = await openDevice(c, c.params, KIOSK).catch((error: unknown) => {
      // Withdrawn, it is an ordinary browser again.
      c.setCookie("kiosk", null);
      throw error;
    });
    const { unitId } = c.params;
    const [hall, offered] = await read((tx) => Promise.all([getHall(tx, unitId, c.now), findKioskWords(tx, unitId)]));
    const second = offered !== undefined && offered.texts.size > 0 ? offered : undefined;
    const isStaffBrowser = c.actor !== undefined && !isCitizen(c.actor);
    // Whoever comes to the start is somebody new: the last one may have left by the way back alone.
    await endVisit(c);
    // From here on the public's pages stand in this kiosk's frame, until the browser is closed.
    if (!isStaffBrowser) c.setCookie("kiosk", `${c.params.unitId}/${c.params.token}`);
    const shown = { locale: c.locale, address: kioskAddress(c.params), hall, second, isStaffBrowser };
    return kioskPage(c, c.secondLanguage ? second : undefined, <KioskHome {...shown} />);
  },
});

async function servicePage(
  c: AnyContext,
  params: DeviceParams,
  serviceId: number,
  errors: readonly FieldRefusal[] = [],
  typed: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const at = await openDevice(c, params, KIOSK);
  const [hall, reasons] = await at.read((tx) =>
    Promise.all([getHall(tx, params.unitId, c.now), listPriorityReasons(tx, params.unitId, localDay(c.now))]),
  );
  return kioskPage(
    c,
    await chosenWords(c.secondLanguage, at),
    <KioskService
      locale={c.locale}
      address={kioskAddress(params)}
      hall={hall}
      serviceId={serviceId}
      reasons={reasons}
      errors={errors}
      typed={typed}
      formKey={newFormKey()}
    />,
  );
}

const service = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/linh-vuc/:serviceId(^\\d+$)",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_service",
  rate: "page",
  schema: { params: DeviceParams.extend({ serviceId: POINT_ID }), query: nothing, body: nothing },
  handler: (c) => servicePage(c, c.params, c.params.serviceId),
});

const take = route({
  method: "POST",
  path: "/kiosk/:unitId(^\\d+$)/:token/lay-so",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_ticket",
  rate: "write",
  schema: { params: DeviceParams, query: nothing, body: TakeTicketInput },
  handler: async (c) => {
    const { device, scope } = await openDevice(c, c.params, KIOSK);
    const { unitId } = device;
    const kept = { unitId, device: device.id, serviceId: c.body.serviceId, priority: c.body.priority ?? null };
    const seat = { unitId, source: "kiosk", accountId: null } as const;
    const taken = await c.execute("queue.take_ticket", kept, (tx, unit) => takeTicket(tx, unit, seat, c.body, c.now), {
      scope,
      agencyId: scope.agencies[0] ?? null,
    });
    const followUrl = `${c.publicUrl}/lay-so/${unitId}/${taken.secret}`;
    const order = { unitId, ticketId: taken.ticketId, deviceId: device.id, followUrl, after: 0, locale: c.locale };
    await printTicket(c, scope, order);
    return redirect(`${kioskAddress(c.params)}/so/${taken.secret}`);
  },
  onRefusal: (c, _refusal, errors, typed) => servicePage(c, c.params, Number(typed["serviceId"] ?? 0), errors, typed),
});

const NumberParams = DeviceParams.extend({ secret: SecretParams.shape.secret });

async function ticketPage(
  c: AnyContext,
  params: z.output<typeof NumberParams>,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const at = await openDevice(c, params, KIOSK);
  const {
    hall,
    ticket: own,
    paper,
  } = await at.read(async (tx) => {
    const followed = await getFollowed(tx, params, c.now);
    const about = { unitId: params.unitId, ticketId: followed.ticket.id, deviceId: at.device.id };
    return { ...followed, paper: await getPaper(tx, about, c.now) };
  });
  const ahead = aheadOf(hall, own, c.now) ?? 0;
  return kioskPage(
    c,
    await chosenWords(c.secondLanguage, at),
    <KioskTicket
      locale={c.locale}
      address={kioskAddress(params)}
      href={`/lay-so/${params.unitId}/${params.secret}`}
      hall={hall}
      ticket={own}
      ahead={ahead}
      wait={waitFor(hall, own.serviceId, ahead)}
      paper={paper}
      errors={errors}
      formKey={newFormKey()}
      secret={params.secret}
    />,
  );
}

const ticket = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/so/:secret",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_number",
  rate: "page",
  schema: { params: NumberParams, query: nothing, body: nothing },
  handler: (c) => ticketPage(c, c.params),
});

const printAgain = route({
  method: "POST",
  path: "/kiosk/:unitId(^\\d+$)/:token/so/:secret/in",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_print",
  rate: "write",
  schema: { params: NumberParams, query: nothing, body: z.object({ after: integer(1, 20) }) },
  handler: async (c) => {
    const { unitId, secret } = c.params;
    const { device, scope, read } = await openDevice(c, c.params, KIOSK);
    const { ticket: own } = await read((tx) => getFollowed(tx, c.params, c.now));
    const followUrl = `${c.publicUrl}/lay-so/${unitId}/${secret}`;
    const order = { unitId, ticketId: own.id, deviceId: device.id, followUrl, after: c.body.after, locale: c.locale };
    await printTicket(c, scope, order);
    return redirect(`${kioskAddress(c.params)}/so/${secret}`);
  },
  onRefusal: (c, _refusal, errors) => ticketPage(c, c.params, errors),
});

async function ratePage(
  c: AnyContext,
  params: DeviceParams,
  errors: readonly FieldRefusal[] = [],
  label?: unknown,
): Promise<Reply> {
  const words = await chosenWords(c.secondLanguage, await openDevice(c, params, KIOSK));
  const shown = { locale: c.locale, address: kioskAddress(params), errors, formKey: newFormKey() };
  return kioskPage(c, words, <KioskRate {...shown} label={typeof label === "string" ? label : undefined} />);
}

const showRate = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/danh-gia",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_rate_page",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: (c) => ratePage(c, c.params),
});

/** A012-4821 or a 12 4821, as it stands on the ticket: its number is called out for everybody, the last four digits are not. */
const RATING_CODE = /^\s*([A-ZĐ]{1,2})\s*(\d{1,4})[\s-]+(\d{4})\s*$/;
/** The address that the ticket's QR code leads to. */
const TICKET = /\/lay-so\/(\d{1,10})\/([A-Za-z0-9_-]{24})\/?\s*$/;

/** A code has four digits: who counts through them at a kiosk is stopped there, and nobody else in the hall. */
function findRated(
  { pool, now }: AnyContext,
  { device, scope }: AtDevice,
  typed: string,
): Promise<(Subject & { readonly done: boolean }) | undefined> {
  const { unitId } = device;
  const [, hall, secret] = TICKET.exec(typed) ?? [];
  const [, prefix = "", number = "0", code = ""] = RATING_CODE.exec(typed.toUpperCase()) ?? [];
  const find = async (tx: Tx) => {
    if (secret === undefined) return findTicketByCode(tx, unitId, localDay(now), { prefix, number: Number(number), code });
    return Number(hall) === unitId ? findTicketSubject(tx, unitId, secret) : undefined;
  };
  return findGuessed({ pool, client: `kiosk:${device.id}`, now }, find, scope);
}

const rate = route({
  method: "POST",
  path: "/kiosk/:unitId(^\\d+$)/:token/danh-gia",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_rate",
  rate: "look-up",
  schema: { params: DeviceParams, query: nothing, body: RateInput.extend({ label: requiredText(300) }) },
  handler: async (c) => {
    const opened = await openDevice(c, c.params, KIOSK);
    const { device, scope } = opened;
    const subject = await findRated(c, opened, c.body.label);
    if (subject === undefined) throw feedbackRefusal("subject_unknown", { field: "label" });
    if (!subject.done) throw feedbackRefusal("not_yet", { field: "label" });
    const rater = { channel: "kiosk", device: `kiosk:${device.id}` } as const;
    const kept = { device: device.id, ticket: subject.ticketId, level: c.body.level };
    await c.execute("feedback.rate", kept, (tx, unit) => rateService(tx, unit, subject, rater, c.body, c.now), {
      scope,
      agencyId: scope.agencies[0] ?? null,
    });
    return redirect(`${kioskAddress(c.params)}/cam-on`);
  },
  onRefusal: (c, _refusal, errors, typed) => ratePage(c, c.params, errors, typed["label"]),
});

const thanks = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/cam-on",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_thanks",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    const words = await chosenWords(c.secondLanguage, await openDevice(c, c.params, KIOSK));
    return kioskPage(c, words, <KioskThanks locale={c.locale} address={kioskAddress(c.params)} />);
  },
});

export const kioskRoutes = [home, service, take, ticket, printAgain, showRate, rate, thanks];
