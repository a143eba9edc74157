import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { definitionSchema } from "./definition.ts";
import { AUDIENCES, LEVELS, ORIGINS, type Procedure, type ProcedureSummary, STATUSES } from "./procedure.ts";
import { findProcedureByCode, listByCode } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { searchProcedures } from "./search.store.ts";
import { TERM_UNITS } from "./term.ts";

const none = z.object({});
const MOST = 200;

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
  summary: "List the procedures in force in the order of their codes, or the best matches of a search (q, one page).",
  schema: {
    params: none,
    query: z.object({
      q: optional(z.string().max(200)),
      field: optional(z.string().max(400)),
      level: optional(choice(LEVELS)),
      limit: z.preprocess((value) => (value === undefined || value === "" ? 50 : value), integer(1, MOST)),
      after: optional(z.string().max(40)),
    }),
    body: none,
    response: z.object({ procedures: z.array(summarySchema), next: z.string().nullable() }),
  },
  handler: async (c) => {
    const today = localDay(c.now);
    const { q, ...page } = c.query;
    const found = await c.read((tx) =>
      q === undefined ? listByCode(tx, page, today) : searchProcedures(tx, { q, ...page }, today),
    );
    const isFull = q === undefined && found.length === page.limit;
    return json({ procedures: found.map(summaryOf), next: isFull ? (found.at(-1)?.code ?? null) : null });
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

export const catalogueApi = [list, one];
