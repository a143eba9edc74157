import { z } from "zod";
import { type Group, isGroup } from "#core/eform/index.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findProcedureByCode } from "#procedures";
import { choosePlace, draftEform, publishEform, retireEform, saveGroup, saveSection } from "./edit-eform.ts";
import { findEformOf, findPlace, listOffered } from "./eform.store.ts";
import { GroupEditPage } from "./eform-group.page.tsx";
import { PreviewPage, SectionEditPage } from "./eform-section.page.tsx";
import { EformListPage, EformPage, eformPath, type Typed } from "./eforms.page.tsx";
import { GroupBody, NEW_GROUP } from "./group-form.ts";
import { filingRefusal } from "./filing.errors.ts";
import { type AnyContext, nothing } from "./own-filings.web.tsx";
import { SectionBody } from "./section-form.ts";
import { text } from "./texts.ts";

/** Forms hold for the whole installation, so that who keeps its catalogue keeps them. */
const KEEPERS = ["home_affairs_officer", "administrator"] as const;
const LIST = "/quan-tri/bieu-mau";
const ONE = `${LIST}/:code` as const;
const base = { roles: KEEPERS, scope: "installation" } as const;
const CodeParams = z.object({ code: z.string().max(60) });
const SectionParams = CodeParams.extend({ index: integer(0, 40) });

async function showList(c: AnyContext, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const offered = await c.read((tx) => listOffered(tx, localDay(c.now)));
  const content = <EformListPage locale={c.locale} offered={offered} typed={typed} csrf={c.csrfToken} />;
  return page(c.shell({ title: text(c.locale, "eforms.title"), errors }, content));
}

const list = route({
  ...base,
  method: "GET",
  path: LIST,
  auditName: "filing.eforms",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => showList(c),
});

const begin = route({
  ...base,
  method: "POST",
  path: LIST,
  auditName: "filing.begin_eform",
  rate: "write",
  schema: { params: nothing, query: nothing, body: z.object({ code: requiredText(60) }) },
  handler: async (c) => {
    const { code } = c.body;
    await c.execute("filing.draft_eform", { code }, (tx, unit) => draftEform(tx, unit, code, c.now));
    return redirect(eformPath(code));
  },
  onRefusal: (c, _refusal, errors, typed) => showList(c, typed, errors),
});

const trail = (c: AnyContext, code?: string) => [
  { label: text(c.locale, "eforms.title"), href: LIST },
  ...(code === undefined ? [] : [{ label: code, href: eformPath(code) }]),
];

async function showOne(c: AnyContext, code: string, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const found = await c.read(async (tx) => {
    const [procedure, published, draft, place] = await Promise.all([
      findProcedureByCode(tx, code, localDay(c.now)),
      findEformOf(tx, code, "published"),
      findEformOf(tx, code, "draft"),
      findPlace(tx, code),
    ]);
    return { procedure, published, draft, place };
  });
  const { procedure, ...forms } = found;
  if (procedure === undefined) throw filingRefusal("form_missing");
  const shown = { locale: c.locale, code, name: procedure.name, ...forms, typed, csrf: c.csrfToken };
  return page(c.shell({ title: procedure.name, errors, breadcrumbs: trail(c) }, <EformPage {...shown} />));
}

const overview = route({
  ...base,
  method: "GET",
  path: ONE,
  auditName: "filing.eform",
  rate: "page",
  schema: { params: CodeParams, query: nothing, body: nothing },
  handler: (c) => showOne(c, c.params.code),
});

const draft = route({
  ...base,
  method: "POST",
  path: `${ONE}/nhap`,
  auditName: "filing.draft_eform",
  rate: "write",
  schema: { params: CodeParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { code } = c.params;
    await c.execute("filing.draft_eform", { code }, (tx, unit) => draftEform(tx, unit, code, c.now));
    return redirect(eformPath(code));
  },
  onRefusal: (c, _refusal, errors) => showOne(c, c.params.code, {}, errors),
});

const publish = route({
  ...base,
  method: "POST",
  path: `${ONE}/cong-bo`,
  auditName: "filing.publish_eform",
  rate: "write",
  schema: { params: CodeParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { code } = c.params;
    const { version } = await c.execute("filing.publish_eform", { code }, (tx, unit) => publishEform(tx, unit, code, c.now));
    return redirect(eformPath(code), text(c.locale, "eforms.published", { version }));
  },
  onRefusal: (c, _refusal, errors) => showOne(c, c.params.code, {}, errors),
});

const retire = route({
  ...base,
  method: "POST",
  path: `${ONE}/ngung`,
  auditName: "filing.retire_eform",
  rate: "write",
  schema: { params: CodeParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { code } = c.params;
    await c.execute("filing.retire_eform", { code }, (tx, unit) => retireEform(tx, unit, code, c.now));
    return redirect(eformPath(code), text(c.locale, "eforms.retired"));
  },
  onRefusal: (c, _refusal, errors) => showOne(c, c.params.code, {}, errors),
});

const PlaceBody = z.object({
  place: choice(["national", "here"]),
  url: optional(z.url({ protocol: /^https$/ }).max(1000)),
  reason: optional(requiredText(1000)),
});

