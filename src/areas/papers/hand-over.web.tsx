import { z } from "zod";
import { findDossierByCode } from "#dossiers";
import { findUnitNames, listPostHolders } from "#organisation";
import { findPost, hasRole } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { PAPER_ROLES, paperActing, paperPosts, READERS } from "./acting-in.ts";
import { findScanningRule } from "./digital-copy.store.ts";
import { EndCarriageInput, GivePapersInput, ReceivePapersInput, type Sheet } from "./hand-over.ts";
import { findSheet, listItems, listSheets } from "./hand-over.store.ts";
import { NewSheetPage, SheetListPage, SheetPage } from "./hand-over.page.tsx";
import { drawSheet } from "./hand-over.slip.ts";
import { papersRefusal } from "./papers.errors.ts";
import { actorOf, runEndCarriage, runGive, runReceipt } from "./run-sheet.ts";
import { ScanningRuleInput, setScanningRule } from "./set-scanning-rule.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const PAGE_SIZE = 50;
const id = integer(1, Number.MAX_SAFE_INTEGER);
const nothing = z.object({});
const SheetParams = z.object({ id });
const RULERS = ["one_stop_head", "leader"] as const;

const crumb = (c: Context) => ({ label: text(c.locale, "sheet.title"), href: "/giay-to/ban-giao" });
const only = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

async function showList(
  c: Context,
  before: number | undefined,
  errors: readonly FieldRefusal[] = [],
  typed?: Typed,
): Promise<Reply> {
  const actor = actorOf(c);
  const units = actor.posts.map(({ unitId }) => unitId);
  const [sheets, waiting, withPost, rule] = await c.read((tx) =>
    Promise.all([
      listSheets(tx, { agencies: actor.agencies, before, most: PAGE_SIZE + 1 }),
      before === undefined ? listSheets(tx, { agencies: actor.agencies, waitingFor: units, most: PAGE_SIZE }) : [],
      before === undefined ? listSheets(tx, { agencies: actor.agencies, withPost: true, most: PAGE_SIZE }) : [],
      actor.agencyId === null ? undefined : findScanningRule(tx, actor.agencyId),
    ]),
  );
  const shown = sheets.slice(0, PAGE_SIZE);
  const kept =
    typed === undefined ? rule : { required: only(typed["required"]) === "yes", decisionNo: only(typed["decisionNo"]) };
  return page(
    c.shell(
      { title: text(c.locale, "sheet.title"), errors },
      <SheetListPage
        locale={c.locale}
        sheets={shown}
        waiting={waiting}
        withPost={withPost}
        nextHref={sheets.length > PAGE_SIZE ? `/giay-to/ban-giao?truoc=${shown.at(-1)?.id}` : undefined}
        writes={hasRole(actor, ...PAPER_ROLES)}
        rule={
          hasRole(actor, ...RULERS)
            ? { required: kept?.required ?? false, decisionNo: kept?.decisionNo ?? "", csrf: c.csrfToken, formKey: newFormKey() }
            : undefined
        }
      />,
    ),
  );
}

const listPage = route({
  method: "GET",
  path: "/giay-to/ban-giao",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.sheets",
  rate: "page",
  schema: { params: nothing, query: z.object({ truoc: id.optional() }), body: nothing },
  handler: (c) => showList(c, c.query.truoc),
});

const rulePage = route({
  method: "POST",
  path: "/giay-to/quy-dinh-so-hoa",
  roles: RULERS,
  scope: "agency-rows",
  auditName: "papers.scanning_rule",
  rate: "write",
  schema: { params: nothing, query: nothing, body: ScanningRuleInput },
  handler: async (c) => {
    const by = paperActing(actorOf(c), RULERS);
    await c.execute("papers.scanning_rule", c.body, (tx, unit) => setScanningRule(tx, unit, by, c.body, c.now));
    return redirect("/giay-to/ban-giao", text(c.locale, "rule.done"));
  },
  onRefusal: (c, _refusal, errors, typed) => showList(c, undefined, errors, typed),
});

/** The units that have people in one of these agencies today, by name. */
const unitsOf = (c: Context, agencies: readonly number[]) =>
  c.read(async (tx) => {
    const today = localDay(c.now);
    const holders = [];
    for (const agencyId of new Set(agencies)) holders.push(...(await listPostHolders(tx, agencyId, today)));
    const names = await findUnitNames(tx, [...new Set(holders.map(({ unitId }) => unitId))], today);
    return [...names].map(([unitId, name]) => ({ id: unitId, name }));
  });

async function showNew(c: Context, typed: Typed, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const posts = paperPosts(actorOf(c));
  const from = posts.map(({ unitId, unitName }) => ({ id: unitId, name: unitName }));
  const units = await unitsOf(
    c,
    posts.map(({ agencyId }) => agencyId),
  );
  return page(
    c.shell(
      { title: text(c.locale, "sheet.make"), errors, breadcrumbs: [crumb(c), { label: text(c.locale, "sheet.make") }] },
      <NewSheetPage
        locale={c.locale}
        from={from}
        units={from.length === 1 ? units.filter(({ id: unitId }) => unitId !== from[0]?.id) : units}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        typed={Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, only(value)]))}
      />,
    ),
  );
}

