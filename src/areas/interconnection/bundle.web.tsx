import { z } from "zod";
import { actingFor, findVisibleIds, soonFrom } from "#dossiers";
import { listNamesOn, searchUnits } from "#organisation";
import type { Role } from "#core/roles.ts";
import { type Actor, findPost, hasRole } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, requiredText } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { BundleInput } from "./bundle.ts";
import { BUNDLES, BundleListPage, BundlePage } from "./bundle.page.tsx";
import { findBundle, listBundles, listMembers } from "./bundle.store.ts";
import { agenciesOf, fileBundle, openMembers } from "./file-bundle.ts";
import { ChooseGroupPage, FileBundlePage, type Typed } from "./file-bundle.page.tsx";
import { findFiledGroup, groupsOn } from "./group.store.ts";
import { findGroup } from "./groups.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const PAGE = 50;
export const COUNTER = ["receiving_officer", "one_stop_head"] as const;
export const READERS: readonly [Role, ...Role[]] = [
  "receiving_officer",
  "specialist",
  "division_head",
  "leader",
  "one_stop_head",
  "home_affairs_officer",
  "inspector",
];
const IdParams = z.object({ id: integer(1, 2_147_483_647) });
const GroupParams = z.object({ group: requiredText(60) });

/** The one-stop units of the actor's province, for "which agency decides". */
export async function oneStopOptions(c: Context, provinceId: number | null) {
  if (provinceId === null) return [];
  const on = localDay(c.now);
  const filter = { on, kinds: ["one_stop_shop"] as const, provinceId, limit: 500 };
  const units = await c.read((tx) => searchUnits(tx, filter));
  return units.map(({ id, fullName, agencyId }) => ({ value: String(id), label: fullName, agencyId }));
}

const list = route({
  method: "GET",
  path: BUNDLES,
  roles: READERS,
  scope: "agency-rows",
  auditName: "interconnection.list",
  rate: "page",
  recordsReads: true,
  schema: {
    params: nothing,
    query: z.object({ open: choice(["0", "1"]).default("1"), page: integer(1, 10_000).default(1) }),
    body: nothing,
  },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const open = c.query.open === "1";
    const offset = (c.query.page - 1) * PAGE;
    const rows = await c.read((tx) => listBundles(tx, { agencies: actor.agencies, open, limit: PAGE + 1, offset }));
    const href = (at: number): string => `${BUNDLES}?open=${c.query.open}&page=${at}`;
    return page(
      c.shell(
        { title: text(c.locale, "list.title") },
        <BundleListPage
          locale={c.locale}
          rows={rows.slice(0, PAGE)}
          open={open}
          now={c.now}
          mayFile={hasRole(actor, ...COUNTER)}
          previousHref={c.query.page > 1 ? href(c.query.page - 1) : undefined}
          nextHref={rows.length > PAGE ? href(c.query.page + 1) : undefined}
        />,
      ),
    );
  },
});

const choose = route({
  method: "GET",
  path: `${BUNDLES}/moi`,
  roles: COUNTER,
  scope: "reference",
  auditName: "interconnection.choose_group",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const groups = await c.read((tx) => groupsOn(tx, c.actor?.provinceId ?? null, localDay(c.now)));
    return page(
      c.shell(
        { title: text(c.locale, "new.title"), breadcrumbs: [{ label: text(c.locale, "list.title"), href: BUNDLES }] },
        <ChooseGroupPage locale={c.locale} groups={groups} />,
      ),
    );
  },
});

async function form(c: Context, code: string, typed: Typed, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const actor = c.actor as Actor;
  const open = await c.read((tx) => groupsOn(tx, actor.provinceId, localDay(c.now)));
  const group = open.find((one) => one.code === code) ?? findGroup(code);
  if (group === undefined) throw linkRefusal("group_not_found");
  const desks = await oneStopOptions(c, actor.provinceId);
  const unitId = findPost(actor, COUNTER)?.unitId ?? 0;
  return page(
    c.shell(
      {
        title: group.name,
        errors,
        breadcrumbs: [{ label: text(c.locale, "list.title"), href: BUNDLES }, { label: text(c.locale, "new.title") }],
      },
      <FileBundlePage locale={c.locale} group={group} unitId={unitId} desks={desks} typed={typed} csrf={c.csrfToken} />,
    ),
  );
}

