import { z } from "zod";
import { csvFile } from "#platform/files/csv.ts";
import { json, page } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { feedbackRefusal } from "./feedback.errors.ts";
import { getIndices, type IndexRow, type Indices } from "./get-indices.ts";
import { listFacts, listOnline, type Period } from "./index-facts.store.ts";
import { INDICES_PATH, IndexListPage, IndicesPage, ROWS_PER_PAGE } from "./indices.page.tsx";
import { type IndexNumber, officerClass, UNIT_INDICES, unitClass } from "./indices.rules.ts";
import { type By, ResultsQuery } from "./rating.ts";
import { assertMayName, RESULT_READERS } from "./results.web.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});
const schema = { params: nothing, query: ResultsQuery, body: nothing };
type Asking = Pick<RequestContext<unknown, unknown, unknown>, "read" | "now">;

const month = (year: number, at: number): string => new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 10);
const lastOf = (year: number, at: number): string => new Date(Date.UTC(year, at + 1, 0)).toISOString().slice(0, 10);

/** The quarters and years for which the circular has indices published, as of a day (yyyy-MM-dd). */
function periodsOf(locale: Locale, today: string) {
  const year = Number(today.slice(0, 4));
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3;
  return [
    { label: text(locale, "indices.this_quarter"), from: month(year, quarter), to: lastOf(year, quarter + 2) },
    { label: text(locale, "indices.last_quarter"), from: month(year, quarter - 3), to: lastOf(year, quarter - 1) },
    { label: text(locale, "indices.this_year"), from: month(year, 0), to: lastOf(year, 11) },
    { label: text(locale, "indices.last_year"), from: month(year - 1, 0), to: lastOf(year - 1, 11) },
  ];
}

/** The period that was asked for; without one the present quarter. */
function periodOf(query: ResultsQuery, today: string): Period {
  const from = query.from ?? month(Number(today.slice(0, 4)), Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3);
  const period = { from, to: query.to ?? today };
  if (period.to < period.from) throw feedbackRefusal("period_reversed", { field: "to" });
  return period;
}

const indicesFor = (c: Asking, query: ResultsQuery): Promise<Indices> =>
  c.read((tx) => getIndices(tx, query.by, periodOf(query, localDay(c.now)), c.now));

const show = route({
  method: "GET",
  path: INDICES_PATH,
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.indices",
  rate: "page",
  schema,
  handler: async (c) => {
    const it = await indicesFor(c, c.query);
    const periods = periodsOf(c.locale, localDay(c.now));
    return page(
      c.shell(
        { title: text(c.locale, "indices.title"), wide: true },
        <IndicesPage locale={c.locale} it={it} periods={periods} />,
      ),
    );
  },
});

const ListQuery = ResultsQuery.extend({
  key: z.string().min(1).max(64),
  index: choice(["1", "2", "3", "4", "5", "7", "9"]),
  page: integer(1, 100_000).default(1),
});

function rowOf(it: Indices, key: string): IndexRow {
  const row = it.rows.find((one) => one.key === key);
  if (row === undefined) throw feedbackRefusal("row_unknown");
  return row;
}

const list = route({
  method: "GET",
  path: `${INDICES_PATH}/ho-so`,
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.indices_list",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: ListQuery, body: nothing },
  handler: async (c) => {
    const { by, key, page: at } = c.query;
    const index = Number(c.query.index) as IndexNumber;
    const it = await indicesFor(c, c.query);
    const row = rowOf(it, key);
    const rows = { limit: ROWS_PER_PAGE, offset: (at - 1) * ROWS_PER_PAGE };
    const [dossiers, online] = await c.read((tx) =>
      Promise.all([index === 9 ? [] : listFacts(tx, by, key, it, rows), index === 9 ? listOnline(tx, key, it, rows, c.now) : []]),
    );
    const count = index === 9 ? (row.unit?.receivedOnline ?? 0) : row.dossiers;
    const breadcrumbs = [
      { label: text(c.locale, "indices.title"), href: INDICES_PATH },
      { label: text(c.locale, `index.${index}`) },
    ];
    const { from, to } = it;
    return page(
      c.shell(
        { title: text(c.locale, `index.${index}`), breadcrumbs },
        <IndexListPage locale={c.locale} {...{ by, from, to, row, index, page: at, dossiers, online, count }} />,
      ),
    );
  },
});

const classOf = (by: By, { indices: { total, missing } }: IndexRow): string | null =>
  missing.length > 0 ? null : by === "unit" ? unitClass(total) : officerClass(total);

/** Plain data: an index without data is null, and named among the missing. */
const plain = (it: Indices) => ({
  by: it.by,
  from: it.from,
  to: it.to,
  rows: it.rows.map((row) => ({
    key: row.key,
    label: row.label,
    dossiers: row.dossiers,
    indices: Object.fromEntries(it.wanted.map((index) => [String(index), row.indices.indices.get(index) ?? null])),
    total: row.indices.total,
    missing: [...row.indices.missing],
    class: classOf(it.by, row),
  })),
});

const exported = route({
  method: "GET",
  path: `${INDICES_PATH}/xuat.csv`,
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.indices_export",
  rate: "export",
  schema,
  handler: async (c) => {
    const it = await indicesFor(c, c.query);
    const head = [
      text(c.locale, `by.${it.by}`),
      text(c.locale, "indices.dossiers"),
      ...it.wanted.map((index) => `${index}. ${text(c.locale, `index.${index}`)}`),
      text(c.locale, "indices.sum"),
      text(c.locale, "indices.missing"),
    ];
    const rows = it.rows.map(({ label, dossiers, indices }) => [
      label,
      dossiers,
      ...it.wanted.map((index) => indices.indices.get(index)?.toFixed(1) ?? ""),
      indices.total.toFixed(1),
      indices.missing.join(" "),
    ]);
    return csvFile([head, ...rows], `chi-so-${it.by}-${it.from}-${it.to}.csv`);
  },
});

const api = route({
  method: "GET",
  path: "/api/v1/ratings/indices",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.api_indices",
  keyScope: "reports.read",
  rate: "api",
  summary:
    "The indices of Circular 01/2018 in a period by unit, procedure or officer (a key: with staff.read); one without data is null and named.",
  schema: {
    ...schema,
    response: z.object({
      by: z.string(),
      from: z.string(),
      to: z.string(),
      rows: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          dossiers: z.int(),
          indices: z.record(z.string(), z.number().nullable()),
          total: z.number(),
          missing: z.array(z.int().min(1).max(UNIT_INDICES.length)),
          class: z.string().nullable(),
        }),
      ),
    }),
  },
  handler: async (c) => {
    assertMayName(c, c.query.by);
    return json(plain(await indicesFor(c, c.query)));
  },
});

export const indexRoutes = [show, list, exported, api];
