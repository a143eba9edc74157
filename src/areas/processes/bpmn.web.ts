import { text as streamText } from "node:stream/consumers";
import { z } from "zod";
import type { FilesRule } from "#platform/files/file-kind.ts";
import { file, json, page } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, integer, optional, requiredText } from "#platform/input/fields.ts";
import { DiffPage, ImportedPage, lostText } from "./bpmn.page.tsx";
import { diffInWords } from "./diff.ts";
import { exportBpmn } from "./export-bpmn.ts";
import { getProcess } from "./get-process.ts";
import { type BpmnImport, importBpmn, LOST_REASONS, MOST_KILOBYTES } from "./import-bpmn.ts";
import { begin, beginFields, showNew, strings } from "./process.web.ts";
import { processRefusal } from "./processes.errors.ts";
import { DESIGNERS } from "./processes.policy.ts";
import { text } from "./texts.ts";
import { ADMIN, versionHref } from "./words.ts";

type C = RequestContext<unknown, unknown, unknown>;

const none = z.object({});
const id = z.object({ id: integer(1, 2_000_000_000) });
const common = { roles: DESIGNERS, scope: "reference" } as const;
const TYPE = "application/xml; charset=utf-8";

async function bpmnOf(c: RequestContext<{ readonly id: number }, unknown, unknown>) {
  const it = await c.read((tx) => getProcess(tx, c.params.id, localDay(c.now)));
  return file(await exportBpmn(it.definition, it.procedureName), TYPE, `${it.procedureCode}-${it.version}.bpmn`);
}

const download = route({
  ...common,
  method: "GET",
  path: `${ADMIN}/phien-ban/:id/quy-trinh.bpmn`,
  auditName: "processes.export",
  rate: "export",
  schema: { params: id, query: none, body: none },
  handler: bpmnOf,
});

const api = route({
  ...common,
  method: "GET",
  path: "/api/v1/processes/:id/bpmn",
  auditName: "processes.export",
  rate: "api",
  summary: "Export one version of a process as BPMN 2.0 XML with its diagram.",
  responseType: "application/xml",
  schema: { params: id, query: none, body: none },
  handler: bpmnOf,
});

const compare = route({
  ...common,
  method: "GET",
  path: `${ADMIN}/phien-ban/:id/so-sanh`,
  auditName: "processes.compare",
  rate: "page",
  schema: { params: id, query: z.object({ voi: integer(1, 2_000_000_000) }), body: none },
  handler: async (c) => {
    const on = localDay(c.now);
    const [after, before] = await c.read(async (tx) => [
      await getProcess(tx, c.params.id, on),
      await getProcess(tx, c.query.voi, on),
    ]);
    const title = text(c.locale, "diff.title", { a: before.version, b: after.version });
    const breadcrumbs = [
      { label: text(c.locale, "list.title"), href: ADMIN },
      { label: after.procedureName, href: versionHref(after.id) },
      { label: title },
    ];
    const lines = diffInWords(c.locale, before.definition, after.definition);
    return page(c.shell({ title, breadcrumbs, wide: true }, DiffPage({ locale: c.locale, before, after, lines })));
  },
});

const about = (c: C) => ({
  action: `${ADMIN}/nhap`,
  title: text(c.locale, "import.title"),
  lead: text(c.locale, "import.lead"),
  begin: "bpmn" as const,
});

/** Text of other tools is long and comes as a file or in a field. */
const BPMN_RULE: FilesRule = { kinds: ["xml"], maxBytes: 1_048_576, most: 1, maxFieldBytes: 1_048_576, field: "file" };
const pasted = optional(requiredText(MOST_KILOBYTES * 1024));

/** The text of the file that was chosen. */
async function chosenXml(c: Pick<C, "uploads" | "files">): Promise<string | undefined> {
  const [chosen] = c.uploads;
  return chosen === undefined ? undefined : streamText(c.files.read(chosen.sha256));
}

/** Reads the file that was chosen, else what was pasted. */
async function importGiven(c: C, xml: string | undefined): Promise<BpmnImport> {
  const chosen = await chosenXml(c);
  if (chosen !== undefined) return importBpmn(chosen, "file");
  if (xml === undefined) throw processRefusal("bpmn_missing", { field: "file" });
  return importBpmn(xml);
}

const form = route({
  ...common,
  method: "GET",
  path: `${ADMIN}/nhap`,
  auditName: "processes.import_form",
  rate: "page",
  schema: { params: none, query: none, body: none },
  handler: (c) => showNew(c, about(c)),
});

const submit = route({
  ...common,
  method: "POST",
  path: `${ADMIN}/nhap`,
  auditName: "processes.import",
  rate: "write",
  takesFiles: BPMN_RULE,
  schema: { params: none, query: none, body: z.object({ ...beginFields, xml: pasted }) },
  handler: async (c) => {
    const { definition, lost } = await importGiven(c, c.body.xml);
    const { versionId } = await begin(c, c.body, { definition });
    const title = text(c.locale, "import.title");
    const props = { locale: c.locale, versionId, steps: definition.steps.length, actions: definition.actions.length, lost };
    return page(
      c.shell(
        { title, breadcrumbs: [{ label: text(c.locale, "list.title"), href: ADMIN }, { label: title }] },
        ImportedPage(props),
      ),
    );
  },
  // A file has to be chosen again, its content need not: it stands where one pastes.
  onRefusal: async (c, _refusal, errors, typed) => {
    const xml = (await chosenXml(c)) ?? strings(typed)["xml"];
    return showNew(c, about(c), { ...strings(typed), xml }, errors);
  },
});

const importApi = route({
  ...common,
  method: "POST",
  path: "/api/v1/processes/bpmn",
  auditName: "processes.api_import",
  rate: "api",
  takesFiles: BPMN_RULE,
  summary:
    "Begin a process from BPMN 2.0 XML, as a draft, with a line for everything of it that is not taken. The XML comes as a field, or as a file in multipart/form-data.",
  schema: {
    params: none,
    query: none,
    body: z.object({ procedure: requiredText(40), case: optional(z.string().max(100)), ownerUnitId: chosenId(), xml: pasted }),
    response: z.object({
      versionId: z.int(),
      steps: z.int(),
      actions: z.int(),
      lost: z.array(
        z.object({ why: z.enum(LOST_REASONS), type: z.string(), id: z.string(), line: z.int().nullable(), what: z.string() }),
      ),
    }),
  },
  handler: async (c) => {
    const { xml, ownerUnitId: owner, ...rest } = c.body;
    const { definition, lost } = await importGiven(c, xml);
    const { versionId } = await begin(c, { ...rest, owner }, { definition });
    const [steps, actions] = [definition.steps.length, definition.actions.length];
    const said = lost.map((one) => ({ ...one, what: lostText(c.locale, one) }));
    return json({ versionId, steps, actions, lost: said }, 201, `/api/v1/processes/${versionId}`);
  },
});

export const bpmnRoutes: readonly Route[] = [download, api, compare, form, submit, importApi];
