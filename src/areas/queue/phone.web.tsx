import QRCode from "qrcode";
import { z } from "zod";
import { reachesTelephones } from "#notices";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, live, page, redirect, type Reply, secretPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { phone } from "#platform/input/fields.ts";
import { reading } from "#platform/db/tx.ts";
import { assetVersion } from "#platform/http/assets.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, hallScope, readHall } from "./access.ts";
import { cancelTicket } from "./cancel-ticket.ts";
import { followPicture } from "./follow-picture.ts";
import { getFollowed } from "./get-followed.ts";
import { aheadOf, getHall, waitFor } from "./get-hall.ts";
import { FollowPage, PhonePage, TicketPaper } from "./phone.page.tsx";
import { hallOfNow } from "./hall-of-now.ts";
import { listPriorityReasons } from "./plan.store.ts";
import { doByPhone } from "./prove-phone.web.tsx";
import { queueTopic, SecretParams, TakeTicketInput, UnitParams } from "./queue.ts";
import { text } from "./texts.ts";
import { findTicket } from "./ticket.store.ts";

const nothing = z.object({});
/** The expected wait grows shorter though nobody is called. */
const REFRESH_MS = 60_000;

async function phonePage(
  c: AnyContext,
  unitId: number,
  errors: readonly FieldRefusal[] = [],
  typed: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const [hall, reasons] = await readHall(c, unitId, (tx) =>
    Promise.all([getHall(tx, unitId, c.now), listPriorityReasons(tx, unitId, localDay(c.now))]),
  );
  const isOffered = !hall.point.phoneProved || (await reachesTelephones(c.pool));
  const shown = { locale: c.locale, hall, reasons, isOffered, typed, csrf: c.csrfToken, formKey: newFormKey() };
  return page(c.portal({ title: text(c.locale, "phone.title"), errors }, <PhonePage {...shown} />));
}

const showPhone = route({
  method: "GET",
  path: "/lay-so/:unitId(^\\d+$)",
  roles: "public",
  scope: "reference",
  auditName: "queue.phone",
  rate: "look-up",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => phonePage(c, c.params.unitId),
});

const takeByPhone = route({
  method: "POST",
  path: "/lay-so/:unitId(^\\d+$)",
  roles: "public",
  scope: "reference",
  auditName: "queue.ticket_by_phone",
  rate: "look-up",
  schema: { params: UnitParams, query: nothing, body: TakeTicketInput.extend({ identity: phone() }) },
  handler: async (c) => {
    const { identity, ...wanted } = c.body;
    return doByPhone(c, { ...wanted, kind: "ticket", unitId: c.params.unitId }, identity);
  },
  onRefusal: (c, _refusal, errors, typed) => phonePage(c, c.params.unitId, errors, typed),
});

const follow = route({
  method: "GET",
  path: "/lay-so/:unitId(^\\d+$)/:secret",
  roles: "public",
  scope: "secret",
  auditName: "queue.follow",
  rate: "page",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { hall, ticket } = await readHall(c, c.params.unitId, (tx) => getFollowed(tx, c.params, c.now));
    const picture = followPicture(hall, ticket, c.locale, c.now);
    const href = `/lay-so/${c.params.unitId}/${c.params.secret}`;
    const shown = { locale: c.locale, place: hall.point.name, picture, href, csrf: c.csrfToken, formKey: newFormKey() };
    return secretPage(c.portal({ title: text(c.locale, "follow.title") }, <FollowPage {...shown} />));
  },
});

const followLive = route({
  method: "GET",
  path: "/lay-so/:unitId(^\\d+$)/:secret/truc-tiep",
  roles: "public",
  scope: "secret",
  auditName: "queue.follow_live",
  rate: "page",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId } = c.params;
    const { locale, pool } = c;
    const scope = await hallScope(c, unitId);
    const { ticket } = await reading(pool, scope, (tx) => getFollowed(tx, c.params, c.now));
    const render = async (): Promise<string> => {
      const hall = await hallOfNow(pool, scope, unitId);
      const open = hall.tickets.find(({ id }) => id === ticket.id);
      const own = open ?? (await reading(pool, scope, (tx) => findTicket(tx, ticket.id))) ?? ticket;
      return JSON.stringify(followPicture(hall, own, locale, new Date()));
    };
    return live({ topic: queueTopic(unitId), key: `ticket:${ticket.id}:${locale}`, render, refreshMs: REFRESH_MS });
  },
});

const paper = route({
  method: "GET",
  path: "/lay-so/:unitId(^\\d+$)/:secret/in",
  roles: "public",
  scope: "secret",
  auditName: "queue.print_ticket",
  rate: "page",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { hall, ticket } = await readHall(c, c.params.unitId, (tx) => getFollowed(tx, c.params, c.now));
    const ahead = aheadOf(hall, ticket, c.now) ?? 0;
    const href = `/lay-so/${c.params.unitId}/${c.params.secret}`;
    const back = c.actor === undefined ? href : `/hang-doi/${c.params.unitId}`;
    return secretPage(
      <TicketPaper
        locale={c.locale}
        hall={hall}
        ticket={ticket}
        ahead={ahead}
        wait={waitFor(hall, ticket.serviceId, ahead)}
        href={href}
        backHref={back}
        assetVersion={assetVersion}
      />,
    );
  },
});

const qr = route({
  method: "GET",
  path: "/lay-so/:unitId(^\\d+$)/:secret/qr.svg",
  roles: "public",
  scope: "secret",
  auditName: "queue.ticket_qr",
  rate: "page",
  atKiosk: true,
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, secret } = c.params;
    const picture = await QRCode.toString(`${c.publicUrl}/lay-so/${unitId}/${secret}`, { type: "svg", margin: 2 });
    return file(picture, "image/svg+xml", "qr.svg", true);
  },
});

const cancel = route({
  method: "POST",
  path: "/lay-so/:unitId(^\\d+$)/:secret/huy",
  roles: "public",
  scope: "secret",
  auditName: "queue.cancel_ticket",
  rate: "write",
  schema: { params: SecretParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, secret } = c.params;
    const scope = await hallScope(c, unitId);
    await c.execute("queue.cancel_ticket", { unitId }, (tx, unit) => cancelTicket(tx, unit, { unitId, secret }, c.now), {
      scope,
      agencyId: scope.agencies[0] ?? null,
    });
    return redirect(`/lay-so/${unitId}/${secret}`, text(c.locale, "follow.cancelled"));
  },
});

export const phoneRoutes = [showPhone, takeByPhone, follow, followLive, paper, qr, cancel];