const showForm = route({
  method: "GET",
  path: `${BUNDLES}/moi/:group`,
  roles: COUNTER,
  scope: "reference",
  auditName: "interconnection.form",
  rate: "page",
  schema: { params: GroupParams, query: nothing, body: nothing },
  handler: (c) => form(c, c.params.group, {}),
});

/** Files a group for a page or the API, in a transaction that is open for the agencies that decide its members. */
export async function runFiling(c: Context, group: string, input: BundleInput) {
  const actor = c.actor as Actor;
  const post = findPost(actor, COUNTER);
  const by = { ...actingFor(actor, "receive"), unitId: post?.unitId ?? input.unitId };
  const others = await c.read((tx) => agenciesOf(tx, input.desks, localDay(c.now)));
  const scope = { accountId: actor.accountId, agencies: [...new Set([...actor.agencies, ...others])] };
  const unitId = by.unitId;
  return c.execute(
    "interconnection.file",
    JSON.parse(JSON.stringify({ ...input, group })),
    (tx, unit) => fileBundle(tx, unit, by, group, { ...input, unitId }, c.now),
    { scope },
  );
}

/** Of whom nothing was typed is not one of the group's people. */
const withoutEmptyPeople = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([who, typed]) =>
        (who !== "submitter" && who !== "authorised") || Object.values(typed ?? {}).some((value: unknown) => value !== ""),
    ),
  );

const file = route({
  method: "POST",
  path: `${BUNDLES}/moi/:group`,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.file",
  rate: "write",
  schema: { params: GroupParams, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const input = validate(BundleInput, withoutEmptyPeople(nestFields(c.body)));
    const { id, code, opened } = await runFiling(c, c.params.group, input);
    return redirect(`${BUNDLES}/${id}`, text(c.locale, "new.done", { code, opened }));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return form(c, c.params.group, typed, errors.length > 0 ? errors : [{ field: "desks.0", message: refusal.text(c.locale) }]);
  },
});

async function detail(c: Context, id: number): Promise<Reply> {
  const actor = c.actor as Actor;
  const found = await c.read(async (tx) => {
    const [bundle, members] = await Promise.all([findBundle(tx, id), listMembers(tx, id)]);
    if (bundle === undefined) throw linkRefusal("bundle_not_found");
    const dossiers = members.flatMap(({ dossierId }) => dossierId ?? []);
    const [names, visible] = await Promise.all([
      listNamesOn(tx, [...bundle.agencies], localDay(c.now)),
      findVisibleIds(tx, dossiers),
    ]);
    return { bundle, members, names, visible, group: await findFiledGroup(tx, bundle) };
  });
  const { bundle, group } = found;
  return page(
    c.shell(
      {
        title: `${text(c.locale, "bundle")} ${bundle.code}`,
        breadcrumbs: [{ label: text(c.locale, "list.title"), href: BUNDLES }, { label: bundle.code }],
      },
      <BundlePage
        {...found}
        locale={c.locale}
        mayOpen={findPost(actor, COUNTER, bundle.agencyId) !== undefined}
        assumption={group === undefined || group.verified ? undefined : { text: group.assumption, basis: group.basis }}
        csrf={c.csrfToken}
        now={c.now}
        soon={soonFrom(c.now)}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: `${BUNDLES}/:id(^\\d+$)`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "interconnection.show",
  rate: "page",
  recordsReads: true,
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: (c) => detail(c, c.params.id),
});

const open = route({
  method: "POST",
  path: `${BUNDLES}/:id(^\\d+$)/mo`,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.open_next",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const { id } = c.params;
    const bundle = await c.read((tx) => findBundle(tx, id));
    if (bundle === undefined) throw linkRefusal("bundle_not_found");
    const post = findPost(actor, COUNTER, bundle.agencyId);
    if (post === undefined) throw linkRefusal("not_the_receiving_agency");
    const by = { ...actingFor(actor, "receive", bundle.agencyId), unitId: post.unitId };
    const scope = { accountId: actor.accountId, agencies: [...new Set([...actor.agencies, ...bundle.agencies])] };
    const opened = await c.execute(
      "interconnection.open_next",
      { id },
      async (tx, unit) => {
        unit.subject(`bundle:${id}`);
        return openMembers(tx, unit, by, id, c.now);
      },
      { scope },
    );
    return redirect(`${BUNDLES}/${id}`, text(c.locale, "open.done", { opened }));
  },
});

export const bundlePages = [list, choose, showForm, file, show, open];
