import { z } from "zod";
import { csvFile } from "#platform/files/csv.ts";
import { assertWhole } from "#platform/files/whole-list.ts";
import { RESULT_ACTIONS, RESULT_STATES, type ResultAction } from "#core/results/result-life.ts";
import { findDossier, showDossierPage } from "#dossiers";
import { findOffice } from "#organisation";
import type { FilesRule } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect, type Reply, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { actOnResult } from "./act-on-result.ts";
import { officialFor, officialOn } from "./acting-in.ts";
import { draftResult } from "./draft-result.ts";
import { registerCsv } from "./export-register.ts";
import { listRegister } from "./register.store.ts";
import { RegisterPage } from "./register.page.tsx";
import { resultPath } from "./result-paths.ts";
import { DraftInput, RESULT_READERS, RESULT_ROLES, ResultInput, SIGNERS, WRITERS } from "./result.ts";
import { findDocument, findResultRule, listResultEvents, listVersions, saveResultRule } from "./result.store.ts";
import { ResultPage } from "./result.page.tsx";
import { resultRefusal } from "./results.errors.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const PER_PAGE = 50;
const MOST_EXPORTED = 20_000;
const PDF_RULE: FilesRule = { kinds: ["pdf"], maxBytes: 20 * 1_048_576, most: 1 };
const nothing = z.object({});
const id = integer(1, Number.MAX_SAFE_INTEGER);
const OneParams = z.object({ id });

const Filter = z.object({
  q: optional(requiredText(100)),
  state: optional(choice(RESULT_STATES)),
  year: optional(integer(2000, 2200)),
});

const filterOf = (c: Context, query: z.output<typeof Filter>, before: number | undefined, most: number) => {
  if (c.actor === undefined) throw platformRefusal("not_allowed");
  return { agencies: c.actor.agencies, q: query.q, state: query.state, year: query.year, before, most };
};

const queryOf = (fields: Readonly<Record<string, string | number | undefined>>): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

const register = route({
  method: "GET",
  path: "/ket-qua",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "results.register",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: Filter.extend({ before: optional(id) }), body: nothing },
  handler: async (c) => {
    const { before, ...query } = c.query;
    const head = c.actor?.posts.find(({ role }) => role === "one_stop_head");
    const [found, current] = await c.read((tx) =>
      Promise.all([
        listRegister(tx, filterOf(c, query, before, PER_PAGE + 1)),
        head === undefined ? undefined : findResultRule(tx, head.agencyId),
      ]),
    );
    const rows = found.slice(0, PER_PAGE);
    const next = found.length > PER_PAGE ? rows.at(-1)?.id : undefined;
    return page(
      c.shell(
        { title: text(c.locale, "register"), wide: true },
        <RegisterPage
          rule={head === undefined ? undefined : { current, csrf: c.csrfToken, formKey: newFormKey() }}
          locale={c.locale}
          rows={rows}
          today={localDay(c.now)}
          q={query.q}
          state={query.state}
          year={query.year}
          nextHref={next === undefined ? undefined : `${resultPath.register}?${queryOf({ ...query, before: next })}`}
          csvHref={`${resultPath.register}/so.csv?${queryOf(query)}`}
        />,
      ),
    );
  },
});

const registerFile = route({
  method: "GET",
  path: "/ket-qua/so.csv",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "results.register_export",
  rate: "export",
  recordsReads: true,
  schema: { params: nothing, query: Filter, body: nothing },
  handler: async (c) => {
    const rows = await c.read((tx) => listRegister(tx, filterOf(c, c.query, undefined, MOST_EXPORTED + 1)));
    assertWhole(rows, MOST_EXPORTED, "year");
    return csvFile(registerCsv(c.locale, rows, localDay(c.now)), "so-ket-qua.csv");
  },
});

/** What this person may do with a result of the agency; whether the state allows it is the version's matter. */
const mayDo = (c: Context, agencyId: number): ReadonlySet<ResultAction> => {
  const { actor } = c;
  const holds = (roles: readonly string[]) =>
    actor?.posts.some((post) => post.agencyId === agencyId && roles.includes(post.role)) === true;
  return new Set(RESULT_ACTIONS.filter((action) => (action === "sign" ? holds(SIGNERS) : holds(RESULT_ROLES))));
};

