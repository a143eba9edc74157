import { z } from "zod";
import { type Eform, faultsOf, migrateAnswers, placesOf, sectionsOf } from "#core/eform/index.ts";
import { findDossier, listEvents } from "#dossiers";
import { findUnitNames } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import { reading } from "#platform/db/tx.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findProcedureByCode } from "#procedures";
import { findEformOf } from "./eform.store.ts";
import { fieldRefusals, filingRefusal } from "./filing.errors.ts";
import type { RefusedHere } from "./after-acceptance.page.tsx";
import type { Filing } from "./filing.ts";
import { isEditable } from "./filing.rules.ts";
import { listFilingEvents, listOwnFilings } from "./filing.store.ts";
import { listFiles } from "./filing-file.store.ts";
import { getFiling } from "./get-filing.ts";
import { OwnFilingPage, OwnFilingsPage } from "./own-filings.page.tsx";
import { listReplies } from "./reply.store.ts";
import { readFiling, readingOn } from "./read-filing.ts";
import { answersOfPage, type RowChange, saveAnswers } from "./save-filing.ts";
import { SectionPage } from "./section.page.tsx";
import { discardFiling, moveToNewForm, undecidedPapers, withdrawFiling } from "./submit-filing.ts";
import { text } from "./texts.ts";

export type AnyContext = RequestContext<unknown, unknown, unknown>;
export const nothing = z.object({});
export const CITIZEN = ["citizen"] as const;
export const IdParams = z.object({ id: chosenId() });
export const revision = integer(1, 2_147_483_647);
const SectionParams = IdParams.extend({ section: z.string().max(40) });

const own = { roles: CITIZEN, scope: "own-account" } as const;

const list = route({
  ...own,
  method: "GET",
  path: "/cua-toi",
  auditName: "filing.own_list",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const { accountId, name } = c.actor as Actor;
    const filings = await c.read((tx) => listOwnFilings(tx, accountId));
    const content = <OwnFilingsPage locale={c.locale} filings={filings} name={name} accountId={accountId} csrf={c.csrfToken} />;
    return page(c.portal({ title: text(c.locale, "own.title") }, content));
  },
});

/** What an accepted filing has become, read in the name of the agency that row-level security shows it to be sent to. */
async function loadAfter(c: AnyContext, { accountId, agencyId, dossierId }: Filing) {
  if (dossierId === null) return undefined;
  return reading(c.pool, { accountId, agencies: [agencyId] }, async (tx) => {
    const [dossier, events, replies] = await Promise.all([
      findDossier(tx, dossierId),
      listEvents(tx, dossierId),
      listReplies(tx, dossierId),
    ]);
    if (dossier === undefined) return undefined;
    const last = events.findLast(({ type }) => type === "supplement_requested");
    const items = Array.isArray(last?.payload["items"]) ? last.payload["items"].map(String) : [];
    return { dossier, replies, asked: last === undefined ? undefined : { reason: last.reason, items } };
  });
}

export async function showFiling(
  c: AnyContext,
  id: number,
  errors: readonly FieldRefusal[] = [],
  refused?: RefusedHere,
): Promise<Reply> {
  const found = await c.read(async (tx) => {
    const open = await getFiling(tx, id);
    const { filing, eform } = open;
    const [events, names, procedure, current, files] = await Promise.all([
      listFilingEvents(tx, id),
      findUnitNames(tx, [filing.unitId], localDay(c.now)),
      findProcedureByCode(tx, filing.procedureCode, localDay(c.now)),
      eform.status === "retired" ? findEformOf(tx, filing.procedureCode, "published") : undefined,
      listFiles(tx, id),
    ]);
    return { open, files, events, unitName: names.get(filing.unitId) ?? "", procedure, current };
  });
  const { open, files, events, unitName, procedure, current } = found;
  const { filing, eform } = open;
  const read = readFiling(open, c.now);
  const newer =
    current === undefined || !isEditable(filing.state) ? undefined : migrateAnswers(eform.form, current.form, filing.answers);
  const shown = {
    locale: c.locale,
    open,
    faults: read.ok ? [] : read.error,
    papersDecided: procedure !== undefined && undecidedPapers(procedure, filing.caseCode, filing.papers, files).length === 0,
    events,
    unitName,
    newer,
    csrf: c.csrfToken,
    now: c.now,
    after: await loadAfter(c, filing),
    refused,
  };
  return page(c.portal({ title: filing.procedureName, errors, breadcrumbs: trail(c) }, <OwnFilingPage {...shown} />));
}

export const trail = (c: AnyContext, filing?: { readonly id: number; readonly procedureName: string }) => [
  { label: text(c.locale, "own.title"), href: "/cua-toi" },
  ...(filing === undefined ? [] : [{ label: filing.procedureName, href: `/cua-toi/${filing.id}` }]),
];

const overview = route({
  ...own,
  method: "GET",
  path: "/cua-toi/:id(^\\d+$)",
  auditName: "filing.own",
  rate: "page",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: (c) => showFiling(c, c.params.id),
});

interface SectionView {
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldRefusal[];
}

