import { z } from "zod";
import { MEDIA_TYPES, SCAN_RULE } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { page, redirect, type Reply, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { chosenId, choice } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { Component } from "#procedures";
import { DELIVERIES, type Filing, type FilingFile, Paper } from "./filing.ts";
import { filingRefusal } from "./filing.errors.ts";
import { isEditable } from "./filing.rules.ts";
import { findFile } from "./filing-file.store.ts";
import { addFiles, dropFile } from "./keep-files.ts";
import { type AnyContext, CITIZEN, IdParams, nothing, revision, trail } from "./own-filings.web.tsx";
import { PapersPage, papersPath, type Typed, UploadPage } from "./papers.page.tsx";
import { savePapers } from "./save-filing.ts";
import { loadWithPapers } from "./send-filing.web.tsx";
import { text } from "./texts.ts";

const own = { roles: CITIZEN, scope: "own-account" } as const;
const PaperParams = IdParams.extend({ code: z.string().min(1).max(80) });
export const FileParams = IdParams.extend({ file: chosenId() });

async function showPapers(c: AnyContext, id: number, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { open, components, files } = await loadWithPapers(c, id);
  const { filing } = open;
  if (!isEditable(filing.state)) throw filingRefusal("filing_not_editable");
  const title = `${text(c.locale, "papers.title")} – ${filing.procedureName}`;
  const shown = { locale: c.locale, filing, components, files, typed, csrf: c.csrfToken };
  return page(c.portal({ title, errors, breadcrumbs: trail(c, filing) }, <PapersPage {...shown} />));
}

const papers = route({
  ...own,
  method: "GET",
  path: "/cua-toi/:id(^\\d+$)/giay-to",
  auditName: "filing.papers_form",
  rate: "page",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: (c) => showPapers(c, c.params.id),
});

const PapersBody = z.object({
  papers: z
    .array(z.looseObject({ way: z.string().optional() }))
    .max(300)
    .default([]),
});

/** The first component that is to come as a file and has none yet. */
function waitingForFiles(
  { papers: said }: Pick<Filing, "papers">,
  components: readonly Component[],
  files: readonly FilingFile[],
): Component | undefined {
  const uploads = new Set(said.flatMap(({ code, way }) => (way === "upload" ? [code] : [])));
  return components.find(({ code }) => uploads.has(code) && !files.some(({ componentCode }) => componentCode === code));
}

async function nextPath(c: AnyContext, id: number): Promise<string> {
  const { open, components, files } = await loadWithPapers(c, id);
  const waiting = waitingForFiles(open.filing, components, files);
  return waiting === undefined ? `/cua-toi/${id}/kiem-tra` : papersPath(id, waiting.code);
}

const keepPapers = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/giay-to",
  auditName: "filing.papers",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.looseObject({ revision, delivery: choice(DELIVERIES) }) },
  handler: async (c) => {
    const { id } = c.params;
    const { revision: shown, delivery, ...fields } = c.body;
    const chosen = validate(PapersBody, nestFields(fields)).papers.filter(({ way }) => way !== undefined && way !== "");
    const input = { id, revision: shown, papers: validate(z.array(Paper), chosen), delivery };
    await c.execute("filing.papers", JSON.parse(JSON.stringify(input)), (tx, unit) => savePapers(tx, unit, input, c.now));
    return redirect(await nextPath(c, id));
  },
  onRefusal: (c, _refusal, errors, typed) => showPapers(c, c.params.id, typed, errors),
});

async function showUpload(c: AnyContext, id: number, code: string, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { open, components, files } = await loadWithPapers(c, id);
  const { filing } = open;
  const component = components.find((each) => each.code === code);
  if (component === undefined || !isEditable(filing.state)) throw filingRefusal("section_unknown");
  const waiting = waitingForFiles(filing, components, files);
  const shown = {
    locale: c.locale,
    filing,
    component,
    files: files.filter(({ componentCode }) => componentCode === code),
    nextHref: waiting === undefined ? `/cua-toi/${id}/kiem-tra` : papersPath(id, waiting.code),
    csrf: c.csrfToken,
  };
  const breadcrumbs = [...trail(c, filing), { label: text(c.locale, "papers.title"), href: papersPath(id) }];
  return page(c.portal({ title: component.name, errors, breadcrumbs }, <UploadPage {...shown} />));
}

const upload = route({
  ...own,
  method: "GET",
  path: "/cua-toi/:id(^\\d+$)/giay-to/:code",
  auditName: "filing.upload_form",
  rate: "page",
  schema: { params: PaperParams, query: nothing, body: nothing },
  handler: (c) => showUpload(c, c.params.id, c.params.code),
});

const keepUpload = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/giay-to/:code",
  auditName: "filing.upload",
  rate: "write",
  takesFiles: SCAN_RULE,
  schema: { params: PaperParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id, code } = c.params;
    const { components } = await loadWithPapers(c, id);
    if (!components.some((each) => each.code === code)) throw filingRefusal("section_unknown");
    const { uploads } = c;
    const input = { id, code, files: uploads.map(({ sha256 }) => sha256) };
    await c.execute("filing.upload", input, (tx, unit) => addFiles(tx, unit, input, uploads, c.now));
    return redirect(papersPath(id, code), text(c.locale, "files.kept", { count: uploads.length }));
  },
  onRefusal: (c, _refusal, errors) => showUpload(c, c.params.id, c.params.code, errors),
});

const remove = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/giay-to/:code/bo",
  auditName: "filing.remove_file",
  rate: "write",
  schema: { params: PaperParams, query: nothing, body: z.object({ file: chosenId() }) },
  handler: async (c) => {
    const { id, code } = c.params;
    const input = { id, file: c.body.file };
    await c.execute("filing.remove_file", input, (tx, unit) => dropFile(tx, unit, input, c.now));
    return redirect(papersPath(id, code), text(c.locale, "files.removed"));
  },
  onRefusal: (c, _refusal, errors) => showUpload(c, c.params.id, c.params.code, errors),
});

/** A file of a filing that row-level security shows: one's own, or what was sent to one's agency. */
export async function sendFile(c: RequestContext<{ id: number; file: number }, unknown, unknown>): Promise<Reply> {
  const { id, file } = c.params;
  const found = await c.read((tx) => findFile(tx, id, file));
  if (found === undefined) throw filingRefusal("filing_not_found");
  if (!(await c.files.has(found.sha256))) throw fileRefusal("file_missing");
  return storedFile(c.files.pathOf(found.sha256), MEDIA_TYPES[found.kind], found.name);
}

const ownFile = route({
  ...own,
  method: "GET",
  path: "/cua-toi/:id(^\\d+$)/tep/:file(^\\d+$)",
  auditName: "filing.own_file",
  rate: "export",
  schema: { params: FileParams, query: nothing, body: nothing },
  handler: sendFile,
});

export const paperRoutes = [papers, keepPapers, upload, keepUpload, remove, ownFile];
