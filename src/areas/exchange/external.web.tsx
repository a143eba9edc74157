import { z } from "zod";
import { csvFile } from "#platform/files/csv.ts";
import type { Role } from "#core/roles.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { differencesCsv } from "./export-differences.ts";
import { EXTERNAL, ExternalPage, type ExternalPageProps, hrefOf, MOST_SHOWN } from "./external.page.tsx";
import { DIFFERENCE_KINDS, listComparisons, listDifferences, resolveDifference } from "./external.store.ts";
import { listExternalMappings } from "./mapping.ts";
import { IMPORTERS } from "./take-over/import-external.web.tsx";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const roles: readonly [Role, ...Role[]] = ["leader", "one_stop_head", "home_affairs_officer"];
const nothing = z.object({});
const Chosen = z.object({ system: optional(requiredText(40)), day: optional(plainDay()) });
/** Each row of the page has a form; files and programs get all. */
const MOST_WRITTEN = 100_000;
const IdParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });

/** The agency in which somebody has such a post: their first one may be a plain post elsewhere. */
function agenciesOf(actor: Actor): readonly number[] {
  const post = findPost(actor, roles);
  return post === undefined ? [] : [post.agencyId];
}

/** The comparison that was asked for, else the newest, with what differs in it; of the actor's own agency alone. */
async function load(c: AnyContext, wanted: Partial<z.output<typeof Chosen>>, most: number) {
  const agencies = agenciesOf(c.actor as Actor);
  const names = new Map((await listExternalMappings()).map(({ external }) => [external.system, external.title]));
  return c.read(async (tx) => {
    const found = await listComparisons(tx, agencies);
    const comparisons = found.map((it) => ({ ...it, name: names.get(it.system) ?? it.system }));
    const chosen = comparisons.find((it) => (wanted.system ?? it.system) === it.system && (wanted.day ?? it.day) === it.day);
    return { comparisons, chosen, differences: chosen === undefined ? [] : await listDifferences(tx, agencies, chosen, most) };
  });
}

async function showPage(
  c: AnyContext,
  wanted: Partial<z.output<typeof Chosen>>,
  errors: readonly FieldRefusal[] = [],
  typed: ExternalPageProps["typed"] = undefined,
): Promise<Reply> {
  const it = await load(c, wanted, MOST_SHOWN);
  const shown = (
    <ExternalPage
      {...it}
      mayImport={c.actor !== undefined && findPost(c.actor, IMPORTERS) !== undefined}
      locale={c.locale}
      csrf={c.csrfToken}
      typed={typed}
    />
  );
  return page(c.shell({ title: text(c.locale, "external.title"), wide: true, errors }, shown));
}

const show = route({
  method: "GET",
  path: EXTERNAL,
  roles,
  scope: "agency-rows",
  auditName: "exchange.external",
  rate: "page",
  schema: { params: nothing, query: Chosen, body: nothing },
  handler: (c) => showPage(c, c.query),
});

const exportCsv = route({
  method: "GET",
  path: `${EXTERNAL}/xuat.csv`,
  roles,
  scope: "agency-rows",
  auditName: "exchange.external_export",
  rate: "export",
  schema: { params: nothing, query: Chosen, body: nothing },
  handler: async (c) => {
    const { chosen, differences } = await load(c, c.query, MOST_WRITTEN);
    const name = chosen === undefined ? "doi-chieu.csv" : `doi-chieu-${chosen.system}-${chosen.day}.csv`;
    return csvFile(differencesCsv(c.locale, differences), name);
  },
});

/** Marks a difference of the actor's own agency as resolved, with the reason. Refuses one that is not open. */
async function resolve(tx: Tx, unit: UnitOfWork, actor: Actor, id: number, reason: string, at: Date): Promise<{ code: string }> {
  const agencies = agenciesOf(actor);
  const done = await resolveDifference(tx, agencies, id, { accountId: actor.accountId, reason, at });
  if (done === undefined) throw exchangeRefusal("difference_not_open");
  unit.subject(`difference:${id}`);
  return { code: done.code };
}

const Resolution = z.object({ reason: requiredText(500) });

const resolveOne = route({
  method: "POST",
  path: `${EXTERNAL}/:id(^\\d+$)/xong`,
  roles,
  scope: "agency-rows",
  auditName: "exchange.resolve_difference",
  rate: "write",
  schema: { params: IdParams, query: Chosen, body: Resolution },
  onRefusal: (c, _refusal, errors, typed) =>
    showPage(c, c.query as z.output<typeof Chosen>, errors, { id: c.params.id, reason: String(typed["reason"] ?? "") }),
  handler: async (c) => {
    const { id } = c.params;
    const { reason } = c.body;
    await c.execute("exchange.resolve_difference", { id, reason }, (tx, unit) =>
      resolve(tx, unit, c.actor as Actor, id, reason, c.now),
    );
    const { system, day } = c.query;
    const back = system === undefined || day === undefined ? EXTERNAL : hrefOf(EXTERNAL, { system, day });
    return redirect(back, text(c.locale, "external.was_resolved"));
  },
});

const Difference = z.object({
  id: z.int(),
  code: z.string(),
  kind: z.enum(DIFFERENCE_KINDS),
  here: z.string().nullable(),
  there: z.string().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
});

const apiList = route({
  method: "GET",
  path: "/api/v1/external/differences",
  roles,
  scope: "agency-rows",
  auditName: "exchange.api_differences",
  keyScope: "reports.read",
  rate: "api",
  summary: "Dossiers that live in another system: how many here and there on a day, and what differs.",
  schema: {
    params: nothing,
    query: Chosen,
    body: nothing,
    response: z.object({
      system: z.string().nullable(),
      day: z.string().nullable(),
      here: z.int(),
      there: z.int(),
      differences: z.array(Difference),
    }),
  },
  handler: async (c) => {
    const { chosen, differences } = await load(c, c.query, MOST_WRITTEN);
    return json({
      system: chosen?.system ?? null,
      day: chosen?.day ?? null,
      here: chosen?.here ?? 0,
      there: chosen?.there ?? 0,
      differences: differences.map(({ id, code, kind, here, there, resolvedAt, reason }) => {
        return { id, code, kind, here, there, resolvedAt: resolvedAt?.toISOString() ?? null, reason };
      }),
    });
  },
});

export const externalPages = [show, exportCsv, resolveOne, apiList];
