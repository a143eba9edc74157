import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CSV_RULE, MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { paperActing, STATEMENT_KEEPERS } from "./acting-in.ts";
import { acceptLine, importStatement, reconcileAgain } from "./import-statement.ts";
import { first } from "./panel-facts.ts";
import { papersRefusal } from "./papers.errors.ts";
import { readStatement } from "./read-statement.ts";
import { SHIPMENTS_PATH } from "./shipment-list.page.tsx";
import { listCarriers } from "./shipment-list.store.ts";
import { StatementListPage, StatementPage, STATEMENTS_PATH } from "./statement.page.tsx";
import { AcceptLineInput, StatementInput } from "./statement.ts";
import { findStatement, listStatementLines, listStatements } from "./statement.store.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const nothing = z.object({});
const StatementParams = z.object({ id: integer(1, 2_147_483_647) });
const MOST_SHOWN = 100;

async function showList(c: Context, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const { agencies } = c.actor as Actor;
  const [statements, carriers] = await c.read((tx) =>
    Promise.all([listStatements(tx, agencies, MOST_SHOWN), listCarriers(tx, agencies)]),
  );
  const title = text(c.locale, "statements.title");
  const breadcrumbs = [{ label: text(c.locale, "shipments.title"), href: SHIPMENTS_PATH }, { label: title }];
  return page(
    c.shell(
      { title, errors, breadcrumbs, wide: true },
      <StatementListPage
        locale={c.locale}
        statements={statements}
        carriers={carriers}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        typed={(name) => first(typed[name])}
      />,
    ),
  );
}

const list = route({
  method: "GET",
  path: "/giay-to/buu-gui/doi-soat",
  roles: STATEMENT_KEEPERS,
  scope: "agency-rows",
  auditName: "papers.statements",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => showList(c),
});

const take = route({
  method: "POST",
  path: "/giay-to/buu-gui/doi-soat",
  roles: STATEMENT_KEEPERS,
  scope: "agency-rows",
  auditName: "papers.import_statement",
  rate: "write",
  takesFiles: CSV_RULE,
  schema: { params: nothing, query: nothing, body: StatementInput },
  handler: async (c) => {
    const by = paperActing(c.actor as Actor, STATEMENT_KEEPERS);
    const [upload] = c.uploads;
    if (upload === undefined) throw papersRefusal("statement_unreadable", { field: "file" });
    const lines = readStatement(await readFile(c.files.pathOf(upload.sha256), "utf8"));
    const done = await c.execute("papers.import_statement", { ...c.body, file: upload.sha256 }, (tx, unit) =>
      importStatement(tx, unit, by, c.body, { upload, lines }, c.now),
    );
    return redirect(`${STATEMENTS_PATH}/${done.id}`, text(c.locale, "statements.imported", done));
  },
  onRefusal: (c, _refusal, errors, typed) => showList(c, errors, typed),
});

async function showOne(c: Context, id: number, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const [statement, lines] = await c.read((tx) => Promise.all([findStatement(tx, id), listStatementLines(tx, id)]));
  if (statement === undefined) throw papersRefusal("statement_not_found");
  const title = text(c.locale, "statements.one", { number: statement.statementNo });
  const breadcrumbs = [{ label: text(c.locale, "statements.title"), href: STATEMENTS_PATH }, { label: statement.statementNo }];
  const refusedLine = errors.length === 0 ? undefined : Number(first(typed["line"]));
  return page(
    c.shell(
      { title, errors, breadcrumbs, wide: true },
      <StatementPage
        locale={c.locale}
        statement={statement}
        lines={lines}
        csrf={c.csrfToken}
        newKey={newFormKey}
        refusedLine={refusedLine}
        typed={(name) => first(typed[name])}
      />,
    ),
  );
}

const one = route({
  method: "GET",
  path: "/giay-to/buu-gui/doi-soat/:id(^\\d+$)",
  roles: STATEMENT_KEEPERS,
  scope: "agency-rows",
  auditName: "papers.statement",
  rate: "page",
  recordsReads: true,
  schema: { params: StatementParams, query: nothing, body: nothing },
  handler: (c) => showOne(c, c.params.id),
});

const source = route({
  method: "GET",
  path: "/giay-to/buu-gui/doi-soat/:id(^\\d+$)/tep",
  roles: STATEMENT_KEEPERS,
  scope: "agency-rows",
  auditName: "papers.statement_file",
  rate: "export",
  recordsReads: true,
  schema: { params: StatementParams, query: nothing, body: nothing },
  handler: async (c) => {
    const statement = await c.read((tx) => findStatement(tx, c.params.id));
    if (statement === undefined) throw papersRefusal("statement_not_found");
    if (!(await c.files.has(statement.fileSha256))) throw fileRefusal("file_missing");
    return storedFile(c.files.pathOf(statement.fileSha256), MEDIA_TYPES.csv, statement.fileName);
  },
});

/** In the post that the person holds in the statement's own agency. */
async function keeperOf(c: Context, id: number) {
  const statement = await c.read((tx) => findStatement(tx, id));
  if (statement === undefined) throw papersRefusal("statement_not_found");
  return paperActing(c.actor as Actor, STATEMENT_KEEPERS, statement.agencyId);
}

const again = route({
  method: "POST",
  path: "/giay-to/buu-gui/doi-soat/:id(^\\d+$)/doi-lai",
  roles: STATEMENT_KEEPERS,
  scope: "agency-rows",
  auditName: "papers.reconcile_statement",
  rate: "write",
  schema: { params: StatementParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    const by = await keeperOf(c, id);
    const done = await c.execute("papers.reconcile_statement", { id }, (tx, unit) => reconcileAgain(tx, unit, by, id, c.now));
    return redirect(`${STATEMENTS_PATH}/${id}`, text(c.locale, "statements.again_done", done));
  },
});

const accept = route({
  method: "POST",
  path: "/giay-to/buu-gui/doi-soat/:id(^\\d+$)/chap-nhan",
  roles: STATEMENT_KEEPERS,
  scope: "agency-rows",
  auditName: "papers.accept_statement_line",
  rate: "write",
  schema: { params: StatementParams, query: nothing, body: AcceptLineInput },
  handler: async (c) => {
    const { id } = c.params;
    const by = await keeperOf(c, id);
    await c.execute("papers.accept_statement_line", { id, ...c.body }, (tx, unit) => acceptLine(tx, unit, by, id, c.body, c.now));
    return redirect(`${STATEMENTS_PATH}/${id}`, text(c.locale, "statements.accepted"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return showOne(c, c.params.id, errors, typed);
  },
});

export const statementPages = [list, take, one, source, again, accept];
