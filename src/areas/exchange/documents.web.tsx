import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { file, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { DOCUMENT_OFFICERS, documentAgencies, documentOfficer } from "./document-officer.ts";
import { DocumentPage } from "./document.page.tsx";
import {
  DOCUMENT_RULE,
  DOCUMENTS,
  DocumentsPage,
  type DocumentsPageProps,
  ENVELOPE_RULE,
  RECEIVE_DOCUMENT,
} from "./documents.page.tsx";
import { findDocument, listDocuments } from "./edxml.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { decodeEnvelope, readEdxml } from "./read-edxml.ts";
import { receiveDocument } from "./receive-document.ts";
import { DocumentInput, sendDocument } from "./send-document.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const PAGE = 50;
const nothing = z.object({});
const FIRST = { offset: 0, direction: undefined };
const officers = { roles: DOCUMENT_OFFICERS, scope: "agency-rows" } as const;

async function show(
  c: AnyContext,
  { offset, direction }: Pick<DocumentsPageProps, "offset" | "direction"> = FIRST,
  errors: readonly FieldRefusal[] = [],
  typed: DocumentsPageProps["typed"] = {},
): Promise<Reply> {
  const rows = await c.read((tx) => listDocuments(tx, documentAgencies(c.actor), PAGE + 1, offset, direction ?? null));
  const shown = { rows: rows.slice(0, PAGE), more: rows.length > PAGE, offset, direction, pageSize: PAGE, typed };
  const content = <DocumentsPage {...shown} locale={c.locale} csrf={c.csrfToken} />;
  return page(c.shell({ title: text(c.locale, "documents.title"), wide: true, errors }, content));
}

const list = route({
  ...officers,
  method: "GET",
  path: DOCUMENTS,
  auditName: "documents.list",
  rate: "page",
  recordsReads: true,
  schema: {
    params: nothing,
    query: z.object({
      offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)),
      direction: optional(choice(["out", "in"])),
    }),
    body: nothing,
  },
  handler: (c) => show(c, { offset: c.query.offset, direction: c.query.direction }),
});

const send = route({
  ...officers,
  method: "POST",
  path: DOCUMENTS,
  auditName: "documents.send",
  rate: "write",
  takesFiles: DOCUMENT_RULE,
  schema: { params: nothing, query: nothing, body: DocumentInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, FIRST, errors, typed),
  handler: async (c) => {
    const by = documentOfficer(c.actor);
    if (c.uploads.length === 0) throw exchangeRefusal("edxml_no_file", { field: "files" });
    const attachments = await Promise.all(
      c.uploads.map(async ({ name, kind, sha256 }) => ({
        name,
        contentType: MEDIA_TYPES[kind],
        bytes: await buffer(c.files.read(sha256)),
      })),
    );
    const input = { ...c.body, files: c.uploads.map(({ sentSha256 }) => sentSha256) };
    await c.execute("documents.send", input, (tx, unit) => sendDocument(tx, unit, by, c.body, attachments, c.now), {
      agencyId: by.agencyId,
    });
    return redirect(DOCUMENTS, text(c.locale, "documents.done"));
  },
});

const receive = route({
  ...officers,
  method: "POST",
  path: RECEIVE_DOCUMENT,
  auditName: "documents.receive",
  rate: "write",
  takesFiles: ENVELOPE_RULE,
  schema: { params: nothing, query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => show(c, FIRST, errors),
  handler: async (c) => {
    const by = documentOfficer(c.actor);
    const [upload] = c.uploads;
    if (upload === undefined) throw exchangeRefusal("edxml_no_envelope", { field: "envelope" });
    const envelope = decodeEnvelope(await buffer(c.files.read(upload.sha256)));
    const document = readEdxml(envelope);
    const done = await c.execute(
      "documents.receive",
      { sha256: upload.sha256 },
      (tx, unit) => receiveDocument(tx, unit, by, document, envelope, c.now),
      { agencyId: by.agencyId },
    );
    return redirect(`${DOCUMENTS}/${done.id}`, text(c.locale, done.repeated ? "documents.was_here" : "documents.taken_in"));
  },
});

async function getDocument(c: AnyContext, id: number) {
  const document = await c.read((tx) => findDocument(tx, id));
  if (document === undefined || !documentAgencies(c.actor).includes(document.agencyId))
    throw exchangeRefusal("document_not_found");
  return document;
}

const one = {
  ...officers,
  method: "GET",
  recordsReads: true,
  schema: { params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }), query: nothing, body: nothing },
} as const;

const showOne = route({
  ...one,
  path: `${DOCUMENTS}/:id(^\\d+$)`,
  auditName: "documents.read",
  rate: "page",
  handler: async (c) => {
    const { envelope, ...row } = await getDocument(c, c.params.id);
    const title = `${row.codeNumber}/${row.codeNotation}`;
    const breadcrumbs = [{ label: text(c.locale, "documents.title"), href: DOCUMENTS }, { label: title }];
    const content = <DocumentPage locale={c.locale} row={row} document={readEdxml(envelope.toString("utf8"))} />;
    return page(c.shell({ title, breadcrumbs }, content));
  },
});

const envelopeFile = route({
  ...one,
  path: `${DOCUMENTS}/:id(^\\d+$)/phong-bi.xml`,
  auditName: "documents.envelope",
  rate: "export",
  handler: async (c) => {
    const { envelope, documentId } = await getDocument(c, c.params.id);
    // What another office wrote is not what a browser may take it for.
    return file(envelope, "application/octet-stream", `${documentId}.xml`);
  },
});

const attachment = route({
  ...officers,
  method: "GET",
  path: `${DOCUMENTS}/:id(^\\d+$)/tep/:number(^\\d+$)`,
  auditName: "documents.attachment",
  rate: "export",
  recordsReads: true,
  schema: {
    params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER), number: integer(1, 999_999_999) }),
    query: nothing,
    body: nothing,
  },
  handler: async (c) => {
    const document = await getDocument(c, c.params.id);
    const found = readEdxml(document.envelope.toString("utf8")).attachments[c.params.number - 1];
    if (found === undefined) throw exchangeRefusal("document_not_found");
    // What another office calls it is not what a browser may take it for.
    return file(found.bytes, "application/octet-stream", found.name);
  },
});

export const documentPages = [list, send, receive, showOne, envelopeFile, attachment];