const keepPlace = route({
  ...base,
  method: "POST",
  path: `${ONE}/noi-nop`,
  auditName: "filing.choose_place",
  rate: "write",
  schema: { params: CodeParams, query: nothing, body: PlaceBody },
  handler: async (c) => {
    const { code } = c.params;
    const place = { place: c.body.place, url: c.body.url ?? null, reason: c.body.reason ?? null };
    await c.execute("filing.choose_place", { code, ...place }, (tx, unit) => choosePlace(tx, unit, code, place, c.now));
    return redirect(eformPath(code), text(c.locale, "eforms.place_saved"));
  },
  onRefusal: (c, _refusal, errors, typed) => showOne(c, c.params.code, typed, errors),
});

async function getDraftForm(c: AnyContext, code: string) {
  const found = await c.read((tx) => findEformOf(tx, code, "draft"));
  if (found === undefined) throw filingRefusal("eform_not_draft");
  return found.form;
}

async function showSection(
  c: AnyContext,
  { code, index }: z.output<typeof SectionParams>,
  typed: Typed = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const form = await getDraftForm(c, code);
  if (index > form.sections.length) throw filingRefusal("section_unknown");
  const section = form.sections[index];
  const title = section?.title ?? text(c.locale, "eforms.add_section");
  const shown = { locale: c.locale, code, index, section, typed, csrf: c.csrfToken };
  return page(c.shell({ title, errors, breadcrumbs: trail(c, code) }, <SectionEditPage {...shown} />));
}

const section = route({
  ...base,
  method: "GET",
  path: `${ONE}/phan/:index(^\\d+$)`,
  auditName: "filing.eform_section",
  rate: "page",
  schema: { params: SectionParams, query: nothing, body: nothing },
  handler: (c) => showSection(c, c.params),
});

const keepSection = route({
  ...base,
  method: "POST",
  path: `${ONE}/phan/:index(^\\d+$)`,
  auditName: "filing.save_section",
  rate: "write",
  schema: { params: SectionParams, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const { code, index } = c.params;
    const body = validate(SectionBody, nestFields(c.body));
    const input = { code, index, body: JSON.parse(JSON.stringify(body)) };
    await c.execute("filing.save_section", input, (tx, unit) => saveSection(tx, unit, code, index, body));
    return redirect(eformPath(code), text(c.locale, "eforms.section_saved"));
  },
  onRefusal: (c, _refusal, errors, typed) => showSection(c, c.params, typed, errors),
});

const GroupParams = SectionParams.extend({ group: z.string().max(40) });

async function showGroup(
  c: AnyContext,
  { code, index, group: at }: z.output<typeof GroupParams>,
  typed: Typed = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const within = (await getDraftForm(c, code)).sections[index];
  const known = within?.items.find((item): item is Group => isGroup(item) && item.code === at);
  if (within === undefined || (known === undefined && at !== NEW_GROUP)) throw filingRefusal("section_unknown");
  const title = known?.label ?? text(c.locale, "eforms.add_group");
  const breadcrumbs = [...trail(c, code), { label: within.title, href: eformPath(code, `/phan/${index}`) }];
  const shown = { locale: c.locale, code, index, at, group: known, typed, csrf: c.csrfToken };
  return page(c.shell({ title, errors, breadcrumbs }, <GroupEditPage {...shown} />));
}

const group = route({
  ...base,
  method: "GET",
  path: `${ONE}/phan/:index(^\\d+$)/nhom/:group`,
  auditName: "filing.eform_group",
  rate: "page",
  schema: { params: GroupParams, query: nothing, body: nothing },
  handler: (c) => showGroup(c, c.params),
});

const keepGroup = route({
  ...base,
  method: "POST",
  path: `${ONE}/phan/:index(^\\d+$)/nhom/:group`,
  auditName: "filing.save_group",
  rate: "write",
  schema: { params: GroupParams, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const { code, ...at } = c.params;
    const body = validate(GroupBody, nestFields(c.body));
    const input = { code, ...at, body: JSON.parse(JSON.stringify(body)) };
    await c.execute("filing.save_group", input, (tx, unit) => saveGroup(tx, unit, code, at, body));
    return redirect(eformPath(code, `/phan/${at.index}`), text(c.locale, "eforms.group_saved"));
  },
  onRefusal: (c, _refusal, errors, typed) => showGroup(c, c.params, typed, errors),
});

const preview = route({
  ...base,
  method: "GET",
  path: `${ONE}/xem`,
  auditName: "filing.preview_eform",
  rate: "page",
  schema: { params: CodeParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { code } = c.params;
    const form = await getDraftForm(c, code);
    const content = <PreviewPage locale={c.locale} code={code} form={form} today={localDay(c.now)} />;
    return page(c.shell({ title: form.title, breadcrumbs: trail(c, code) }, content));
  },
});

export const eformRoutes = [
  list,
  begin,
  overview,
  draft,
  publish,
  retire,
  keepPlace,
  section,
  keepSection,
  group,
  keepGroup,
  preview,
];

export const eformNavigation: readonly NavEntry[] = [
  {
    href: LIST,
    label: (locale) => text(locale, "nav.eforms"),
    group: (locale) => text(locale, "eforms.group"),
    roles: KEEPERS,
    order: 905,
  },
];
