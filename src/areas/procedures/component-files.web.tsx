import { z } from "zod";
import { MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, choice, integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { ADMIN } from "./admin.page.tsx";
import { attachComponentFiles, detachComponentFile, SHEET_RULE } from "./attach-component-files.ts";
import { listComponentFiles } from "./component-file.store.ts";
import { SHEET_KINDS } from "./component-file.ts";
import { ComponentFilesPage, sheetsPath } from "./component-files.page.tsx";
import { findPublicVersion } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { text } from "./texts.ts";

const EDITORS = ["administrator", "one_stop_head"] as const;
const none = z.object({});
const code = z.object({ code: z.string().max(40) });
type CodeContext = RequestContext<{ code: string }, unknown, unknown>;

async function showSheets(c: CodeContext, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const [procedure, sheets] = await c.read((tx) =>
    Promise.all([findPublicVersion(tx, c.params.code, localDay(c.now)), listComponentFiles(tx, c.params.code)]),
  );
  if (procedure === undefined) throw procedureRefusal("procedure_not_found");
  const title = text(c.locale, "sheets.title");
  const breadcrumbs = [{ label: text(c.locale, "admin.title"), href: ADMIN }, { label: `${title} ${procedure.code}` }];
  const content = <ComponentFilesPage locale={c.locale} procedure={procedure} sheets={sheets} csrf={c.csrfToken} />;
  return page(c.shell({ title, breadcrumbs, errors }, content));
}

const sheets = route({
  method: "GET",
  path: "/quan-tri/thu-tuc/mau-don/:code",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.sheets",
  rate: "page",
  schema: { params: code, query: none, body: none },
  handler: (c) => showSheets(c),
});

const attach = route({
  method: "POST",
  path: "/quan-tri/thu-tuc/mau-don/:code",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.attach_sheet",
  rate: "write",
  takesFiles: SHEET_RULE,
  schema: { params: code, query: none, body: z.object({ component: z.string().max(80), kind: choice(SHEET_KINDS) }) },
  handler: async (c) => {
    const { uploads } = c;
    const { accountId } = c.actor as Actor;
    const input = { code: c.params.code, ...c.body, accountId };
    const call = { ...input, files: uploads.map(({ sha256 }) => sha256) };
    await c.execute("procedures.attach_sheet", call, (tx, unit) => attachComponentFiles(tx, unit, input, uploads, c.now));
    return redirect(sheetsPath(input.code), text(c.locale, "sheets.attached"));
  },
  onRefusal: (c, _refusal, errors) => showSheets(c, errors),
});

const detach = route({
  method: "POST",
  path: "/quan-tri/thu-tuc/mau-don/:code/bo",
  roles: EDITORS,
  scope: "reference",
  auditName: "procedures.detach_sheet",
  rate: "write",
  schema: { params: code, query: none, body: z.object({ file: chosenId() }) },
  handler: async (c) => {
    const input = { code: c.params.code, file: c.body.file };
    await c.execute("procedures.detach_sheet", input, (tx, unit) => detachComponentFile(tx, unit, input, c.now));
    return redirect(sheetsPath(input.code), text(c.locale, "sheets.removed"));
  },
  onRefusal: (c, _refusal, errors) => showSheets(c, errors),
});

/** A blank form or a filled sample, as the office attached it. */
const sheetFile = route({
  method: "GET",
  path: "/thu-tuc/:code/mau/:file",
  roles: "public",
  scope: "reference",
  auditName: "procedures.sheet_file",
  rate: "export",
  schema: { params: code.extend({ file: integer(1, 2_147_483_647) }), query: none, body: none },
  handler: async (c) => {
    const found = (await c.read((tx) => listComponentFiles(tx, c.params.code))).find(({ id }) => id === c.params.file);
    if (found === undefined) throw procedureRefusal("sheet_not_found");
    if (!(await c.files.has(found.sha256))) throw fileRefusal("file_missing");
    return storedFile(c.files.pathOf(found.sha256), MEDIA_TYPES[found.fileKind], found.name);
  },
});

export const componentFileRoutes = [sheets, attach, detach, sheetFile];
