import { z } from "zod";
import { TEMPLATES } from "#core/process/templates.ts";
import { findUnitNames } from "#organisation";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, chosenId, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { findProcedureByCode } from "#procedures";
import { checkProcess } from "./check-process.ts";
import { createProcess, type NewProcessInput, termOf } from "./create-process.ts";
import { discardDraft, draftNextVersion } from "./edit-draft.ts";
import { revision } from "./edit-forms.ts";
import { type Designer, getProcess } from "./get-process.ts";
import { NewProcessPage, type NewProcessProps } from "./new-process.page.tsx";
import { PAGE_SIZE, ProcessList } from "./process-list.page.tsx";
import { ProcessPage, type ProcessPageProps } from "./process.page.tsx";
import { listProcessVersions, searchProcesses } from "./process.store.ts";
import { EVERY_CASE, STAGES } from "./process-version.ts";
import { DESIGNERS, mayDesign, ownersFor } from "./processes.policy.ts";
import { processRefusal } from "./processes.errors.ts";
import { publishProcess, retireProcess, withdrawProcess } from "./publish-process.ts";
import { text } from "./texts.ts";
import { ADMIN, versionHref } from "./words.ts";

type C<P = unknown, B = unknown> = RequestContext<P, unknown, B>;
type Errors = Parameters<C["shell"]>[0]["errors"];

const none = z.object({});
const id = z.object({ id: integer(1, 2_000_000_000) });
type Id = { readonly id: number };

/** Who is asking; a route of this area is never public. */
export const designerOf = (c: Pick<C, "actor">): Designer => {
  if (c.actor === undefined) throw processRefusal("process_not_yours");
  return c.actor;
};

const common = { roles: DESIGNERS, scope: "reference" } as const;
const read = { ...common, method: "GET", rate: "page" } as const;
const write = { ...common, method: "POST", rate: "write" } as const;
const at = `${ADMIN}/phien-ban/:id` as const;

const list = route({
  ...read,
  path: ADMIN,
  auditName: "processes.list",
  schema: {
    params: none,
    query: z.object({
      q: optional(z.string().max(200)),
      stage: optional(choice(STAGES)),
      page: z.preprocess((value) => (value === undefined || value === "" ? 1 : value), integer(1, 10_000)),
    }),
    body: none,
  },
  handler: async (c) => {
    const { page: number, ...filter } = c.query;
    const about = { ...filter, on: localDay(c.now), limit: PAGE_SIZE, offset: (number - 1) * PAGE_SIZE };
    const found = await c.read((tx) => searchProcesses(tx, { ...about, provinceId: c.actor?.provinceId ?? undefined }));
    return page(
      c.shell({ title: text(c.locale, "list.title"), wide: true }, ProcessList({ locale: c.locale, query: c.query, ...found })),
    );
  },
});

/** The page of one version; after a refusal with what was typed and what is wrong. */
export async function showProcess(c: C<Id>, errors?: Errors, typed?: ProcessPageProps["typed"]) {
  const on = localDay(c.now);
  const shown = await c.read(async (tx) => {
    const it = await getProcess(tx, c.params.id, on);
    const [versions, { findings }, procedure] = await Promise.all([
      listProcessVersions(tx, it.processId, on),
      checkProcess(tx, it, on),
      findProcedureByCode(tx, it.procedureCode, on),
    ]);
    const term = procedure === undefined ? ({ value: null, unit: "unknown" } as const) : termOf(procedure, it.caseCode);
    return { it, versions, findings, term };
  });
  const content = ProcessPage({
    locale: c.locale,
    csrfToken: c.csrfToken,
    ...shown,
    mayEdit: mayDesign(designerOf(c), { unitId: shown.it.ownerUnitId, provinceId: shown.it.ownerProvinceId }),
    today: on,
    typed,
  });
  const frame = {
    title: shown.it.procedureName,
    breadcrumbs: [{ label: text(c.locale, "list.title"), href: ADMIN }, { label: shown.it.procedureName }],
    wide: true,
  };
  return page(c.shell(errors === undefined ? frame : { ...frame, errors }, content), errors === undefined ? 200 : 409);
}

