import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import type { Actor } from "#platform/http/actor.ts";
import { page } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { optional, plainDay } from "#platform/input/fields.ts";
import { buildGroupReport } from "./group-report.ts";
import { GROUP_REPORT, GroupReportPage } from "./group-report.page.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});

export const groupReportPage = route({
  method: "GET",
  path: GROUP_REPORT,
  roles: ["leader", "one_stop_head", "division_head", "home_affairs_officer", "inspector"],
  scope: "agency-rows",
  auditName: "interconnection.report",
  rate: "page",
  schema: { params: nothing, query: z.object({ from: optional(plainDay()), to: optional(plainDay()) }), body: nothing },
  handler: async (c) => {
    const to = c.query.to ?? localDateOf(c.now.getTime());
    const from = c.query.from ?? `${to.slice(0, 4)}-01-01`;
    const { agencies } = c.actor as Actor;
    const rows = await c.read((tx) => buildGroupReport(tx, agencies, { from, to }, c.now));
    return page(
      c.shell(
        { title: text(c.locale, "report.title"), wide: true },
        <GroupReportPage locale={c.locale} rows={rows} from={from} to={to} />,
      ),
    );
  },
});
