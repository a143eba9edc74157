import { z } from "zod";
import { getUnitCalendar, OFFICE_CALENDAR } from "#organisation";
import type { Json } from "#platform/db/command.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, plainDay } from "#platform/input/fields.ts";
import { ADMIN, AdminList, AdminVersion, versionHref } from "./admin.page.tsx";
import { listAnnouncedDrafts } from "./board.store.ts";
import { PAGE_SIZE } from "./catalogue.page.tsx";
import { searchVersions } from "./edit-procedure.store.ts";
import { findImportRun, listImportRuns } from "./import-run.store.ts";
import { ImportList, ImportPage, IMPORTS } from "./imports.page.tsx";
import { ORIGINS, STATUSES } from "./procedure.ts";
import { entryOf, type ProcedureForm, procedureFormSchema } from "./procedure-form.ts";
import { ProcedureFormPage } from "./procedure-form.page.tsx";
import { type FormValues, valuesOf } from "./procedure-form-values.ts";
import { readVersion, listVersions } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { postBy } from "./publication.clock.ts";
import { publishVersion } from "./publish-version.ts";
import { saveDraft } from "./save-draft.ts";
import { text } from "./texts.ts";
import { withdrawVersion } from "./withdraw-version.ts";

type Context<P = unknown> = RequestContext<P, unknown, unknown>;

const EDITORS = ["administrator", "one_stop_head"] as const;
/** Drafts that wait to be posted, on the first page of the list. */
const MOST_ANNOUNCED = 50;
const none = z.object({});
const id = z.object({ id: integer(1, 2_000_000_000) });
type Id = { readonly id: number };

const crumbs = (c: Context, ...more: readonly { label: string; href?: string }[]) => [
  { label: text(c.locale, "admin.title"), href: ADMIN },
  ...more,
];

const list = route({
  method: "GET",
  path: "/quan-tri/thu-tuc",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.versions",
  rate: "page",
  schema: {
    params: none,
    query: z.object({
      q: optional(z.string().max(200)),
      status: optional(choice(STATUSES)),
      origin: optional(choice(ORIGINS)),
      detail: optional(choice(["yes", "no"])),
      page: z.preprocess((value) => (value === undefined || value === "" ? 1 : value), integer(1, 10_000)),
    }),
    body: none,
  },
  handler: async (c) => {
    const { query } = c;
    const { page: number, detail, ...filter } = query;
    const about = {
      ...filter,
      detail: detail === undefined ? undefined : detail === "yes",
      limit: PAGE_SIZE,
      offset: (number - 1) * PAGE_SIZE,
    };
    const unitId = c.actor?.agencyId ?? undefined;
    const [found, drafts, calendar] = await c.read((tx) =>
      Promise.all([
        searchVersions(tx, about),
        listAnnouncedDrafts(tx, MOST_ANNOUNCED),
        unitId === undefined ? OFFICE_CALENDAR : getUnitCalendar(tx, unitId, localDay(c.now)),
      ]),
    );
    const announced = drafts.map((draft) => ({ ...draft, dueAt: postBy(draft.decision.date, calendar) }));
    const content = AdminList({ locale: c.locale, query, ...found, announced, now: c.now });
    return page(c.shell({ title: text(c.locale, "admin.title"), wide: true }, content));
  },
});

async function showVersion(c: Context<Id>, errors?: Parameters<Context["shell"]>[0]["errors"]) {
  const procedure = await c.read((tx) => readVersion(tx, c.params.id));
  if (procedure === undefined) throw procedureRefusal("procedure_not_found");
  const versions = await c.read((tx) => listVersions(tx, procedure.code, true));
  const content = AdminVersion({ locale: c.locale, csrfToken: c.csrfToken, procedure, versions, today: localDay(c.now) });
  const frame = { title: procedure.name, breadcrumbs: crumbs(c, { label: `${procedure.code} / ${procedure.version}` }) };
  return page(c.shell(errors === undefined ? frame : { ...frame, errors }, content));
}

const version = route({
  method: "GET",
  path: "/quan-tri/thu-tuc/phien-ban/:id",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.version",
  rate: "page",
  schema: { params: id, query: none, body: none },
  handler: (c) => showVersion(c),
});

async function showForm(c: Context<Partial<Id>>, typed?: FormValues, errors?: Parameters<Context["shell"]>[0]["errors"]) {
  const baseId = c.params.id;
  const base = baseId === undefined ? undefined : await c.read((tx) => readVersion(tx, baseId));
  if (baseId !== undefined && base === undefined) throw procedureRefusal("procedure_not_found");
  const values = typed ?? (base === undefined ? {} : valuesOf(base));
  const href = base === undefined ? ADMIN : versionHref(base.versionId);
  const action = base === undefined ? `${ADMIN}/moi` : `${href}/sua`;
  const content = ProcedureFormPage({
    locale: c.locale,
    csrfToken: c.csrfToken,
    action,
    cancelHref: href,
    values,
    code: base?.code,
  });
  const title = base === undefined ? text(c.locale, "form.title_new") : text(c.locale, "form.title_edit", { code: base.code });
  const frame = { title, breadcrumbs: crumbs(c, { label: title }) };
  return page(c.shell(errors === undefined ? frame : { ...frame, errors }, content));
}

