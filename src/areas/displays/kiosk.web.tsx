import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { redirect, type Reply, secretPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import {
  aheadOf,
  type AnyContext,
  getFollowed,
  getHall,
  listPriorityReasons,
  POINT_ID,
  takeTicket,
  TakeTicketInput,
  waitFor,
} from "#queue";
import { DeviceParams, openDevice } from "./device-context.ts";
import { KioskHome, KioskService, KioskTicket } from "./kiosk.page.tsx";

const nothing = z.object({});
const KIOSK = ["kiosk"] as const;
const addressOf = ({ unitId, token }: DeviceParams): string => `/kiosk/${unitId}/${token}`;

const home = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { read } = await openDevice(c, c.params, KIOSK);
    const hall = await read((tx) => getHall(tx, c.params.unitId, c.now));
    return secretPage(<KioskHome locale={c.locale} address={addressOf(c.params)} hall={hall} />);
  },
});

async function servicePage(
  c: AnyContext,
  params: DeviceParams,
  serviceId: number,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const { read } = await openDevice(c, params, KIOSK);
  const [hall, reasons] = await read((tx) =>
    Promise.all([getHall(tx, params.unitId, c.now), listPriorityReasons(tx, localDay(c.now))]),
  );
  return secretPage(
    <KioskService
      locale={c.locale}
      address={addressOf(params)}
      hall={hall}
      serviceId={serviceId}
      reasons={reasons}
      errors={errors}
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
    return redirect(`${addressOf(c.params)}/so/${taken.secret}`);
  },
  onRefusal: (c, _refusal, errors, typed) => servicePage(c, c.params, Number(typed["serviceId"] ?? 0), errors),
});

const ticket = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/so/:secret",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_number",
  rate: "page",
  schema: { params: DeviceParams.extend({ secret: z.string().max(60) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { read } = await openDevice(c, c.params, KIOSK);
    const { hall, ticket: own } = await read((tx) => getFollowed(tx, c.params, c.now));
    const ahead = aheadOf(hall, own, c.now) ?? 0;
    const wait = waitFor(hall, own.serviceId, ahead);
    return secretPage(
      <KioskTicket locale={c.locale} address={addressOf(c.params)} hall={hall} ticket={own} ahead={ahead} wait={wait} />,
    );
  },
});

export const kioskRoutes = [home, service, take, ticket];
