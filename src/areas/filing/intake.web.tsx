import { z } from "zod";
import { actingFor } from "#dossiers";
import { findMandate } from "#identity";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, choice, optional } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findProcedureByCode } from "#procedures";
import { answerFiling, type FilingAnswer } from "./answer-filing.ts";
import { FINDINGS } from "./filing.ts";
import { countIntake, listFilingEvents, listIntake } from "./filing.store.ts";
import { listFiles } from "./filing-file.store.ts";
import { getFiling } from "./get-filing.ts";
import { IntakeDetailPage, type IntakeDetailProps } from "./intake-detail.page.tsx";
import { IntakePage } from "./intake.page.tsx";
import { FileParams, sendFile } from "./papers.web.tsx";
import { readFiling, shownAnswer } from "./read-filing.ts";
import { askedComponents } from "./submit-filing.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const IdParams = z.object({ id: chosenId() });
const COUNTER = ["receiving_officer", "one_stop_head"] as const;
const READERS = ["receiving_officer", "one_stop_head", "leader"] as const;
const MOST_ROWS = 200;
const PATH = "/ho-so/truc-tuyen";

const list = route({
  method: "GET",
  path: PATH,
  roles: READERS,
  scope: "agency-rows",
  auditName: "filing.intake_list",
  rate: "page",
  schema: {
    params: nothing,
    query: z.object({ q: z.string().max(100).default(""), xem: choice(["cho", "tat-ca"]).default("cho") }),
    body: nothing,
  },
  recordsReads: true,
  handler: async (c) => {
    const waiting = c.query.xem === "cho";
    const { q } = c.query;
    const [filings, counts] = await c.read((tx) =>
      Promise.all([listIntake(tx, { waiting, q, limit: MOST_ROWS }), countIntake(tx, c.now)]),
    );
    const shown = { locale: c.locale, filings, counts, q, waiting, now: c.now };
    return page(c.shell({ title: text(c.locale, "intake.title") }, <IntakePage {...shown} />));
  },
});

async function show(
  c: AnyContext,
  id: number,
  typed: IntakeDetailProps["typed"] = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const today = localDay(c.now);
  const found = await c.read(async (tx) => {
    const open = await getFiling(tx, id);
    const { filing } = open;
    const [events, procedure, mandate, files] = await Promise.all([
      listFilingEvents(tx, id),
      findProcedureByCode(tx, filing.procedureCode, today),
      filing.mandateId === null ? undefined : findMandate(tx, filing.mandateId, today),
      listFiles(tx, id),
    ]);
    return {
      open,
      events,
      mandate,
      files,
      components: procedure === undefined ? [] : askedComponents(procedure, filing.caseCode),
    };
  });
  const { filing } = found.open;
  const read = readFiling(found.open, c.now);
  const values = read.ok ? read.value.values : {};
  const mayAnswer = findPost(c.actor as Actor, COUNTER, filing.agencyId) !== undefined;
  const show_ = shownAnswer(filing.answers, values);
  const shown = { ...found, locale: c.locale, values, show: show_, mayAnswer, typed, csrf: c.csrfToken, now: c.now };
  const breadcrumbs = [{ label: text(c.locale, "intake.title"), href: PATH }, { label: filing.filerName }];
  return page(c.shell({ title: filing.procedureName, errors, breadcrumbs }, <IntakeDetailPage {...shown} />));
}

const detail = route({
  method: "GET",
  path: `${PATH}/:id(^\\d+$)`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "filing.intake",
  rate: "page",
  schema: { params: IdParams, query: nothing, body: nothing },
  recordsReads: true,
  handler: (c) => show(c, c.params.id),
});

const CheckedBody = z.object({
  papers: z
    .array(z.object({ code: z.string().max(80), found: optional(choice(FINDINGS)), what: optional(z.string().max(500)) }))
    .max(300)
    .default([]),
});

async function answerOf(
  c: AnyContext,
  id: number,
  decision: FilingAnswer["name"],
  reason: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<FilingAnswer> {
  if (decision === "refuse") return { name: decision, reason };
  const checked = validate(CheckedBody, nestFields(fields)).papers;
  const found = checked.flatMap((each) => (each.found === undefined ? [] : [{ code: each.code, found: each.found }]));
  if (decision === "accept") return { name: decision, found };
  const names = await c.read(async (tx) => {
    const { filing } = await getFiling(tx, id);
    const procedure = await findProcedureByCode(tx, filing.procedureCode, localDay(c.now));
    return new Map(procedure?.definition.components.map(({ code, name }) => [code, name] as const));
  });
  const lacking = checked.flatMap(({ code, what }) => {
    const name = names.get(code);
    return what === undefined || name === undefined ? [] : [{ code, name, what }];
  });
  return { name: decision, reason, lacking, found };
}

const officerFile = route({
  method: "GET",
  path: `${PATH}/:id(^\\d+$)/tep/:file(^\\d+$)`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "filing.intake_file",
  rate: "export",
  schema: { params: FileParams, query: nothing, body: nothing },
  recordsReads: true,
  handler: sendFile,
});

const answer = route({
  method: "POST",
  path: `${PATH}/:id(^\\d+$)`,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "filing.answer",
  rate: "write",
  schema: {
    params: IdParams,
    query: nothing,
    body: z.looseObject({
      decision: choice(["accept", "ask_completion", "refuse"]),
      reason: z.string().max(2000).default(""),
    }),
  },
  handler: async (c) => {
    const { id } = c.params;
    const { decision, reason, ...fields } = c.body;
    const given = await answerOf(c, id, decision, reason, fields);
    const by = actingFor(c.actor as Actor, decision === "accept" ? "receive" : "request_intake_supplement");
    const { code } = await c.execute("filing.answer", JSON.parse(JSON.stringify({ id, ...given })), (tx, unit) =>
      answerFiling(tx, unit, by, id, given, c.now),
    );
    return redirect(`${PATH}/${id}`, text(c.locale, `answered.${decision}`, { code: code ?? "" }));
  },
  onRefusal: (c, _refusal, errors, typed) => show(c, c.params.id, typed, errors),
});

export const intakeRoutes = [list, detail, answer, officerFile];

export const navigation: readonly NavEntry[] = [
  {
    href: PATH,
    label: (locale) => text(locale, "nav.intake"),
    group: (locale) => text(locale, "nav.group"),
    roles: READERS,
    order: 130,
  },
];
