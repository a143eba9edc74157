import { checkForm, type Eform, type Group, isGroup } from "#core/eform/index.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findProcedureByCode } from "#procedures";
import { eformSchema } from "./eform-definition.ts";
import {
  type EformVersion,
  type FilingPlace,
  findEformOf,
  insertEform,
  publishDraft,
  retirePublished,
  savePlace,
  updateDraft,
} from "./eform.store.ts";
import { filingRefusal } from "./filing.errors.ts";
import { type GroupBody, groupOf, NEW_GROUP, withGroup } from "./group-form.ts";
import { findUnreadAge, type SectionBody, sectionOf } from "./section-form.ts";

async function getDraft(tx: Tx, code: string): Promise<EformVersion> {
  const draft = await findEformOf(tx, code, "draft");
  if (draft === undefined) throw filingRefusal("eform_not_draft");
  return draft;
}

/** Begins the next version of a procedure's form: a copy of what is filled in now, else an empty form. */
export async function draftEform(tx: Tx, unit: UnitOfWork, code: string, now: Date): Promise<{ id: number }> {
  const [procedure, draft, current] = await Promise.all([
    findProcedureByCode(tx, code, localDay(now)),
    findEformOf(tx, code, "draft"),
    findEformOf(tx, code, "published"),
  ]);
  if (procedure === undefined) throw filingRefusal("procedure_unknown", { field: "code" });
  unit.subject(`eform:${code}`);
  if (draft !== undefined) return { id: draft.id };
  const form: Eform = current?.form ?? { title: procedure.name.slice(0, 500), sections: [] };
  const source = current?.source ?? procedure.name;
  return {
    id: await insertEform(tx, { procedureCode: code, form, source, verified: false, origin: "office", status: "draft" }, now),
  };
}

const codesOutside = (form: Eform, index: number): ReadonlySet<string> =>
  new Set(
    form.sections.flatMap((section, at) => (at === index ? [] : [section.code, ...section.items.flatMap((item) => [item.code])])),
  );

function assertAges({ rows }: Pick<SectionBody, "rows">): void {
  const unread = findUnreadAge(rows);
  if (unread !== undefined) throw filingRefusal("age_line", { field: `rows.${unread.at}.ages`, values: { line: unread.line } });
}

function getSound(form: Eform): Eform {
  const read = eformSchema.safeParse(form);
  if (!read.success) throw filingRefusal("eform_defective", { values: { defects: read.error.issues[0]?.path.join(".") ?? "" } });
  return read.data;
}

/** Keeps one section of the draft as its page has it; the place behind the last adds one. An empty one is taken out. */
export async function saveSection(tx: Tx, unit: UnitOfWork, code: string, index: number, body: SectionBody): Promise<null> {
  const draft = await getDraft(tx, code);
  const { form } = draft;
  if (index > form.sections.length) throw filingRefusal("section_unknown");
  assertAges(body);
  const before = form.sections[index];
  const section = sectionOf(body, before, codesOutside(form, index));
  const sections = [
    ...form.sections.slice(0, index),
    ...(section.items.length === 0 ? [] : [section]),
    ...form.sections.slice(index + 1),
  ];
  await updateDraft(tx, draft.id, getSound({ ...form, sections }), draft.source);
  unit.subject(`eform:${code}`);
  return null;
}

/** Keeps a repeated group of a section of the draft; one without a question is taken out. */
export async function saveGroup(
  tx: Tx,
  unit: UnitOfWork,
  code: string,
  at: { readonly index: number; readonly group: string },
  body: GroupBody,
): Promise<null> {
  const draft = await getDraft(tx, code);
  const { form } = draft;
  const section = form.sections[at.index];
  const before = section?.items.find((item): item is Group => isGroup(item) && item.code === at.group);
  if (section === undefined || (before === undefined && at.group !== NEW_GROUP)) throw filingRefusal("section_unknown");
  assertAges(body);
  if (body.atMost < body.atLeast) throw filingRefusal("group_bounds", { field: "atMost" });
  const taken = new Set([...codesOutside(form, at.index), ...section.items.map((item) => item.code), NEW_GROUP]);
  const next = withGroup(section, at.group, groupOf(body, before, taken));
  const sections = form.sections.map((each, index) => (index === at.index ? next : each));
  await updateDraft(tx, draft.id, getSound({ ...form, sections }), draft.source);
  unit.subject(`eform:${code}`);
  return null;
}

/** Publishes the draft as the version that is filled in from now on; drafts of citizens on the older one are told. */
export async function publishEform(tx: Tx, unit: UnitOfWork, code: string, now: Date): Promise<{ version: number }> {
  const draft = await getDraft(tx, code);
  const defects = checkForm(draft.form);
  if (defects.length > 0) {
    const named = defects.map((defect) => ("at" in defect ? `${defect.code}: ${defect.at}` : defect.code)).join("; ");
    throw filingRefusal("eform_defective", { values: { defects: named } });
  }
  await publishDraft(tx, code, draft.id, now);
  unit.subject(`eform:${code}`);
  unit.note({ version: draft.version });
  return { version: draft.version };
}

/** Takes the form out of use: nothing new is filed on it, what is being written says so. */
export async function retireEform(tx: Tx, unit: UnitOfWork, code: string, now: Date): Promise<null> {
  if (!(await retirePublished(tx, code, now))) throw filingRefusal("form_missing");
  unit.subject(`eform:${code}`);
  return null;
}

/** Where a procedure is filed (Decree 224/2026 article 15.1i): here needs a reason, since the national portal is the rule. */
export async function choosePlace(tx: Tx, unit: UnitOfWork, code: string, place: FilingPlace, now: Date): Promise<null> {
  if (place.place === "here" && (place.reason ?? "").trim().length < 5)
    throw filingRefusal("place_reason_missing", { field: "reason" });
  if (place.place === "here" && (await findEformOf(tx, code, "published")) === undefined) throw filingRefusal("form_missing");
  await savePlace(tx, code, place, now);
  unit.subject(`eform:${code}`);
  unit.note({ place: place.place });
  return null;
}

/** How many questions a form asks, for its overview. */
export const questionCount = (form: Eform): number =>
  form.sections.reduce(
    (sum, { items }) => sum + items.reduce((inner, item) => inner + (isGroup(item) ? item.fields.length : 1), 0),
    0,
  );
