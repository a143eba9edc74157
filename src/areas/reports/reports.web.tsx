import { z } from "zod";
import { MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { csvFile } from "#platform/files/csv.ts";
import { localDateOf } from "#core/instant.ts";
import type { Actor } from "#platform/http/actor.ts";
import { file, json, page } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { buildReport, listBehindCell } from "./build-report.ts";
import { CellListPage, ROWS_PER_PAGE } from "./cell-list.page.tsx";
import { MEASURES } from "./cells.ts";
import { toCsv, toJson, toXlsx } from "./export-report.ts";
import { ReportPage } from "./ii06a.page.tsx";
import { listReportUnits, REPORT_READERS, resolveRequest } from "./report-access.ts";
import { REPORT_PATH, reportHref } from "./report-links.ts";
import { CellQuery, DIMENSIONS, ReportQuery } from "./report.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const schema = { params: nothing, query: ReportQuery, body: nothing };
type ReportContext = RequestContext<unknown, ReportQuery, unknown>;

/** The report that the query asks for, under the actor's row scope. */
const reportFor = (c: ReportContext) =>
  c.read(async (tx) => {
    const { query, request } = await resolveRequest(tx, c.actor as Actor, c.query, c.now);
    return { query, report: await buildReport(tx, request, c.locale) };
  });

const show = route({
  method: "GET",
  path: "/bao-cao/ii06a",
  roles: REPORT_READERS,
  scope: "agency-rows",
  auditName: "reports.ii06a",
  rate: "page",
  schema,
  handler: async (c) => {
    const today = localDateOf(c.now.getTime());
    const { query, report } = await reportFor(c);
    const units = await c.read((tx) => listReportUnits(tx, c.actor as Actor, report.request.to));
    return page(
      c.shell(
        { title: text(c.locale, "nav.ii06a"), wide: true },
        <ReportPage locale={c.locale} query={query} report={report} units={units} today={today} />,
      ),
    );
  },
});

const list = route({
  method: "GET",
  path: "/bao-cao/ii06a/danh-sach",
  roles: REPORT_READERS,
  scope: "agency-rows",
  auditName: "reports.ii06a_list",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: CellQuery, body: nothing },
  handler: async (c) => {
    const { cell, row, page: at } = c.query;
    const found = await c.read(async (tx) => {
      const { query, request } = await resolveRequest(tx, c.actor as Actor, c.query, c.now);
      const report = await buildReport(tx, request, c.locale);
      const dossiers = await listBehindCell(tx, request, {
        measure: cell,
        key: row ?? null,
        limit: ROWS_PER_PAGE,
        offset: (at - 1) * ROWS_PER_PAGE,
      });
      return { query: { ...query, cell, row, page: at }, report, dossiers };
    });
    const { report } = found;
    const figures = row === undefined ? report.total : report.rows.find(({ key }) => key === row)?.figures;
    const title = text(c.locale, "list.title", { cell: text(c.locale, `cell.${cell}`) });
    const back = reportHref(REPORT_PATH, found.query, { cell: undefined, row: undefined, page: undefined });
    const breadcrumbs = [{ label: text(c.locale, "nav.ii06a"), href: back }, { label: title }];
    return page(
      c.shell({ title, breadcrumbs, wide: true }, <CellListPage locale={c.locale} {...found} count={figures?.[cell] ?? 0} />),
    );
  },
});

const exported = (format: "csv" | "xlsx" | "json") =>
  route({
    method: "GET",
    path: `/bao-cao/ii06a/xuat.${format}`,
    roles: REPORT_READERS,
    scope: "agency-rows",
    auditName: `reports.ii06a_${format}`,
    rate: "export",
    schema,
    handler: async (c) => {
      const { report } = await reportFor(c);
      const name = `II.06a-${report.request.to}.${format}`;
      if (format === "csv") return csvFile(toCsv(report, c.locale), name);
      if (format === "json") return file(JSON.stringify(toJson(report)), "application/json", name);
      return file(await toXlsx(report, c.locale), MEDIA_TYPES.xlsx, name);
    },
  });

const Figures = z.object(Object.fromEntries(MEASURES.map((measure) => [measure, z.int()])));

const api = route({
  method: "GET",
  path: "/api/v1/reports/ii06a",
  roles: REPORT_READERS,
  scope: "agency-rows",
  auditName: "reports.api_ii06a",
  keyScope: "reports.read",
  rate: "api",
  summary:
    "Form II.06a of a unit over a period, by unit, level, field, procedure, channel, department or month, as of any moment.",
  schema: {
    ...schema,
    response: z.object({
      form: z.literal("II.06a"),
      unit: z.object({ id: z.int(), name: z.string(), subUnits: z.boolean() }),
      period: z.object({ from: z.string().nullable(), to: z.string() }),
      by: z.enum(DIMENSIONS),
      asOf: z.string(),
      knownAt: z.string().nullable(),
      policy: z.object({ name: z.string(), version: z.int(), basis: z.string(), verified: z.boolean() }),
      columns: z.record(z.string(), z.string()),
      rows: z.array(Figures.extend({ key: z.string(), label: z.string() })),
      total: Figures,
    }),
  },
  handler: async (c) => json(toJson((await reportFor(c)).report)),
});

export const reportRoutes = [show, list, exported("csv"), exported("xlsx"), exported("json"), api];
