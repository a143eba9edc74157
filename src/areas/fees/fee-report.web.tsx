import { z } from "zod";
import { MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { csvFile } from "#platform/files/csv.ts";
import { assertWhole } from "#platform/files/whole-list.ts";
import { listNamesOn } from "#organisation";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import { file, json, page } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { COLLECTORS, FEE_READERS } from "./cashier.ts";
import { feeReportCsv, feeReportPdf, feeReportXlsx } from "./export-fee-report.ts";
import { listCashiers, listOwing } from "./fee-report.store.ts";
import { FeeReportPage } from "./fee-report.page.tsx";
import { buildFeeReport, FeeReportQuery, filterOf, REPORT_KINDS } from "./fee-report.ts";

const nothing = z.object({});
const schema = { params: nothing, query: FeeReportQuery, body: nothing };
const PAGE_SIZE = 50;
const MOST_EXPORTED = 20_000;
const MOST_OWING = 100;

const show = route({
  method: "GET",
  path: "/thu-phi",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.list",
  rate: "page",
  recordsReads: true,
  schema,
  handler: async (c) => {
    const actor = c.actor as Actor;
    const filter = filterOf(actor, c.query, c.now);
    const found = await c.read(async (tx) => {
      const [report, cashiers, owing, names] = await Promise.all([
        buildFeeReport(tx, filter, c.query.kind, c.locale, { before: c.query.before, limit: PAGE_SIZE }),
        listCashiers(tx, filter),
        listOwing(tx, filter.agencies, MOST_OWING),
        listNamesOn(tx, actor.agencies, filter.to),
      ]);
      const units = [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
      return { report, cashiers, owing, units };
    });
    return page(
      c.shell(
        { title: found.report.title, wide: true },
        <FeeReportPage
          {...found}
          locale={c.locale}
          query={c.query}
          canCollect={hasRole(actor, ...COLLECTORS)}
          pageSize={PAGE_SIZE}
        />,
      ),
    );
  },
});

/** The whole report; a longer list than a file takes is refused, since its totals would be of more than its rows. */
async function reportFor(c: RequestContext<unknown, FeeReportQuery, unknown>) {
  const paging = { before: c.query.before, limit: MOST_EXPORTED + 1 };
  const filter = filterOf(c.actor as Actor, c.query, c.now);
  const report = await c.read((tx) => buildFeeReport(tx, filter, c.query.kind, c.locale, paging));
  assertWhole(report.rows, MOST_EXPORTED, "from");
  return report;
}

const exported = (format: "csv" | "xlsx" | "pdf") =>
  route({
    method: "GET",
    path: `/thu-phi/xuat.${format}`,
    roles: FEE_READERS,
    scope: "agency-rows",
    auditName: `fees.export_${format}`,
    rate: "export",
    recordsReads: true,
    schema,
    handler: async (c) => {
      const report = await reportFor(c);
      const name = `thu-phi-${report.kind}-${report.to}.${format}`;
      if (format === "csv") return csvFile(feeReportCsv(report, c.locale), name);
      if (format === "pdf") return file(await feeReportPdf(report, c.locale, c.now), "application/pdf", name, true);
      return file(await feeReportXlsx(report, c.locale), MEDIA_TYPES.xlsx, name);
    },
  });

const api = route({
  method: "GET",
  path: "/api/v1/reports/fees",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.api_report",
  keyScope: "reports.read",
  rate: "api",
  summary:
    "Fees of a period: the list of payments, cashiers' days, the settlement with agencies, contents of the budget; with the ledger's total.",
  schema: {
    ...schema,
    response: z.object({
      kind: z.enum(REPORT_KINDS),
      from: z.string(),
      to: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.union([z.string(), z.number()]))),
      totals: z.array(z.union([z.string(), z.number()])),
      netVnd: z.int(),
      ledgerVnd: z.int(),
    }),
  },
  handler: async (c) => {
    const report = await reportFor(c);
    const valueOf = (cell: (typeof report.totals)[number]) => (typeof cell === "object" ? cell.vnd : cell);
    return json({
      kind: report.kind,
      from: report.from,
      to: report.to,
      columns: report.columns.map(({ label }) => label),
      rows: report.rows.map(({ cells }) => cells.map(valueOf)),
      totals: report.totals.map(valueOf),
      netVnd: report.netVnd,
      ledgerVnd: report.ledgerVnd,
    });
  },
});

export const reportPages = [show, exported("csv"), exported("xlsx"), exported("pdf"), api];
