import { z } from "zod";
import { RateInput, rateService } from "#feedback";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { live, redirect, type Reply, secretPage, storedPixels } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { reading } from "#platform/db/tx.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, queueRefusal, queueTopic } from "#queue";
import { DeviceParams, openDevice } from "./device-context.ts";
import { deviceTopic } from "./displays.ts";
import { displaysRefusal } from "./displays.errors.ts";
import { getTablet, photoVersion, tabletName, tabletPicture } from "./get-tablet.ts";
import { TabletPage } from "./tablet.page.tsx";

const nothing = z.object({});
const TABLET = ["rating"] as const;
const REFRESH_MS = 4_000;

const addressOf = ({ unitId, token }: DeviceParams): string => `/danh-gia-quay/${unitId}/${token}`;

async function tabletPage(c: AnyContext, params: DeviceParams, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { device, read } = await openDevice(c, params, TABLET);
  const tablet = await read((tx) => getTablet(tx, device, c.now));
  const shown = { locale: c.locale, address: addressOf(params), tablet, errors, formKey: newFormKey() };
  return secretPage(<TabletPage {...shown} />);
}

const show = route({
  method: "GET",
  path: "/danh-gia-quay/:unitId(^\\d+$)/:token",
  roles: "public",
  scope: "device",
  auditName: "displays.tablet",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: (c) => tabletPage(c, c.params),
});

const follow = route({
  method: "GET",
  path: "/danh-gia-quay/:unitId(^\\d+$)/:token/truc-tiep",
  roles: "public",
  scope: "device",
  auditName: "displays.tablet_live",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { device, scope } = await openDevice(c, c.params, TABLET);
    const { pool } = c;
    const render = async (): Promise<string> =>
      tabletPicture(await reading(pool, scope, (tx) => getTablet(tx, device, new Date())));
    const endsOn = deviceTopic(device.id);
    return live({ topic: queueTopic(device.unitId), key: `tablet:${device.id}`, render, refreshMs: REFRESH_MS, endsOn });
  },
});

const photo = route({
  method: "GET",
  path: "/danh-gia-quay/:unitId(^\\d+$)/:token/anh/:version",
  roles: "public",
  scope: "device",
  auditName: "displays.tablet_photo",
  rate: "page",
  schema: { params: DeviceParams.extend({ version: z.string().max(20) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { device, read } = await openDevice(c, c.params, TABLET);
    const { officer } = await read((tx) => getTablet(tx, device, c.now));
    const own = officer?.photo ?? null;
    if (own === null || photoVersion(own) !== c.params.version) throw queueRefusal("device_unknown");
    return storedPixels(c.files.pathOf(own.sha256), own.kind === "png" ? "image/png" : "image/jpeg", `can-bo.${own.kind}`);
  },
});

/** The answer belongs to the service that the page asked about: not to the next one, which may have begun meanwhile. */
const rate = route({
  method: "POST",
  path: "/danh-gia-quay/:unitId(^\\d+$)/:token",
  roles: "public",
  scope: "device",
  auditName: "displays.tablet_rate",
  rate: "write",
  schema: { params: DeviceParams, query: nothing, body: RateInput.extend({ subject: z.string().regex(/^[td]\d{1,18}$/) }) },
  handler: async (c) => {
    const { device, scope, read } = await openDevice(c, c.params, TABLET);
    const { subject } = await read((tx) => getTablet(tx, device, c.now));
    const offered =
      subject === undefined ? undefined : subject.ticketId === null ? `d${subject.dossierId}` : `t${subject.ticketId}`;
    const kept = { device: device.id, subject: c.body.subject, level: c.body.level };
    await c.execute(
      "feedback.rate",
      kept,
      async (tx, unit) => {
        if (subject === undefined || offered !== c.body.subject) throw displaysRefusal("nothing_to_rate");
        const rated = await rateService(tx, unit, subject, { channel: "tablet", device: tabletName(device) }, c.body, c.now);
        unit.announce(queueTopic(device.unitId));
        return rated;
      },
      { scope, agencyId: scope.agencies[0] ?? null },
    );
    return redirect(addressOf(c.params));
  },
  onRefusal: (c, _refusal, errors) => tabletPage(c, c.params, errors),
});

export const tabletRoutes = [show, follow, photo, rate];
