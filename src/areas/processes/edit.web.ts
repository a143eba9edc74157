import { z } from "zod";
import { findStep } from "#core/process/definition.ts";
import type { Json } from "#platform/db/command.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, optional, plainDay } from "#platform/input/fields.ts";
import { checkProcess } from "./check-process.ts";
import type { Change } from "./draft.rules.ts";
import { editDraft } from "./edit-draft.ts";
import {
  actionFormSchema,
  actionOf,
  revision,
  stepFormSchema,
  stepOf,
  type Values,
  valuesOfAction,
  valuesOfStep,
} from "./edit-forms.ts";
import { ActionFormPage } from "./action-form.page.tsx";
import { StepFormPage } from "./step-form.page.tsx";
import { assertDesigns, getProcess } from "./get-process.ts";
import { designerOf, showProcess } from "./process.web.ts";
import { DESIGNERS } from "./processes.policy.ts";
import { processRefusal } from "./processes.errors.ts";
import { text, type TextKey } from "./texts.ts";
import { ADMIN, actionHref, stepHref, versionHref } from "./words.ts";

type Errors = Parameters<RequestContext<unknown, unknown, unknown>["shell"]>[0]["errors"];
type C<P, B = unknown> = RequestContext<P, unknown, B>;

const none = z.object({});
const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
const id = integer(1, 2_000_000_000);
const version = z.object({ id });
const ofStep = z.object({ id, step: code });
const ofAction = z.object({ id, action: code });
const justRevision = z.object(revision);

/** The draft with its findings and the people to choose from, for whoever may change it. */
async function loadDraft(c: C<{ readonly id: number }>) {
  const on = localDay(c.now);
  return c.read(async (tx) => {
    const it = await getProcess(tx, c.params.id, on);
    assertDesigns(designerOf(c), { unitId: it.ownerUnitId, provinceId: it.ownerProvinceId });
    if (it.stage !== "draft") throw processRefusal("process_not_draft");
    return { it, ...(await checkProcess(tx, it, on)) };
  });
}

const change = (c: C<{ readonly id: number }, { readonly revision: number }>, made: Parameters<typeof editDraft>[4]) =>
  c.execute("processes.edit", { id: c.params.id, revision: c.body.revision, made: made as unknown as Json }, (tx, unit) =>
    editDraft(tx, unit, designerOf(c), { versionId: c.params.id, revision: c.body.revision }, made, localDay(c.now)),
  );

const back = (versionId: number, locale: "vi" | "en", key: TextKey, hash = "steps") =>
  redirect(`${versionHref(versionId)}#${hash}`, text(locale, key));

const crumbs = (c: C<{ readonly id: number }>, name: string, title: string) => [
  { label: text(c.locale, "list.title"), href: ADMIN },
  { label: name, href: versionHref(c.params.id) },
  { label: title },
];

async function showStep(c: C<{ readonly id: number; readonly step?: string }>, typed?: Values, errors?: Errors) {
  const { it, findings, staff } = await loadDraft(c);
  const step = c.params.step === undefined ? undefined : findStep(it.definition, c.params.step);
  if (c.params.step !== undefined && step === undefined) throw processRefusal("process_step_unknown");
  const title = text(c.locale, step === undefined ? "step.title_new" : "step.title_edit");
  const values = typed ?? { ...(step === undefined ? {} : valuesOfStep(step)), revision: String(it.revision) };
  const distinct = <T>(list: readonly T[], key: (item: T) => number): T[] => [
    ...new Map(list.map((item) => [key(item), item])).values(),
  ];
  const content = StepFormPage({
    locale: c.locale,
    csrfToken: c.csrfToken,
    action: step === undefined ? `${versionHref(it.id)}/buoc/moi` : stepHref(it.id, step.code),
    it,
    findings,
    step,
    values,
    persons: distinct(staff, (row) => row.personId).map((row) => ({ id: row.personId, label: `${row.name} – ${row.unitName}` })),
    units: distinct(staff, (row) => row.unitId).map((row) => ({ id: row.unitId, label: row.unitName })),
  });
  const frame = { title, breadcrumbs: crumbs(c, it.procedureName, title), wide: true };
  return page(c.shell(errors === undefined ? frame : { ...frame, errors }, content), errors === undefined ? 200 : 422);
}

async function showAction(
  c: C<{ readonly id: number; readonly step?: string; readonly action?: string }>,
  typed?: Values,
  errors?: Errors,
) {
  const { it, findings } = await loadDraft(c);
  const edited = it.definition.actions.find((action) => action.code === c.params.action);
  const from = edited?.from ?? c.params.step;
  if (c.params.action !== undefined && edited === undefined) throw processRefusal("process_action_unknown");
  if (from === undefined || findStep(it.definition, from) === undefined) throw processRefusal("process_step_unknown");
  const title = text(c.locale, edited === undefined ? "action.title_new" : "action.title_edit");
  const content = ActionFormPage({
    locale: c.locale,
    csrfToken: c.csrfToken,
    action: edited === undefined ? `${stepHref(it.id, from)}/thao-tac` : actionHref(it.id, edited.code),
    it,
    findings,
    from,
    edited,
    values: typed ?? { ...(edited === undefined ? {} : valuesOfAction(edited)), revision: String(it.revision) },
  });
  const frame = { title, breadcrumbs: crumbs(c, it.procedureName, title), wide: true };
  return page(c.shell(errors === undefined ? frame : { ...frame, errors }, content), errors === undefined ? 200 : 422);
}

