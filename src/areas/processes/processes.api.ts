import { z } from "zod";
import { FINDING_CODES, type Finding } from "#core/process/soundness.ts";
import type { ProcessDefinition } from "#core/process/definition.ts";
import { json } from "#platform/http/reply.ts";
import { type Route, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { choice, chosenId, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { checkProcess } from "./check-process.ts";
import { findingText } from "./finding-text.ts";
import { getProcess } from "./get-process.ts";
import { definitionSchema, type ProcessVersion, STAGES } from "./process-version.ts";
import { begin, designerOf } from "./process.web.ts";
import { searchProcesses } from "./process.store.ts";
import { DESIGNERS } from "./processes.policy.ts";
import { publishProcess } from "./publish-process.ts";

const none = z.object({});
const id = z.object({ id: integer(1, 2_000_000_000) });

const summary = z.object({
  id: z.int(),
  processId: z.int(),
  version: z.int(),
  stage: z.enum(STAGES),
  ownerUnitId: z.int(),
  ownerName: z.string(),
  ownerProvinceId: z.int().nullable(),
  procedureId: z.int(),
  procedureCode: z.string(),
  procedureName: z.string(),
  caseCode: z.string(),
  from: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  decisionNo: z.string().nullable(),
  decisionDate: z.iso.date().nullable(),
  overrideReason: z.string().nullable(),
  steps: z.int(),
  revision: z.int(),
});
const finding = z.object({
  code: z.enum(FINDING_CODES),
  step: z.string().optional(),
  action: z.string().optional(),
  what: z.string(),
  mend: z.string(),
});
const whole = summary.extend({ definition: definitionSchema, findings: z.array(finding) });

/** Findings as programs read them: code and place, with the two sentences in the language asked for. */
export const findingsJson = (locale: Locale, definition: ProcessDefinition, findings: readonly Finding[]) =>
  findings.map((it) => {
    const { what, mend } = findingText(locale, definition, it);
    const place = {
      ...(it.step === undefined ? {} : { step: it.step }),
      ...(it.action === undefined ? {} : { action: it.action }),
    };
    return { code: it.code, ...place, what, mend };
  });

const wholeJson = (locale: Locale, it: ProcessVersion, findings: readonly Finding[]) => ({
  ...it,
  findings: findingsJson(locale, it.definition, findings),
});

const common = { roles: DESIGNERS, scope: "reference", rate: "api" } as const;

const list = route({
  ...common,
  method: "GET",
  path: "/api/v1/processes",
  auditName: "processes.list",
  summary: "List the versions of processes in the caller's province, drafts and ended ones included.",
  schema: {
    params: none,
    query: z.object({
      q: optional(z.string().max(200)),
      stage: optional(choice(STAGES)),
      limit: z.preprocess((value) => (value === undefined || value === "" ? 50 : value), integer(1, 200)),
      offset: z.preprocess((value) => (value === undefined || value === "" ? 0 : value), integer(0, 100_000)),
    }),
    body: none,
    response: z.object({ processes: z.array(summary), total: z.int() }),
  },
  handler: async (c) => {
    const provinceId = c.actor?.provinceId ?? undefined;
    const found = await c.read((tx) => searchProcesses(tx, { ...c.query, provinceId, on: localDay(c.now) }));
    return json({ processes: found.rows, total: found.total });
  },
});

const one = route({
  ...common,
  method: "GET",
  path: "/api/v1/processes/:id",
  auditName: "processes.read",
  summary: "Read one version of a process with its steps, its actions and what keeps it from being published.",
  schema: { params: id, query: none, body: none, response: whole },
  handler: async (c) => {
    const on = localDay(c.now);
    return c.read(async (tx) => {
      const it = await getProcess(tx, c.params.id, on);
      return json(wholeJson(c.locale, it, (await checkProcess(tx, it, on)).findings));
    });
  },
});

const create = route({
  ...common,
  method: "POST",
  path: "/api/v1/processes",
  auditName: "processes.create",
  summary: "Begin a process of a procedure for an agency or a province, as a draft with this definition.",
  schema: {
    params: none,
    query: none,
    body: z.object({
      procedure: requiredText(40),
      case: optional(z.string().max(100)),
      ownerUnitId: chosenId(),
      definition: definitionSchema,
    }),
    response: z.object({ versionId: z.int() }),
  },
  handler: async (c) => {
    const { ownerUnitId: owner, definition, ...about } = c.body;
    const made = await begin(c, { ...about, owner }, { definition });
    return json(made, 201, `/api/v1/processes/${made.versionId}`);
  },
});

const publish = route({
  ...common,
  method: "POST",
  path: "/api/v1/processes/:id/publish",
  auditName: "processes.publish",
  summary: "Put a draft into force from a day; refused with every finding while it is not sound.",
  schema: {
    params: id,
    query: none,
    body: z.object({ revision: integer(1, 2_000_000_000), from: plainDay(), overrideReason: optional(z.string().max(2000)) }),
    response: z.object({ versionId: z.int() }),
  },
  handler: async (c) => {
    const { revision, from, overrideReason = null } = c.body;
    const input = { versionId: c.params.id, revision, from, overrideReason };
    const today = { on: localDay(c.now), at: c.now };
    return json(await c.execute("processes.publish", input, (tx, unit) => publishProcess(tx, unit, designerOf(c), input, today)));
  },
});

export const processApi: readonly Route[] = [list, one, create, publish];