const show = route({
  ...read,
  path: at,
  auditName: "processes.read",
  schema: { params: id, query: none, body: none },
  handler: (c) => showProcess(c),
});

/** The form that begins a process; `begin` says from what. */
export async function showNew(
  c: C,
  about: Pick<NewProcessProps, "action" | "title" | "lead" | "begin">,
  values: Readonly<Record<string, string | undefined>> = {},
  errors?: Errors,
) {
  const ids = ownersFor(designerOf(c));
  const names = await c.read((tx) => findUnitNames(tx, ids, localDay(c.now)));
  const owners = ids.map((unitId) => ({ id: unitId, name: names.get(unitId) ?? "" }));
  const content = NewProcessPage({ locale: c.locale, csrfToken: c.csrfToken, owners, values, ...about });
  const frame = {
    title: about.title,
    breadcrumbs: [{ label: text(c.locale, "list.title"), href: ADMIN }, { label: about.title }],
  };
  return page(c.shell(errors === undefined ? frame : { ...frame, errors }, content), errors === undefined ? 200 : 422);
}

export const beginFields = { procedure: requiredText(40), case: optional(z.string().max(100)), owner: chosenId() };

export interface Beginning {
  readonly procedure: string;
  readonly case?: string | undefined;
  readonly owner: number;
}

/** Begins a process for a page or the API. Refuses a code that no procedure in force has. */
export async function begin(c: C, about: Beginning, from: NewProcessInput["from"]): Promise<{ readonly versionId: number }> {
  const on = localDay(c.now);
  const procedure = await c.read((tx) => findProcedureByCode(tx, about.procedure, on));
  if (procedure === undefined) throw processRefusal("process_procedure_unknown", { field: "procedure" });
  const input: NewProcessInput = {
    ownerUnitId: about.owner,
    procedureVersionId: procedure.versionId,
    caseCode: about.case ?? EVERY_CASE,
    from,
  };
  return c.execute("processes.create", { ...input, from: JSON.stringify(from) }, (tx, unit) =>
    createProcess(tx, unit, designerOf(c), input, on),
  );
}

/** What was typed, one value a field. */
export const strings = (typed: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, typeof value === "string" ? value : value?.[0]]));

const newAbout = (c: C) => ({
  action: `${ADMIN}/moi`,
  title: text(c.locale, "new.title"),
  lead: text(c.locale, "new.lead"),
  begin: "template" as const,
});
const newForm = route({
  ...read,
  path: `${ADMIN}/moi`,
  auditName: "processes.new_form",
  schema: { params: none, query: z.object({ procedure: optional(z.string().max(40)) }), body: none },
  handler: (c) => showNew(c, newAbout(c), { procedure: c.query.procedure }),
});
const create = route({
  ...write,
  path: `${ADMIN}/moi`,
  auditName: "processes.create",
  schema: { params: none, query: none, body: z.object({ ...beginFields, template: choice([...TEMPLATES, "empty"]) }) },
  handler: async (c) => {
    const made = await begin(c, c.body, { template: c.body.template });
    return redirect(versionHref(made.versionId), text(c.locale, "new.done"));
  },
  onRefusal: (c, _refusal, errors, typed) => showNew(c, newAbout(c), strings(typed), errors),
});

