import { z } from "zod";
import { LEGAL_STATES } from "#core/workflow/dossier-state.ts";
import type { Json } from "#platform/db/command.ts";
import { MEDIA_TYPES, SCAN_RULE } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { json, redirect, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { processText } from "#processes";
import { dossierRefusal } from "./dossier.errors.ts";
import { READERS, showDossierPage } from "./dossier.web.tsx";
import { listStepFiles } from "./step.store.ts";
import { StepInput, takeStep } from "./take-step.ts";

const params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const body = StepInput.extend({ seq: integer(1, 100_000) });
type Body = z.output<typeof body>;

function run(c: RequestContext<{ readonly id: number }, unknown, Body>) {
  const { actor } = c;
  if (actor === undefined) throw dossierRefusal("dossier_not_found");
  const { seq, ...input } = c.body;
  const { id } = c.params;
  const files = c.uploads.map(({ sha256 }) => sha256);
  return c.execute("dossiers.step", { id, seq, files, ...JSON.parse(JSON.stringify(input)) } as Json, (tx, unit) =>
    takeStep(tx, unit, actor, { dossierId: id, expectedSeq: seq }, input, c.now, c.uploads),
  );
}

const page = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/buoc",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.step",
  rate: "write",
  takesFiles: SCAN_RULE,
  schema: { params, query: z.object({}), body },
  handler: async (c) => {
    await run(c);
    return redirect(`/ho-so/${c.params.id}`, processText(c.locale, "run.moved"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    const shown = errors.length > 0 ? errors : [{ field: "", message: refusal.text(c.locale) }];
    return showDossierPage(c, c.params.id, {
      action: `step:${String(typed["action"])}:${String(typed["to"])}`,
      typed,
      errors: shown,
    });
  },
});

const api = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/steps",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.api_step",
  keyScope: "dossiers.write",
  rate: "api",
  takesFiles: { ...SCAN_RULE, field: "files" },
  summary:
    "Takes one action of the process that a dossier runs by; the next step's policy chooses who gets it. Files that the action asks for come with it as multipart/form-data.",
  schema: {
    params,
    query: z.object({}),
    body,
    response: z.object({ id: z.number(), code: z.string(), state: z.enum(LEGAL_STATES), seq: z.number() }),
  },
  handler: async (c) => json(await run(c)),
});

const fileParams = params.extend({ file: integer(1, Number.MAX_SAFE_INTEGER) });

const stepFile = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/buoc/tep/:file(^\\d+$)",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.step_file",
  rate: "export",
  recordsReads: true,
  schema: { params: fileParams, query: z.object({}), body: z.object({}) },
  handler: async (c) => {
    const files = await c.read((tx) => listStepFiles(tx, c.params.id));
    const file = files.find(({ id }) => id === c.params.file);
    if (file === undefined) throw dossierRefusal("dossier_not_found");
    if (!(await c.files.has(file.sha256))) throw fileRefusal("file_missing");
    return storedFile(c.files.pathOf(file.sha256), MEDIA_TYPES[file.kind], file.name);
  },
});

export const stepRoutes: readonly Route[] = [page, api, stepFile];
