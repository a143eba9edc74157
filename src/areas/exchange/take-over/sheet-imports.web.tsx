import { z } from "zod";
import { reachOf } from "#identity";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { exchangeRefusal } from "../exchange.errors.ts";
import { findOwnRun, listOwnRuns } from "../import-run.store.ts";
import { text } from "../texts.ts";
import { importOfficers, type OneTimePassword } from "./import-officers.ts";
import { importProcedureSheet } from "./import-procedure-sheet.ts";
import { SHEET_SYSTEMS } from "./sheet-mapping.ts";
import type { SheetReport } from "./sheet-report.ts";
import {
  ImportRunPage,
  LEVEL_CHOICES,
  LIST_RULE,
  PasswordsPage,
  SHEET_KINDS,
  SheetImportsPage,
  SHEETS,
  shownSheet,
} from "./sheet-imports.page.tsx";
import { type KeptUpload, sourceOf, trialOf, uploadOf } from "./upload-run.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const administrator = { roles: ["administrator"], scope: "installation" } as const;
const nothing = z.object({});
const params = z.object({ id: integer(1, 2_147_483_647) });

/** On a page new officers wait for their passwords while the answer is made. */
const Choices = z.object({
  kind: choice(SHEET_KINDS),
  system: choice(SHEET_SYSTEMS),
  unit: optional(requiredText(300)),
  level: optional(choice(LEVEL_CHOICES)),
});

function actorOf(c: AnyContext): Actor {
  if (c.actor === undefined) throw new Error("this route needs an administrator");
  return c.actor;
}

interface Done {
  readonly report: SheetReport;
  readonly passwords: readonly OneTimePassword[];
}

/** Runs one of the imports with the file of an upload or of a trial. */
async function runImport(c: AnyContext, upload: KeptUpload, dryRun: boolean): Promise<Done> {
  const actor = actorOf(c);
  const { kind, system, unit, level } = Choices.parse(upload.choices);
  const source = await sourceOf(c.files, upload);
  const by = { accountId: actor.accountId, agencyId: actor.agencyId, upload };
  const request = { ...source, system, dryRun, now: c.now, by };
  if (kind === "procedure_sheet") return { report: await importProcedureSheet(c, { ...request, level }), passwords: [] };
  const reach = reachOf(actor, c.now);
  const { passwords, repeated: _, ...report } = await importOfficers(c, { ...request, reach, unitCode: unit });
  return { report, passwords };
}

async function show(c: AnyContext, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const runs = await c.read((tx) => listOwnRuns(tx, actorOf(c).accountId, SHEET_KINDS));
  const content = <SheetImportsPage locale={c.locale} csrf={c.csrfToken} runs={runs} typed={typed} />;
  return page(c.shell({ title: text(c.locale, "sheet.title"), wide: true, errors }, content));
}

const list = route({
  ...administrator,
  method: "GET",
  path: SHEETS,
  auditName: "exchange.sheet_imports",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const preview = route({
  ...administrator,
  method: "POST",
  path: SHEETS,
  auditName: "exchange.sheet_preview",
  rate: "write",
  takesFiles: LIST_RULE,
  schema: { params: nothing, query: nothing, body: Choices },
  onRefusal: (c, _refusal, errors, typed) => show(c, typed, errors),
  handler: async (c) => {
    const { kind, system, unit = "", level = "" } = c.body;
    const upload = uploadOf(c.uploads, { kind, system, unit, level });
    const { report } = await runImport(c, upload, true);
    return redirect(`${SHEETS}/${report.runId}`);
  },
});

async function showRun(c: AnyContext, id: number, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const run = await c.read((tx) => findOwnRun(tx, actorOf(c).accountId, SHEET_KINDS, id));
  if (run === undefined || run.finishedAt === null) throw exchangeRefusal("import_not_found");
  const title = text(c.locale, `sheet.kind.${run.kind}`);
  const breadcrumbs = [{ label: text(c.locale, "sheet.title"), href: SHEETS }, { label: title }];
  const report = shownSheet(run.report as SheetReport);
  const content = <ImportRunPage locale={c.locale} csrf={c.csrfToken} run={run} report={report} href={SHEETS} />;
  return page(c.shell({ title, breadcrumbs, wide: true, errors }, content));
}

const showOne = route({
  ...administrator,
  method: "GET",
  path: `${SHEETS}/:id(^\\d+$)`,
  auditName: "exchange.sheet_run",
  rate: "page",
  schema: { params, query: nothing, body: nothing },
  handler: (c) => showRun(c, c.params.id),
});

const confirm = route({
  ...administrator,
  method: "POST",
  path: `${SHEETS}/:id(^\\d+$)/nhap`,
  auditName: "exchange.sheet_import",
  rate: "write",
  schema: { params, query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => showRun(c, c.params.id, errors),
  handler: async (c) => {
    const trial = await c.read((tx) => findOwnRun(tx, actorOf(c).accountId, SHEET_KINDS, c.params.id));
    const { report, passwords } = await runImport(c, trialOf(trial), false);
    const href = `${SHEETS}/${report.runId}`;
    if (passwords.length === 0) return redirect(href, text(c.locale, "sheet.done", { count: report.taken }));
    const content = <PasswordsPage locale={c.locale} runHref={href} passwords={passwords} />;
    return page(c.shell({ title: text(c.locale, "sheet.passwords"), wide: true }, content));
  },
});

export const sheetImportPages = [list, preview, showOne, confirm];
