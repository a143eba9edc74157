import { z } from "zod";
import type { Role } from "#core/roles.ts";
import { findPost } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { exchangeRefusal } from "../exchange.errors.ts";
import { EXTERNAL } from "../external.page.tsx";
import { type DossierImportReport, importDossiers } from "../import-dossiers.ts";
import { findOwnRun, listOwnRuns } from "../import-run.store.ts";
import { listExternalMappings, listMappings } from "../mapping.ts";
import { text } from "../texts.ts";
import { EXTERNAL_IMPORT, IMPORT_WAYS, ImportExternalPage, shownDossiers } from "./import-external.page.tsx";
import { ImportRunPage, LIST_RULE } from "./sheet-imports.page.tsx";
import { type KeptUpload, sourceOf, trialOf, uploadOf } from "./upload-run.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

/** Who may bring dossiers of another system into the office's numbers. */
export const IMPORTERS: readonly [Role, ...Role[]] = ["one_stop_head", "leader"];
const officers = { roles: IMPORTERS, scope: "agency-rows" } as const;
/** Longer lists are for the command line: a page is waited for. */
export const MOST_ROWS = 5_000;
const KINDS = ["dossiers"] as const;
const nothing = z.object({});
const params = z.object({ id: integer(1, 2_147_483_647) });

/** A name of a mapping that ships; a path would let a page read files of the server. */
export const mappingName = () => z.string().refine((name) => listMappings().includes(name), { error: "@field.choice" });

const Choices = z.object({ way: choice(IMPORT_WAYS), mapping: mappingName(), standIn: optional(requiredText(100)) });

/** Who imports, and for which agency: their own. */
export function importerOf(c: Pick<AnyContext, "actor">): { readonly accountId: number; readonly agencyId: number } {
  const post = c.actor === undefined ? undefined : findPost(c.actor, IMPORTERS);
  if (c.actor === undefined || post === undefined) throw platformRefusal("not_allowed");
  return { accountId: c.actor.accountId, agencyId: post.agencyId };
}

async function runImport(c: AnyContext, upload: KeptUpload, dryRun: boolean): Promise<DossierImportReport> {
  const { agencyId, accountId } = importerOf(c);
  const { way, mapping, standIn } = Choices.parse(upload.choices);
  const source = await sourceOf(c.files, upload);
  const takeOver = way === "take_over" ? { standIn } : undefined;
  const about = { map: mapping, agencyId, takeOver, dryRun, now: c.now, mostRows: MOST_ROWS, by: { accountId, upload } };
  return importDossiers(c.pool, { ...source, ...about });
}

async function show(c: AnyContext, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { accountId } = importerOf(c);
  const [runs, mappings] = await Promise.all([c.read((tx) => listOwnRuns(tx, accountId, KINDS)), listExternalMappings()]);
  const title = text(c.locale, "take_over.title");
  const breadcrumbs = [{ label: text(c.locale, "external.title"), href: EXTERNAL }, { label: title }];
  const content = <ImportExternalPage locale={c.locale} csrf={c.csrfToken} mappings={mappings} runs={runs} typed={typed} />;
  return page(c.shell({ title, breadcrumbs, wide: true, errors }, content));
}

const form = route({
  ...officers,
  method: "GET",
  path: EXTERNAL_IMPORT,
  auditName: "exchange.external_import_form",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const preview = route({
  ...officers,
  method: "POST",
  path: EXTERNAL_IMPORT,
  auditName: "exchange.external_preview",
  rate: "write",
  takesFiles: LIST_RULE,
  schema: { params: nothing, query: nothing, body: Choices },
  onRefusal: (c, _refusal, errors, typed) => show(c, typed, errors),
  handler: async (c) => {
    const { way, mapping, standIn } = c.body;
    const upload = uploadOf(c.uploads, { way, mapping, ...(standIn === undefined ? {} : { standIn }) });
    const report = await runImport(c, upload, true);
    return redirect(`${EXTERNAL_IMPORT}/${report.runId}`);
  },
});

async function showRun(c: AnyContext, id: number, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { accountId } = importerOf(c);
  const run = await c.read((tx) => findOwnRun(tx, accountId, KINDS, id));
  if (run === undefined || run.finishedAt === null) throw exchangeRefusal("import_not_found");
  const title = text(c.locale, "take_over.run");
  const breadcrumbs = [
    { label: text(c.locale, "external.title"), href: EXTERNAL },
    { label: text(c.locale, "take_over.title"), href: EXTERNAL_IMPORT },
    { label: title },
  ];
  const report = shownDossiers(run.report as DossierImportReport);
  const content = <ImportRunPage locale={c.locale} csrf={c.csrfToken} run={run} report={report} href={EXTERNAL_IMPORT} />;
  return page(c.shell({ title, breadcrumbs, wide: true, errors }, content));
}

const showOne = route({
  ...officers,
  method: "GET",
  path: `${EXTERNAL_IMPORT}/:id(^\\d+$)`,
  auditName: "exchange.external_run",
  rate: "page",
  schema: { params, query: nothing, body: nothing },
  handler: (c) => showRun(c, c.params.id),
});

const confirm = route({
  ...officers,
  method: "POST",
  path: `${EXTERNAL_IMPORT}/:id(^\\d+$)/nhap`,
  auditName: "exchange.external_import",
  rate: "write",
  schema: { params, query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => showRun(c, c.params.id, errors),
  handler: async (c) => {
    const { accountId } = importerOf(c);
    const trial = await c.read((tx) => findOwnRun(tx, accountId, KINDS, c.params.id));
    const report = await runImport(c, trialOf(trial), false);
    return redirect(`${EXTERNAL_IMPORT}/${report.runId}`, text(c.locale, "sheet.done", { count: report.taken }));
  },
});

export const importExternalPages = [form, preview, showOne, confirm];
