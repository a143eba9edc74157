import { z } from "zod";
import { csvFile } from "#platform/files/csv.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { route, type RequestContext } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { getResults, type Results, shareSatisfied } from "./get-results.ts";
import { markUnfounded } from "./mark-unfounded.ts";
import { type By, ResultsQuery } from "./rating.ts";
import { ResultsPage } from "./results.page.tsx";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, ResultsQuery, unknown>;

const nothing = z.object({});
export const RESULT_READERS = ["one_stop_head", "leader", "division_head", "home_affairs_officer", "inspector"] as const;
export const PAGE_READERS = [...RESULT_READERS, "receiving_officer"] as const;
const MARKERS = ["one_stop_head", "leader"] as const;

/** Reports name no officer to a program whose key does not say that it may read of staff by name. */
export function assertMayName({ keyScopes }: Pick<AnyContext, "keyScopes">, by: By): void {
  if (by === "officer" && keyScopes !== undefined && !keyScopes.includes("staff.read")) throw platformRefusal("key_scope");
}

/** Whoever has no other role than the counter's sees what was said of their own service, as counts. */
const isOwnOnly = (c: Pick<AnyContext, "actor">): boolean => !RESULT_READERS.some((role) => c.actor?.roles.has(role));

async function read(c: Pick<AnyContext, "actor" | "read" | "now">, query: ResultsQuery): Promise<Results> {
  const today = localDay(c.now);
  const period = { by: query.by, from: query.from ?? `${today.slice(0, 8)}01`, to: query.to ?? today };
  return c.read((tx) => getResults(tx, period, isOwnOnly(c) ? (c.actor?.personId ?? 0) : undefined));
}

async function resultsPage(
  c: RequestContext<unknown, unknown, unknown>,
  query: ResultsQuery,
  errors: readonly FieldRefusal[] = [],
) {
  const results = await read(c, query);
  const title = text(c.locale, isOwnOnly(c) ? "results.own" : "results.title");
  return page(
    c.shell(
      { title, errors },
      <ResultsPage
        locale={c.locale}
        results={results}
        isOwn={isOwnOnly(c)}
        canMark={MARKERS.some((role) => c.actor?.roles.has(role))}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/ket-qua-danh-gia",
  roles: PAGE_READERS,
  scope: "agency-rows",
  auditName: "feedback.results",
  rate: "page",
  schema: { params: nothing, query: ResultsQuery, body: nothing },
  handler: (c) => resultsPage(c, c.query),
});

const exported = route({
  method: "GET",
  path: "/ket-qua-danh-gia/xuat.csv",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.export",
  rate: "export",
  schema: { params: nothing, query: ResultsQuery, body: nothing },
  handler: async (c) => {
    const results = await read(c, c.query);
    const head = [
      text(c.locale, `by.${results.by}`),
      text(c.locale, "level.2"),
      text(c.locale, "level.1"),
      text(c.locale, "level.0"),
      text(c.locale, "results.share"),
      text(c.locale, "results.suspect"),
    ];
    const rows = results.rows.map((row) => {
      const share = shareSatisfied(row);
      return [row.label, row.very, row.satisfied, row.not, share === undefined ? "" : share.toFixed(1), row.suspect];
    });
    return csvFile([head, ...rows], `danh-gia-${results.from}-${results.to}.csv`);
  },
});

const mark = route({
  method: "POST",
  path: "/ket-qua-danh-gia/:id(^\\d+$)",
  roles: MARKERS,
  scope: "agency-rows",
  auditName: "feedback.mark_unfounded",
  rate: "write",
  schema: {
    params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }),
    // The list in which the remark stands, to come back to it.
    query: ResultsQuery,
    body: z.object({ why: requiredText(500) }),
  },
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("feedback.mark_unfounded", { id, why: c.body.why }, (tx, unit) => markUnfounded(tx, unit, id, c.body.why));
    const { by, from, to } = await read(c, c.query);
    return redirect(`/ket-qua-danh-gia?by=${by}&from=${from}&to=${to}`, text(c.locale, "remarks.marked"));
  },
  onRefusal: (c, _refusal, errors): Promise<Reply> => {
    const shown = ResultsQuery.safeParse(c.query);
    return resultsPage(c, shown.success ? shown.data : { by: "unit" }, errors);
  },
});

const api = route({
  method: "GET",
  path: "/api/v1/ratings",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.api",
  keyScope: "reports.read",
  rate: "api",
  summary:
    "Counts of ratings in a period by unit, procedure or officer (a key: with staff.read); what is held suspect is counted apart.",
  schema: {
    params: nothing,
    query: ResultsQuery,
    body: nothing,
    response: z.object({
      by: z.string(),
      from: z.string(),
      to: z.string(),
      rows: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          very: z.int(),
          satisfied: z.int(),
          not: z.int(),
          suspect: z.int(),
        }),
      ),
    }),
  },
  handler: async (c) => {
    assertMayName(c, c.query.by);
    const { by, from, to, rows } = await read(c, c.query);
    return json({ by, from, to, rows });
  },
});

export const resultRoutes = [show, exported, mark, api];
