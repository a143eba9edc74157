import { z } from "zod";
import { page } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { optional, plainDay } from "#platform/input/fields.ts";
import { getPoint } from "./change-plan.ts";
import { listCountedShifts } from "./count-cash.ts";
import { UnitParams } from "./queue.ts";
import { ShiftsPage } from "./shifts.page.tsx";
import { text } from "./texts.ts";

const show = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/ca-truc",
  roles: ["one_stop_head"],
  scope: "agency-rows",
  auditName: "queue.shifts",
  rate: "page",
  schema: { params: UnitParams, query: z.object({ day: optional(plainDay()) }), body: z.object({}) },
  handler: async (c) => {
    const { unitId } = c.params;
    const day = c.query.day ?? localDay(c.now);
    const shown = await c.read(async (tx) => {
      const point = await getPoint(tx, unitId);
      return { point, shifts: await listCountedShifts(tx, point, day, c.now) };
    });
    const breadcrumbs = [{ label: shown.point.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "shifts.title") }];
    return page(
      c.shell({ title: text(c.locale, "shifts.title"), breadcrumbs }, <ShiftsPage locale={c.locale} day={day} {...shown} />),
    );
  },
});

export const shiftRoutes = [show];