export async function showResult(
  c: Context,
  documentId: number,
  typed: Typed = {},
  errors?: readonly FieldRefusal[],
): Promise<Reply> {
  const [document, versions, events] = await c.read((tx) =>
    Promise.all([findDocument(tx, documentId), listVersions(tx, documentId), listResultEvents(tx, documentId)]),
  );
  if (document === undefined) throw resultRefusal("result_not_found");
  return page(
    c.shell(
      {
        title: document.title,
        errors: errors ?? [],
        breadcrumbs: [{ label: text(c.locale, "register"), href: resultPath.register }, { label: document.title }],
      },
      <ResultPage
        locale={c.locale}
        document={document}
        versions={versions}
        events={events}
        may={mayDo(c, document.agencyId)}
        typed={typed}
        errors={errors}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const onePage = route({
  method: "GET",
  path: "/ket-qua/:id(^\\d+$)",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "results.read",
  rate: "page",
  recordsReads: true,
  schema: { params: OneParams, query: nothing, body: nothing },
  handler: (c) => showResult(c, c.params.id),
});

const actPage = route({
  method: "POST",
  path: "/ket-qua/:id(^\\d+$)",
  roles: RESULT_ROLES,
  scope: "agency-rows",
  auditName: "results.act",
  rate: "write",
  schema: { params: OneParams, query: nothing, body: ResultInput },
  handler: async (c) => {
    const by = await officialOn.result(c, RESULT_ROLES, c.params.id);
    await c.execute("results.act", { id: c.params.id, ...c.body }, (tx, unit) =>
      actOnResult(tx, unit, by, c.params.id, c.body, c.now),
    );
    return redirect(resultPath.one(c.params.id), text(c.locale, `done.${c.body.action}`));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return showResult(c, c.params.id, typed, errors);
  },
});

const draftPage = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/ket-qua",
  roles: WRITERS,
  scope: "agency-rows",
  auditName: "results.draft",
  rate: "write",
  takesFiles: PDF_RULE,
  schema: { params: OneParams, query: nothing, body: DraftInput },
  handler: async (c) => {
    const by = await officialOn.dossier(c, WRITERS, c.params.id);
    const uploads = c.uploads;
    const input = { dossierId: c.params.id, ...c.body, files: uploads.map(({ sha256 }) => sha256) };
    const { id: made } = await c.execute("results.draft", input, (tx, unit) =>
      draftResult(tx, unit, by, c.params.id, c.body, uploads, c.now),
    );
    return redirect(resultPath.one(made), text(c.locale, "done.draft"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return showDossierPage(c, c.params.id, { panel: "results", action: "draft_result", typed, errors });
  },
});

/** The signed file as it is kept, byte for byte; of a draft, what it would look like now. */
const versionFile = route({
  method: "GET",
  path: "/ket-qua/:id(^\\d+$)/ban/:version(^\\d+$)/tep.pdf",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "results.file",
  rate: "export",
  recordsReads: true,
  schema: { params: OneParams.extend({ version: integer(1, 1000) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { document, version, office } = await c.read(async (tx) => {
      const found = await findDocument(tx, c.params.id);
      const versions = found === undefined ? [] : await listVersions(tx, found.id);
      const dossier = found === undefined ? undefined : await findDossier(tx, found.dossierId);
      if (found === undefined || dossier === undefined) throw resultRefusal("result_not_found");
      const paper = await findOffice(tx, { agencyId: found.agencyId, unitId: dossier.unitId }, localDay(c.now));
      return { document: found, version: versions.find((each) => each.version === c.params.version), office: paper };
    });
    if (version === undefined) throw resultRefusal("result_not_found");
    const name = `${document.code}-${version.version}.pdf`;
    const kept = version.sha256 ?? version.sourceSha256;
    if (kept !== null && !(await c.files.has(kept))) throw fileRefusal("file_missing");
    if (kept !== null) return storedFile(c.files.pathOf(kept), "application/pdf", name);
    const { drawResultSheet } = await import("./result.slip.ts");
    const signer = { name: "…", title: text("vi", "slip.signer") };
    const checkUrl = `${c.publicUrl}${resultPath.checkCode(document.code)}`;
    const drawn = await drawResultSheet({
      document,
      version,
      office,
      signer,
      signedAt: undefined,
      standIn: false,
      checkUrl,
      printedAt: c.now,
    });
    return file(drawn, "application/pdf", name, true);
  },
});

const setRule = route({
  method: "POST",
  path: "/ket-qua/quy-dinh",
  roles: ["one_stop_head"],
  scope: "agency-rows",
  auditName: "results.rule",
  rate: "write",
  schema: { params: nothing, query: nothing, body: z.object({ required: choice(["yes", "no"]), decisionNo: requiredText(100) }) },
  handler: async (c) => {
    const { agencyId } = officialFor(c.actor, ["one_stop_head"]);
    const rule = { required: c.body.required === "yes", decisionNo: c.body.decisionNo };
    await c.execute("results.rule", { agencyId, ...rule }, async (tx, unit) => {
      await saveResultRule(tx, agencyId, rule, c.now);
      unit.subject(`agency:${agencyId}`);
      unit.note(rule);
      return { agencyId };
    });
    return redirect(resultPath.register, text(c.locale, "done.rule"));
  },
});

export const resultPages = [register, registerFile, onePage, actPage, draftPage, versionFile, setRule];
