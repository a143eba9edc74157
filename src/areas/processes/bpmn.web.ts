import { z } from "zod";
import { file, page } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, requiredText } from "#platform/input/fields.ts";
import { DiffPage, ImportedPage } from "./bpmn.page.tsx";
import { diffInWords } from "./diff.ts";
import { exportBpmn } from "./export-bpmn.ts";
import { getProcess } from "./get-process.ts";
import { importBpmn, MOST_KILOBYTES } from "./import-bpmn.ts";
import { begin, beginFields, showNew } from "./process.web.ts";
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
  schema: { params: none, query: none, body: z.object({ ...beginFields, xml: requiredText(MOST_KILOBYTES * 1024) }) },
  handler: async (c) => {
    const { definition, lost } = await importBpmn(c.body.xml);
    const { versionId } = await begin(c, { definition });
    const title = text(c.locale, "import.title");
    const props = { locale: c.locale, versionId, steps: definition.steps.length, actions: definition.actions.length, lost };
    return page(
      c.shell(
        { title, breadcrumbs: [{ label: text(c.locale, "list.title"), href: ADMIN }, { label: title }] },
        ImportedPage(props),
      ),
    );
  },
  onRefusal: (c, _refusal, errors, typed) =>
    showNew(
      c,
      about(c),
      Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, typeof value === "string" ? value : value?.[0]])),
      errors,
    ),
});

export const bpmnRoutes: readonly Route[] = [download, api, compare, form, submit];
