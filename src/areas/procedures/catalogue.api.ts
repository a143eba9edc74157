import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { definitionSchema } from "./definition.ts";
import { AUDIENCES, LEVELS, ORIGINS, type Procedure, type ProcedureSummary, STATUSES } from "./procedure.ts";
import { findProcedureByCode } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { type ListFilter, listProcedures } from "./search/find.store.ts";
import { MOST_QUESTION, questionText } from "./search/question-text.ts";
import { findProcedures } from "./search/find-procedures.ts";
import { whyInWords } from "./search/why-in-words.ts";
import { TERM_UNITS } from "./term.ts";

const none = z.object({});
const MOST = 200;

const askBackSchema = z.object({
  by: z.enum(["field", "level", "case"]),
  options: z.array(z.object({ value: z.string(), codes: z.array(z.string()) })),
});

const summarySchema = z.object({
  versionId: z.int(),
  code: z.string(),
  version: z.int(),
  name: z.string(),
  field: z.string(),
  levels: z.array(z.enum(LEVELS)),
  communeOffice: z.boolean(),
  term: z.object({ value: z.int().nullable(), unit: z.enum(TERM_UNITS) }),
  status: z.enum(STATUSES),
  from: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  hasDetail: z.boolean(),
  origin: z.enum(ORIGINS),
  verified: z.boolean(),
});
const procedureSchema = summarySchema.extend({
  audiences: z.array(z.enum(AUDIENCES)),
  source: z.string(),
  definition: definitionSchema,
});

function summaryOf(procedure: ProcedureSummary | Procedure) {
  const { procedureId: _, ...shown } = procedure;
  return shown;
}

const list = route({
  method: "GET",
  path: "/api/v1/procedures",
  roles: "public",
  scope: "reference",
  auditName: "procedures.list",
  rate: "api",
  summary:
    "Find the procedures in force that answer a question in anyone's words (q), the best first and each with the reason, and what to ask back where several fit; without q, all in the order of their codes.",
  schema: {
    params: none,
    query: z.object({
      q: questionText,
      field: optional(z.string().max(400)),
      level: optional(choice(LEVELS)),
      audience: optional(choice(AUDIENCES)),
      agency: optional(z.string().max(200)),
      online: optional(choice(["1", "0"])),
      limit: z.preprocess((value) => (value === undefined || value === "" ? 50 : value), integer(1, MOST)),
      after: optional(z.string().max(40)),
    }),
    body: none,
    response: z.object({
      items: z.array(summarySchema.extend({ score: z.number().nullable(), why: z.string().nullable() })),
      total: z.int(),
      askBack: z.array(askBackSchema),
      corrected: z.string().nullable(),
      fits: z.boolean(),
      isDoubtful: z.boolean(),
      next: z.string().nullable(),
    }),
  },
  handler: async (c) => {
    const today = localDay(c.now);
    const { q, online, after, ...filter } = c.query;
    if (q === undefined) return json(await listing(c, { ...filter, after, online: isOnline(online) }, today));
    const found = await c.read((tx) => findProcedures(tx, { q, ...filter, online: isOnline(online) }, today));
    return json({
      items: (found.fits ? found.matches : []).map(({ procedure, score, why }) => ({
        ...summaryOf(procedure),
        score: Math.round(score * 1000) / 1000,
        why: whyInWords(c.locale, why),
      })),
      total: found.total,
      askBack: found.askBack,
      corrected: found.corrected ?? null,
      fits: found.fits,
      isDoubtful: found.isDoubtful,
      next: null,
    });
  },
});

const isOnline = (online: string | undefined): boolean | undefined => (online === undefined ? undefined : online === "1");

async function listing(c: RequestContext<unknown, unknown, unknown>, filter: ListFilter, today: string) {
  const { found, total } = await c.read((tx) => listProcedures(tx, filter, today));
  const last = found.at(-1)?.procedure.code;
  return {
    items: found.map(({ procedure }) => ({ ...summaryOf(procedure), score: null, why: null })),
    total,
    askBack: [],
    corrected: null,
    fits: true,
    isDoubtful: false,
    next: found.length === filter.limit && last !== undefined ? last : null,
  };
}

const suggestions = route({
  method: "GET",
  path: "/api/v1/procedures/suggestions",
  roles: "public",
  scope: "reference",
  auditName: "procedures.suggest",
  rate: "api",
  summary: "Suggest procedures while a question is being typed: value, label and detail, at most eight.",
  schema: {
    params: none,
    query: z.object({ q: questionText }),
    body: none,
    response: z.array(z.object({ value: z.string(), label: z.string(), detail: z.string() })),
  },
  handler: async (c) => {
    const { q } = c.query;
    if (q === undefined) return json([]);
    const found = await c.read((tx) => findProcedures(tx, { q, limit: 8 }, localDay(c.now)));
    return json(
      (found.fits ? found.matches : []).map(({ procedure: { name, code, field } }) => ({
        value: name.slice(0, MOST_QUESTION),
        label: name,
        detail: `${code} · ${field}`,
      })),
    );
  },
});

const one = route({
  method: "GET",
  path: "/api/v1/procedures/:code",
  roles: "public",
  scope: "reference",
  auditName: "procedures.read",
  rate: "api",
  summary: "Read the version of a procedure that is in force today, with its cases, components, fees and legal bases.",
  schema: { params: z.object({ code: z.string().max(40) }), query: none, body: none, response: procedureSchema },
  handler: async (c) => {
    const procedure = await c.read((tx) => findProcedureByCode(tx, c.params.code, localDay(c.now)));
    if (procedure === undefined) throw procedureRefusal("procedure_not_found");
    return json(summaryOf(procedure));
  },
});

export const catalogueApi = [list, suggestions, one];