async function submitForm(c: RequestContext<Partial<Id>, unknown, ProcedureForm>) {
  const baseId = c.params.id;
  const base = baseId === undefined ? undefined : await c.read((tx) => readVersion(tx, baseId));
  if (baseId !== undefined && base === undefined) throw procedureRefusal("procedure_not_found");
  const entry = entryOf(c.body, base);
  const input = { baseId: baseId ?? null, form: c.body as unknown as Json };
  const saved = await c.execute("procedures.save_draft", input, (tx, unit) =>
    saveDraft(tx, unit, { baseId, entry, on: localDay(c.now) }),
  );
  return redirect(versionHref(saved.versionId), text(c.locale, "admin.done_saved"));
}

const newForm = route({
  method: "GET",
  path: "/quan-tri/thu-tuc/moi",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.new_form",
  rate: "page",
  schema: { params: none, query: none, body: none },
  handler: (c) => showForm(c),
});

const newSubmit = route({
  method: "POST",
  path: "/quan-tri/thu-tuc/moi",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.save_new",
  rate: "write",
  schema: { params: none, query: none, body: procedureFormSchema },
  handler: (c) => submitForm(c),
  onRefusal: (c, _refusal, errors, typed) => showForm(c, typed, errors),
});

const editForm = route({
  method: "GET",
  path: "/quan-tri/thu-tuc/phien-ban/:id/sua",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.edit_form",
  rate: "page",
  schema: { params: id, query: none, body: none },
  handler: (c) => showForm(c),
});

const editSubmit = route({
  method: "POST",
  path: "/quan-tri/thu-tuc/phien-ban/:id/sua",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.save_draft",
  rate: "write",
  schema: { params: id, query: none, body: procedureFormSchema },
  handler: (c) => submitForm(c),
  onRefusal: (c, _refusal, errors, typed) => showForm(c, typed, errors),
});

const publish = route({
  method: "POST",
  path: "/quan-tri/thu-tuc/phien-ban/:id/cong-bo",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.publish",
  rate: "write",
  schema: { params: id, query: none, body: z.object({ from: plainDay() }) },
  handler: async (c) => {
    const input = { versionId: c.params.id, from: c.body.from, locale: c.locale };
    await c.execute("procedures.publish", input, (tx, unit) => publishVersion(tx, unit, input));
    return redirect(versionHref(c.params.id), text(c.locale, "admin.done_published"));
  },
  onRefusal: (c, _refusal, errors) => showVersion(c, errors),
});

const withdraw = route({
  method: "POST",
  path: "/quan-tri/thu-tuc/phien-ban/:id/bai-bo",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.withdraw",
  rate: "write",
  schema: { params: id, query: none, body: z.object({ on: optional(plainDay()) }) },
  handler: async (c) => {
    const input = { versionId: c.params.id, on: c.body.on ?? localDay(c.now) };
    await c.execute("procedures.withdraw", input, (tx, unit) => withdrawVersion(tx, unit, input));
    return redirect(versionHref(c.params.id), text(c.locale, "admin.done_withdrawn"));
  },
  onRefusal: (c, _refusal, errors) => showVersion(c, errors),
});

const imports = route({
  method: "GET",
  path: "/quan-tri/thu-tuc/nhap",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.imports",
  rate: "page",
  schema: { params: none, query: none, body: none },
  handler: async (c) => {
    const runs = await c.read((tx) => listImportRuns(tx, 100));
    const title = text(c.locale, "imports.title");
    return page(c.shell({ title, breadcrumbs: crumbs(c, { label: title }), wide: true }, ImportList({ locale: c.locale, runs })));
  },
});

const importRun = route({
  method: "GET",
  path: "/quan-tri/thu-tuc/nhap/:id",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.import",
  rate: "page",
  schema: { params: id, query: none, body: none },
  handler: async (c) => {
    const run = await c.read((tx) => findImportRun(tx, c.params.id));
    if (run === undefined) throw procedureRefusal("import_not_found");
    const title = text(c.locale, "imports.run", { id: run.id });
    const breadcrumbs = crumbs(c, { label: text(c.locale, "imports.title"), href: IMPORTS }, { label: title });
    return page(c.shell({ title, breadcrumbs }, ImportPage({ locale: c.locale, run })));
  },
});

export const adminRoutes = [list, newForm, newSubmit, version, editForm, editSubmit, publish, withdraw, imports, importRun];
