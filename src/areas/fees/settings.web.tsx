import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { listFields } from "#procedures";
import type { FieldRefusal } from "#platform/refusal.ts";
import { cashierFor } from "./cashier.ts";
import { listContentCodes } from "./content-code.store.ts";
import { CodesPage } from "./content-codes.page.tsx";
import { feePath } from "./fee-paths.ts";
import { IdParams, plain } from "./fees.web.tsx";
import {
  addContentCode,
  addSeries,
  closeContentCode,
  closeSeries,
  ContentCodeInput,
  EndInput,
  SeriesInput,
} from "./keep-settings.ts";
import { receiptsLeft } from "./next-series.ts";
import { SeriesPage } from "./series.page.tsx";
import { listSeries } from "./series.store.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const nothing = z.object({});
export const SERIES_KEEPERS = ["one_stop_head"] as const;

/** What a form that was refused says again; `of` is the row whose end it was. */
interface Refused {
  readonly errors: readonly FieldRefusal[];
  readonly typed: Typed;
  readonly of?: number;
}
const NOT_REFUSED: Refused = { errors: [], typed: {} };

const reading =
  (typed: Typed) =>
  (name: string): string | undefined => {
    const value = typed[name];
    return Array.isArray(value) ? value[0] : value;
  };

async function seriesPage(c: Context, { errors, typed, of }: Refused = NOT_REFUSED) {
  const { agencyId } = cashierFor(c.actor, SERIES_KEEPERS);
  const today = localDateOf(c.now.getTime());
  const [series, left] = await c.read((tx) => Promise.all([listSeries(tx, agencyId), receiptsLeft(tx, agencyId, today)]));
  const title = text(c.locale, "series.title");
  return page(
    c.shell(
      { title, errors, wide: true, breadcrumbs: [{ label: text(c.locale, "nav.list"), href: feePath.list }, { label: title }] },
      <SeriesPage
        locale={c.locale}
        series={series}
        left={left}
        today={today}
        csrf={c.csrfToken}
        newKey={newFormKey}
        typed={reading(typed)}
        refused={of}
      />,
    ),
  );
}

const showSeries = route({
  method: "GET",
  path: "/thu-phi/ky-hieu-bien-lai",
  roles: SERIES_KEEPERS,
  scope: "agency-rows",
  auditName: "fees.series",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => seriesPage(c),
});

const saveSeries = route({
  method: "POST",
  path: "/thu-phi/ky-hieu-bien-lai",
  roles: SERIES_KEEPERS,
  scope: "agency-rows",
  auditName: "fees.add_series",
  rate: "write",
  schema: { params: nothing, query: nothing, body: SeriesInput },
  handler: async (c) => {
    const { agencyId, name } = cashierFor(c.actor, SERIES_KEEPERS);
    const by = { agencyId, name, accountId: (c.actor as Actor).accountId };
    await c.execute("fees.add_series", { agencyId, ...plain(c.body) }, (tx, unit) => addSeries(tx, unit, by, c.body, c.now));
    return redirect(feePath.series, text(c.locale, "done.series"));
  },
  onRefusal: (c, _refusal, errors, typed) => seriesPage(c, { errors, typed }),
});

const stopSeries = route({
  method: "POST",
  path: "/thu-phi/ky-hieu-bien-lai/:id(^\\d+$)/ket-thuc",
  roles: SERIES_KEEPERS,
  scope: "agency-rows",
  auditName: "fees.end_series",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: EndInput },
  handler: async (c) => {
    const { agencyId, name } = cashierFor(c.actor, SERIES_KEEPERS);
    const by = { agencyId, name, accountId: (c.actor as Actor).accountId };
    const { id } = c.params;
    await c.execute("fees.end_series", { id, ...c.body }, (tx, unit) => closeSeries(tx, unit, by, id, c.body.lastDay, c.now));
    return redirect(feePath.series, text(c.locale, "done.series_end"));
  },
  onRefusal: (c, _refusal, errors, typed) => seriesPage(c, { errors, typed, of: c.params.id }),
});

async function codesPage(c: Context, { errors, typed, of }: Refused = NOT_REFUSED) {
  const [codes, fields] = await c.read((tx) => Promise.all([listContentCodes(tx), listFields(tx, localDateOf(c.now.getTime()))]));
  return page(
    c.shell(
      { title: text(c.locale, "codes.title"), errors, wide: true },
      <CodesPage
        locale={c.locale}
        codes={codes}
        fields={fields.map(({ field }) => field)}
        today={localDateOf(c.now.getTime())}
        csrf={c.csrfToken}
        newKey={newFormKey}
        typed={reading(typed)}
        refused={of}
      />,
    ),
  );
}

const showCodes = route({
  method: "GET",
  path: "/quan-tri/ma-noi-dung-thu",
  roles: ["administrator"],
  scope: "reference",
  auditName: "fees.codes",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => codesPage(c),
});

const keeperOf = (c: Context) => {
  const { accountId, name } = c.actor as Actor;
  return { accountId, name };
};

const saveCode = route({
  method: "POST",
  path: "/quan-tri/ma-noi-dung-thu",
  roles: ["administrator"],
  scope: "reference",
  auditName: "fees.add_code",
  rate: "write",
  schema: { params: nothing, query: nothing, body: ContentCodeInput },
  handler: async (c) => {
    await c.execute("fees.add_code", plain(c.body), (tx, unit) => addContentCode(tx, unit, keeperOf(c), c.body, c.now));
    return redirect(feePath.codes, text(c.locale, "done.code"));
  },
  onRefusal: (c, _refusal, errors, typed) => codesPage(c, { errors, typed }),
});

const stopCode = route({
  method: "POST",
  path: "/quan-tri/ma-noi-dung-thu/:id(^\\d+$)/ket-thuc",
  roles: ["administrator"],
  scope: "reference",
  auditName: "fees.end_code",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: EndInput },
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("fees.end_code", { id, ...c.body }, (tx, unit) =>
      closeContentCode(tx, unit, keeperOf(c), id, c.body.lastDay, c.now),
    );
    return redirect(feePath.codes, text(c.locale, "done.series_end"));
  },
  onRefusal: (c, _refusal, errors, typed) => codesPage(c, { errors, typed, of: c.params.id }),
});

export const settingsPages = [showSeries, saveSeries, stopSeries, showCodes, saveCode, stopCode];
