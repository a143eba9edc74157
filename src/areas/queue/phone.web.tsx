import QRCode from "qrcode";
import { z } from "zod";
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
import { getFollowed } from "./get-followed.ts";
import { aheadOf, getHall, waitFor } from "./get-hall.ts";
import { FollowPage, PhonePage, TicketPaper } from "./phone.page.tsx";
import { hallPicture } from "./picture.ts";
import { listPriorityReasons } from "./plan.store.ts";
import { queueTopic, SecretParams, TakeTicketInput, UnitParams } from "./queue.ts";
import { takeTicket } from "./take-ticket.ts";
import { text } from "./texts.ts";

const nothing = z.object({});

async function phonePage(
  c: AnyContext,
  unitId: number,
  errors: readonly FieldRefusal[] = [],
  typed: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const [hall, reasons] = await readHall(c, unitId, (tx) =>
    Promise.all([getHall(tx, unitId, c.now), listPriorityReasons(tx, unitId, localDay(c.now))]),
  );
  return page(
    c.portal(
      { title: text(c.locale, "phone.title"), errors },
      <PhonePage locale={c.locale} hall={hall} reasons={reasons} typed={typed} csrf={c.csrfToken} formKey={newFormKey()} />,
    ),
  );
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
    const { unitId } = c.params;
    const scope = await hallScope(c, unitId);
    const seat = { unitId, source: "phone", accountId: null } as const;
    const kept = { unitId, serviceId: c.body.serviceId, priority: c.body.priority ?? null };
    const taken = await c.execute("queue.take_ticket", kept, (tx, unit) => takeTicket(tx, unit, seat, c.body, c.now), {
      scope,
      agencyId: scope.agencies[0] ?? null,
    });
    return redirect(`/lay-so/${unitId}/${taken.secret}`);
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
    const ahead = aheadOf(hall, ticket, c.now);
    return secretPage(
      c.portal(
        { title: text(c.locale, "follow.title") },
        <FollowPage
          locale={c.locale}
          hall={hall}
          ticket={ticket}
          ahead={ahead}
          wait={ahead === undefined ? undefined : waitFor(hall, ticket.serviceId, ahead)}
          href={`/lay-so/${c.params.unitId}/${c.params.secret}`}
          csrf={c.csrfToken}
          formKey={newFormKey()}
        />,
      ),
    );
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
    await reading(pool, scope, (tx) => getFollowed(tx, c.params, c.now));
    const render = async (): Promise<string> => {
      const now = new Date();
      return JSON.stringify(hallPicture(await reading(pool, scope, (tx) => getHall(tx, unitId, now)), locale, now));
    };
    return live({ topic: queueTopic(unitId), key: `hall:${unitId}:${locale}`, render });
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
