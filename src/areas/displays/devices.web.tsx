import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { formatDate } from "#platform/i18n/dates.ts";
import { choice, optional } from "#platform/input/fields.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, findPoint, listCounters, POINT_ID, queueRefusal } from "#queue";
import { changeDisplays, type DisplayChange } from "./change-displays.ts";
import { DevicesPage } from "./devices.page.tsx";
import { DeviceInput, NoticeInput } from "./displays.ts";
import { listDevices, listNotices } from "./displays.store.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const HEAD = ["one_stop_head"] as const;
const UnitParams = z.object({ unitId: POINT_ID });
/** Under which addresses the kinds of device stand. */
const FOLDERS = { queue: "man-hinh", gate: "man-hinh", hall: "man-hinh", kiosk: "kiosk", rating: "danh-gia-quay" } as const;
const CHANGES = ["add_device", "revoke_device", "add_notice", "remove_notice"] as const;

async function devicesPage(c: AnyContext, unitId: number, errors: readonly FieldRefusal[] = [], made?: string): Promise<Reply> {
  const [point, devices, notices, counters] = await c.read((tx) =>
    Promise.all([findPoint(tx, unitId), listDevices(tx, unitId), listNotices(tx, unitId), listCounters(tx, unitId)]),
  );
  if (point === undefined) throw queueRefusal("point_unknown");
  return page(
    c.shell(
      {
        title: text(c.locale, "devices.title"),
        errors,
        breadcrumbs: [{ label: point.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "devices.title") }],
      },
      <DevicesPage
        locale={c.locale}
        point={point}
        devices={devices}
        counters={counters}
        notices={notices}
        made={made}
        today={formatDate(c.now)}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/thiet-bi",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "displays.devices",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => devicesPage(c, c.params.unitId),
});

const change = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/thiet-bi",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "displays.change",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: z.looseObject({ change: choice(CHANGES), id: optional(POINT_ID) }) },
  handler: async (c) => {
    const { unitId } = c.params;
    const { change: kind, id = 0, ...rest } = c.body;
    const wanted: DisplayChange =
      kind === "add_device"
        ? { kind, input: validate(DeviceInput, { ...rest }) }
        : kind === "add_notice"
          ? { kind, input: validate(NoticeInput, { ...rest }) }
          : { kind, id };
    const { token } = await c.execute("displays.change", JSON.parse(JSON.stringify({ unitId, ...wanted })), (tx, unit) =>
      changeDisplays(tx, unit, unitId, wanted, c.now),
    );
    if (token === null || wanted.kind !== "add_device")
      return redirect(`/hang-doi/${unitId}/thiet-bi`, text(c.locale, "devices.saved"));
    const folder = FOLDERS[wanted.input.kind];
    return devicesPage(c, unitId, [], `${c.publicUrl}/${folder}/${unitId}/${token}`);
  },
  onRefusal: (c, _refusal, errors) => devicesPage(c, c.params.unitId, errors),
});

export const deviceRoutes = [show, change];