const newPage = route({
  method: "GET",
  path: "/giay-to/ban-giao/moi",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.new_sheet",
  rate: "page",
  schema: { params: nothing, query: z.object({ code: z.string().max(80).optional() }), body: nothing },
  handler: async (c) => {
    const { code } = c.query;
    const dossier = code === undefined ? undefined : await c.read((tx) => findDossierByCode(tx, code));
    const holder = dossier?.holderUnitId ?? undefined;
    return showNew(c, { codes: code, ...(holder === undefined ? {} : { toUnitId: String(holder) }) });
  },
});

const give = route({
  method: "POST",
  path: "/giay-to/ban-giao/moi",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.give",
  rate: "write",
  schema: { params: nothing, query: nothing, body: GivePapersInput },
  handler: async (c) => {
    const made = await runGive(c, c.body);
    return redirect(`/giay-to/ban-giao/${made.id}`, text(c.locale, "sheet.given_done"));
  },
  onRefusal: (c, _refusal, errors, typed) => showNew(c, typed, errors),
});

/** Who takes part in the post's end of a sheet: somebody who has papers of its agency in their hands. */
const endsCarriage = (c: Context, sheet: Sheet): boolean =>
  sheet.underWay > 0 && findPost(actorOf(c), PAPER_ROLES, sheet.agencyId) !== undefined;

async function showSheet(c: Context, sheetId: number, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const actor = actorOf(c);
  const [sheet, items] = await c.read((tx) => Promise.all([findSheet(tx, sheetId), listItems(tx, sheetId)]));
  if (sheet === undefined) throw papersRefusal("sheet_not_found");
  const receives = sheet.receivedAt === null && paperPosts(actor).some(({ unitId }) => unitId === sheet.toUnitId);
  const units = endsCarriage(c, sheet) ? await unitsOf(c, [sheet.agencyId]) : undefined;
  const number = `${sheet.number}/${sheet.year}`;
  return page(
    c.shell(
      { title: text(c.locale, "sheet.one", { number }), errors, breadcrumbs: [crumb(c), { label: number }] },
      <SheetPage
        locale={c.locale}
        sheet={sheet}
        items={items}
        receives={receives}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        typed={typed}
        refused={errors.length > 0}
        units={units}
      />,
    ),
  );
}

const sheetPage = route({
  method: "GET",
  path: "/giay-to/ban-giao/:id(^\\d+$)",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.sheet",
  rate: "page",
  recordsReads: true,
  schema: { params: SheetParams, query: nothing, body: nothing },
  handler: (c) => showSheet(c, c.params.id),
});

const receive = route({
  method: "POST",
  path: "/giay-to/ban-giao/:id(^\\d+$)/nhan",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.receive",
  rate: "write",
  schema: { params: SheetParams, query: nothing, body: ReceivePapersInput },
  handler: async (c) => {
    const { id: sheetId } = c.params;
    await runReceipt(c, sheetId, c.body);
    return redirect(`/giay-to/ban-giao/${sheetId}`, text(c.locale, "sheet.received_done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "sheet_not_found") throw refusal;
    return showSheet(c, c.params.id, typed, errors);
  },
});

const endByPost = route({
  method: "POST",
  path: "/giay-to/ban-giao/:id(^\\d+$)/buu-chinh",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.end_carriage",
  rate: "write",
  schema: { params: SheetParams, query: nothing, body: EndCarriageInput },
  handler: async (c) => {
    const { id: sheetId } = c.params;
    await runEndCarriage(c, sheetId, c.body);
    return redirect(`/giay-to/ban-giao/${sheetId}`, text(c.locale, "carriage.done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "sheet_not_found") throw refusal;
    return showSheet(c, c.params.id, typed, errors);
  },
});

const sheetPdf = route({
  method: "GET",
  path: "/giay-to/ban-giao/:id(^\\d+$)/phieu.pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.sheet_pdf",
  rate: "export",
  recordsReads: true,
  schema: { params: SheetParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id: sheetId } = c.params;
    const [sheet, items] = await c.read((tx) => Promise.all([findSheet(tx, sheetId), listItems(tx, sheetId)]));
    if (sheet === undefined) throw papersRefusal("sheet_not_found");
    const names = await c.read((tx) => findUnitNames(tx, [sheet.agencyId], localDay(sheet.givenAt)));
    const pdf = await drawSheet(sheet, items, names.get(sheet.agencyId) ?? "");
    return file(pdf, "application/pdf", `ban-giao-${sheet.year}-${sheet.number}.pdf`, true);
  },
});

export const handOverPages = [listPage, rulePage, newPage, give, sheetPage, receive, endByPost, sheetPdf];

export const sheetNavigation: readonly NavEntry[] = [
  {
    href: "/giay-to/ban-giao",
    label: (l) => text(l, "sheet.title"),
    group: (l) => text(l, "nav.group"),
    roles: READERS,
    key: "g b",
    order: 14,
  },
];