/** The page of one section; what was typed and refused stands in the fields again. */
async function showSection(c: AnyContext, id: number, code: string, { typed, errors = [] }: SectionView = {}): Promise<Reply> {
  const { filing, eform } = await c.read((tx) => getFiling(tx, id));
  const sections = sectionsOf(eform.form, filing.answers);
  const section = sections.find((each) => each.code === code);
  if (section === undefined || !isEditable(filing.state)) throw filingRefusal("section_unknown");
  const answers = typed === undefined ? filing.answers : answersOfPage(section, filing.answers, typed);
  const content = (
    <SectionPage
      locale={c.locale}
      action={`/cua-toi/${id}/phan/${code}`}
      filingId={id}
      accountId={filing.accountId}
      section={section}
      position={sections.indexOf(section) + 1}
      total={sections.length}
      procedureName={filing.procedureName}
      answers={answers}
      filled={filing.filled}
      revision={filing.revision}
      today={localDay(c.now)}
      csrf={c.csrfToken}
    />
  );
  const title = `${section.title} – ${filing.procedureName}`;
  return page(c.portal({ title, errors, breadcrumbs: trail(c, filing) }, content), errors.length > 0 ? 422 : 200);
}

const section = route({
  ...own,
  method: "GET",
  path: "/cua-toi/:id(^\\d+$)/phan/:section",
  auditName: "filing.section",
  rate: "page",
  schema: { params: SectionParams, query: nothing, body: nothing },
  handler: (c) => showSection(c, c.params.id, c.params.section),
});

function rowChange(wish: string): RowChange | undefined {
  const [verb, group = "", row = ""] = wish.split(":");
  if (verb === "add") return { add: group };
  return verb === "remove" && /^\d{1,2}$/.test(row) ? { remove: group, row: Number(row) } : undefined;
}

/** Where a saved page leads: on to the next section, to the papers after the last, or back to the list of tasks. */
function nextPath(id: number, form: Eform, answers: Parameters<typeof sectionsOf>[1], code: string): string {
  const sections = sectionsOf(form, answers);
  const following = sections[sections.findIndex((each) => each.code === code) + 1];
  return following === undefined ? `/cua-toi/${id}/giay-to` : `/cua-toi/${id}/phan/${following.code}`;
}

const save = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/phan/:section",
  auditName: "filing.save",
  rate: "write",
  schema: {
    params: SectionParams,
    query: nothing,
    body: z.looseObject({ revision, do: z.string().max(80).default("next"), asked: z.string().max(20_000).default("") }),
  },
  handler: async (c) => {
    const { id, section: code } = c.params;
    const { revision: shown, do: wish, asked, ...typed } = c.body;
    const input = { id, revision: shown, section: code, typed, rows: rowChange(wish) };
    await c.execute("filing.save", JSON.parse(JSON.stringify(input)), (tx, unit) => saveAnswers(tx, unit, input, c.now));
    if (wish === "later") return redirect(`/cua-toi/${id}`, text(c.locale, "section.saved"));
    if (input.rows !== undefined) return redirect(`/cua-toi/${id}/phan/${code}`);
    const { filing, eform } = await c.read((tx) => getFiling(tx, id));
    const current = sectionsOf(eform.form, filing.answers).find((each) => each.code === code);
    if (current === undefined) return redirect(`/cua-toi/${id}`);
    const seen = new Set(asked.split(","));
    const places = placesOf(current, filing.answers);
    // An answer has brought up further questions: they are asked before they are found missing.
    if (places.some(({ path }) => !seen.has(path)))
      return redirect(`/cua-toi/${id}/phan/${code}`, text(c.locale, "section.more_questions"));
    const faults = faultsOf(current, filing.answers, readingOn(c.now));
    if (faults.length > 0) return showSection(c, id, code, { errors: fieldRefusals(c.locale, faults) });
    return redirect(nextPath(id, eform.form, filing.answers, code));
  },
  onRefusal: (c, _refusal, errors, typed) => showSection(c, c.params.id, c.params.section, { typed, errors }),
});

const withdraw = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/rut",
  auditName: "filing.withdraw",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("filing.withdraw", { id }, (tx, unit) => withdrawFiling(tx, unit, id, c.now));
    return redirect(`/cua-toi/${id}`, text(c.locale, "withdraw.done"));
  },
  onRefusal: (c, _refusal, errors) => showFiling(c, c.params.id, errors),
});

const discard = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/xoa",
  auditName: "filing.discard",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("filing.discard", { id }, (tx, unit) => discardFiling(tx, unit, id));
    return redirect("/cua-toi", text(c.locale, "discard.done"));
  },
  onRefusal: (c, _refusal, errors) => showFiling(c, c.params.id, errors),
});

const move = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/mau-moi",
  auditName: "filing.move_to_version",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("filing.move_to_version", { id }, (tx, unit) => moveToNewForm(tx, unit, id, c.now));
    return redirect(`/cua-toi/${id}`, text(c.locale, "newer.done"));
  },
  onRefusal: (c, _refusal, errors) => showFiling(c, c.params.id, errors),
});

export const ownFilingRoutes = [list, overview, section, save, withdraw, discard, move];
