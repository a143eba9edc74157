import { z } from "zod";
import { placesOf, sectionsOf } from "#core/eform/index.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findProcedureByCode } from "#procedures";
import { CheckPage, PrintPage } from "./check.page.tsx";
import { fieldRefusals, filingRefusal } from "./filing.errors.ts";
import { isEditable } from "./filing.rules.ts";
import { listFiles } from "./filing-file.store.ts";
import { getFiling, type OpenFiling } from "./get-filing.ts";
import { type AnyContext, CITIZEN, IdParams, nothing, revision, trail } from "./own-filings.web.tsx";
import { readFiling, shownAnswer } from "./read-filing.ts";
import { askedComponents, submitFiling, undecidedPapers } from "./submit-filing.ts";
import { text } from "./texts.ts";

const own = { roles: CITIZEN, scope: "own-account" } as const;

/** A filing with the components that it is asked for today, and what was uploaded. */
export async function loadWithPapers(c: AnyContext, id: number) {
  return c.read(async (tx) => {
    const open = await getFiling(tx, id);
    const [procedure, files] = await Promise.all([
      findProcedureByCode(tx, open.filing.procedureCode, localDay(c.now)),
      listFiles(tx, id),
    ]);
    if (procedure === undefined) throw filingRefusal("form_missing");
    const { caseCode, papers } = open.filing;
    return {
      open,
      files,
      components: askedComponents(procedure, caseCode),
      undecided: undecidedPapers(procedure, caseCode, papers, files),
    };
  });
}

/** Each fault with the label of its question, for the list on the page that checks everything. */
function describeFaults(c: AnyContext, open: OpenFiling) {
  const read = readFiling(open, c.now);
  if (read.ok) return { faults: [], values: read.value.values };
  const { form } = open.eform;
  const labels = new Map(
    sectionsOf(form, open.filing.answers)
      .flatMap((section) => placesOf(section, open.filing.answers))
      .map(({ path, field }) => [path, field.label] as const),
  );
  const messages = fieldRefusals(c.locale, read.error);
  const faults = read.error.map((fault, index) => ({
    ...fault,
    message: messages[index]?.message ?? "",
    label: labels.get(fault.path) ?? labels.get(fault.path.replace(/\.(unit|detail)$/, "")) ?? fault.path,
  }));
  return { faults, values: {} };
}

async function showCheck(c: AnyContext, id: number, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { open, components, files, undecided } = await loadWithPapers(c, id);
  const { filing } = open;
  if (!isEditable(filing.state)) throw filingRefusal("filing_not_editable");
  const { faults, values } = describeFaults(c, open);
  const shown = {
    locale: c.locale,
    open,
    values,
    show: shownAnswer(filing.answers, values),
    faults,
    components,
    files,
    papersDecided: undecided.length === 0,
    csrf: c.csrfToken,
  };
  const title = `${text(c.locale, "check.title")} – ${filing.procedureName}`;
  return page(c.portal({ title, errors, breadcrumbs: trail(c, filing) }, <CheckPage {...shown} />));
}

const check = route({
  ...own,
  method: "GET",
  path: "/cua-toi/:id(^\\d+$)/kiem-tra",
  auditName: "filing.check",
  rate: "page",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: (c) => showCheck(c, c.params.id),
});

const submit = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/nop",
  auditName: "filing.submit",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.object({ revision }) },
  handler: async (c) => {
    const input = { id: c.params.id, revision: c.body.revision };
    const { filing } = await c.read((tx) => getFiling(tx, input.id));
    const about = { agencyId: filing.agencyId };
    await c.execute("filing.submit", input, (tx, unit) => submitFiling(tx, unit, input, c.now), about);
    return redirect(`/cua-toi/${input.id}`, text(c.locale, "check.submitted"));
  },
  onRefusal: (c, _refusal, errors) => showCheck(c, c.params.id, errors),
});

const print = route({
  ...own,
  method: "GET",
  path: "/cua-toi/:id(^\\d+$)/in",
  auditName: "filing.print",
  rate: "page",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { open, components, files } = await loadWithPapers(c, c.params.id);
    const { values } = describeFaults(c, open);
    const show = shownAnswer(open.filing.answers, values);
    const shown = { locale: c.locale, open, values, show, components, files };
    const content = <PrintPage {...shown} />;
    return page(c.portal({ title: open.eform.form.title, breadcrumbs: trail(c, open.filing) }, content));
  },
});

export const sendFilingRoutes = [check, submit, print];