const cloneAbout = (c: C<Id>) => ({
  action: `${versionHref(c.params.id)}/sao-chep`,
  title: text(c.locale, "page.clone"),
  lead: text(c.locale, "new.lead"),
  begin: "clone" as const,
});
const cloneForm = route({
  ...read,
  path: `${at}/sao-chep`,
  auditName: "processes.clone_form",
  schema: { params: id, query: none, body: none },
  handler: (c) => showNew(c, cloneAbout(c)),
});
const clone = route({
  ...write,
  path: `${at}/sao-chep`,
  auditName: "processes.clone",
  schema: { params: id, query: none, body: z.object(beginFields) },
  handler: async (c) => {
    const made = await begin(c, c.body, { cloneOf: c.params.id });
    return redirect(versionHref(made.versionId), text(c.locale, "page.done_cloned"));
  },
  onRefusal: (c, _refusal, errors, typed) => showNew(c, cloneAbout(c), strings(typed), errors),
});

const publish = route({
  ...write,
  path: `${at}/cong-bo`,
  auditName: "processes.publish",
  schema: {
    params: id,
    query: none,
    body: z.object({ ...revision, from: plainDay(), overrideReason: optional(z.string().max(2000)) }),
  },
  handler: async (c) => {
    const { overrideReason = null, ...given } = c.body;
    const input = { versionId: c.params.id, ...given, overrideReason };
    const today = { on: localDay(c.now), at: c.now };
    await c.execute("processes.publish", input, (tx, unit) => publishProcess(tx, unit, designerOf(c), input, today));
    return redirect(versionHref(c.params.id), text(c.locale, "page.done_published"));
  },
  // The findings stand on the page with their links: the summary says only that they keep it from being published.
  onRefusal: (c, refusal, errors, typed) =>
    showProcess(c, refusal.code === "process_unsound" ? [{ field: "", message: refusal.text(c.locale) }] : errors, typed),
});
const retire = route({
  ...write,
  path: `${at}/ngung`,
  auditName: "processes.retire",
  schema: { params: id, query: none, body: z.object({ on: plainDay() }) },
  handler: async (c) => {
    const input = { versionId: c.params.id, on: c.body.on };
    await c.execute("processes.retire", input, (tx, unit) => retireProcess(tx, unit, designerOf(c), input, localDay(c.now)));
    return redirect(versionHref(c.params.id), text(c.locale, "page.done_retired"));
  },
  onRefusal: (c, _refusal, errors, typed) => showProcess(c, errors, typed),
});
const withdraw = route({
  ...write,
  path: `${at}/rut-lai`,
  auditName: "processes.withdraw",
  schema: { params: id, query: none, body: none },
  handler: async (c) => {
    await c.execute("processes.withdraw", { versionId: c.params.id }, (tx, unit) =>
      withdrawProcess(tx, unit, designerOf(c), c.params.id, localDay(c.now)),
    );
    return redirect(versionHref(c.params.id), text(c.locale, "page.done_withdrawn"));
  },
  onRefusal: (c, _refusal, errors, typed) => showProcess(c, errors, typed),
});
const next = route({
  ...write,
  path: `${at}/phien-ban-moi`,
  auditName: "processes.next_version",
  schema: { params: id, query: none, body: none },
  handler: async (c) => {
    const made = await c.execute("processes.next_version", { id: c.params.id }, (tx, unit) =>
      draftNextVersion(tx, unit, designerOf(c), c.params.id, localDay(c.now)),
    );
    return redirect(versionHref(made.versionId), text(c.locale, "new.done"));
  },
  onRefusal: (c, _refusal, errors, typed) => showProcess(c, errors, typed),
});
const discard = route({
  ...write,
  path: `${at}/bo`,
  auditName: "processes.discard",
  schema: { params: id, query: none, body: none },
  handler: async (c) => {
    await c.execute("processes.discard", { id: c.params.id }, (tx, unit) =>
      discardDraft(tx, unit, designerOf(c), c.params.id, localDay(c.now)),
    );
    return redirect(ADMIN, text(c.locale, "page.done_discarded"));
  },
  onRefusal: (c, _refusal, errors, typed) => showProcess(c, errors, typed),
});

export const processRoutes: readonly Route[] = [
  list,
  newForm,
  create,
  show,
  cloneForm,
  clone,
  publish,
  retire,
  withdraw,
  next,
  discard,
];