const common = { roles: DESIGNERS, scope: "reference" } as const;
const read = { ...common, method: "GET", rate: "page" } as const;
const write = { ...common, method: "POST", rate: "write" } as const;
const at = `${ADMIN}/phien-ban/:id` as const;

const newStep = route({
  ...read,
  path: `${at}/buoc/moi`,
  auditName: "processes.step_form",
  schema: { params: version, query: none, body: none },
  handler: (c) => showStep(c),
});
const addStep = route({
  ...write,
  path: `${at}/buoc/moi`,
  auditName: "processes.add_step",
  schema: { params: version, query: none, body: stepFormSchema },
  handler: async (c) => {
    await change(c, { change: "add_step", step: stepOf(c.body) });
    return back(c.params.id, c.locale, "step.done_added");
  },
  onRefusal: (c, _refusal, errors, typed) => showStep(c, typed, errors),
});
const editStep = route({
  ...read,
  path: `${at}/buoc/:step`,
  auditName: "processes.step_form",
  schema: { params: ofStep, query: none, body: none },
  handler: (c) => showStep(c),
});
const saveStep = route({
  ...write,
  path: `${at}/buoc/:step`,
  auditName: "processes.save_step",
  schema: { params: ofStep, query: none, body: stepFormSchema },
  handler: async (c) => {
    await change(c, { change: "save_step", code: c.params.step, step: stepOf(c.body) });
    return back(c.params.id, c.locale, "page.done_saved");
  },
  onRefusal: (c, _refusal, errors, typed) => showStep(c, typed, errors),
});

/** A button beside a step or an action: one change and back to the process. */
const button = <P extends z.ZodType<{ id: number }>>(
  path: `/${string}`,
  params: P,
  auditName: string,
  made: (params: z.output<P>) => Change,
  done: TextKey,
): Route =>
  route({
    ...write,
    path,
    auditName,
    schema: { params, query: none, body: justRevision },
    handler: async (c) => {
      await change(c as never, made(c.params));
      return back(c.params.id, c.locale, done);
    },
    onRefusal: (c, _refusal, errors, typed) => showProcess(c as never, errors, typed),
  });

const buttons = [
  button(
    `${at}/buoc/:step/len`,
    ofStep,
    "processes.move_step",
    (p) => ({ change: "move_step", code: p.step, by: -1 }),
    "page.done_saved",
  ),
  button(
    `${at}/buoc/:step/xuong`,
    ofStep,
    "processes.move_step",
    (p) => ({ change: "move_step", code: p.step, by: 1 }),
    "page.done_saved",
  ),
  button(
    `${at}/buoc/:step/xoa`,
    ofStep,
    "processes.remove_step",
    (p) => ({ change: "remove_step", code: p.step }),
    "step.done_removed",
  ),
  button(
    `${at}/thao-tac/:action/xoa`,
    ofAction,
    "processes.remove_action",
    (p) => ({ change: "remove_action", code: p.action }),
    "action.done_removed",
  ),
];

const newAction = route({
  ...read,
  path: `${at}/buoc/:step/thao-tac`,
  auditName: "processes.action_form",
  schema: { params: ofStep, query: none, body: none },
  handler: (c) => showAction(c),
});
const addAction = route({
  ...write,
  path: `${at}/buoc/:step/thao-tac`,
  auditName: "processes.add_action",
  schema: { params: ofStep, query: none, body: actionFormSchema },
  handler: async (c) => {
    await change(c, { change: "add_action", action: { from: c.params.step, ...actionOf(c.body) } });
    return back(c.params.id, c.locale, "action.done_added");
  },
  onRefusal: (c, _refusal, errors, typed) => showAction(c, typed, errors),
});
const editAction = route({
  ...read,
  path: `${at}/thao-tac/:action`,
  auditName: "processes.action_form",
  schema: { params: ofAction, query: none, body: none },
  handler: (c) => showAction(c),
});
const saveAction = route({
  ...write,
  path: `${at}/thao-tac/:action`,
  auditName: "processes.save_action",
  schema: { params: ofAction, query: none, body: actionFormSchema },
  handler: async (c) => {
    await change(c, { change: "save_action", code: c.params.action, action: actionOf(c.body) });
    return back(c.params.id, c.locale, "page.done_saved");
  },
  onRefusal: (c, _refusal, errors, typed) => showAction(c, typed, errors),
});
const decision = route({
  ...write,
  path: `${at}/quyet-dinh`,
  auditName: "processes.decision",
  schema: {
    params: version,
    query: none,
    body: z.object({ ...revision, decisionNo: optional(z.string().max(100)), decisionDate: optional(plainDay()) }),
  },
  handler: async (c) => {
    const { decisionNo = null, decisionDate = null } = c.body;
    await change(c, { change: "head", decisionNo, decisionDate });
    return back(c.params.id, c.locale, "page.done_saved", "findings");
  },
  onRefusal: (c, _refusal, errors, typed) => showProcess(c, errors, typed),
});

export const editRoutes: readonly Route[] = [
  newStep,
  addStep,
  editStep,
  saveStep,
  newAction,
  addAction,
  editAction,
  saveAction,
  ...buttons,
  decision,
];
