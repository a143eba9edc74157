import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { DOCUMENT_OFFICERS, documentAgencies, documentOfficer } from "./document-officer.ts";
import { MOST_ENVELOPE } from "./edxml.ts";
import type { DocumentView } from "./document-view.ts";
import { findDocument, listDocuments } from "./edxml.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { readEdxml } from "./read-edxml.ts";
import { receiveDocument } from "./receive-document.ts";

const PAGE = 50;
const view = z.object({
  id: z.int(),
  direction: z.enum(["out", "in"]),
  documentId: z.string(),
  from: z.string(),
  to: z.string(),
  number: z.string(),
  subject: z.string(),
  promulgatedOn: z.iso.date(),
  attachments: z.int(),
  sha256: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
});

function viewOf(row: DocumentView): z.output<typeof view> {
  const { id, direction, documentId, subject, promulgatedOn, attachments, sha256, state, reason } = row;
  const organs = { from: row.fromCode, to: row.toCode, number: `${row.codeNumber}/${row.codeNotation}` };
  return { id, direction, documentId, ...organs, subject, promulgatedOn, attachments, sha256, state, reason };
}

const nothing = z.object({});
const officers = { roles: DOCUMENT_OFFICERS, scope: "agency-rows" } as const;

const list = route({
  ...officers,
  method: "GET",
  path: "/api/v1/documents",
  auditName: "documents.api_list",
  keyScope: "documents.read",
  rate: "api",
  recordsReads: true,
  summary: "Documents of the caller's agency to and from other offices, the newest first, with their state.",
  schema: {
    params: nothing,
    query: z.object({ offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)) }),
    body: nothing,
    response: z.object({ items: z.array(view) }),
  },
  handler: async (c) => {
    const rows = await c.read((tx) => listDocuments(tx, documentAgencies(c.actor), PAGE, c.query.offset));
    return json({ items: rows.map(viewOf) });
  },
});

const receive = route({
  ...officers,
  method: "POST",
  path: "/api/v1/documents",
  auditName: "documents.receive",
  keyScope: "documents.write",
  rate: "api",
  // JSON may write a character as six.
  maxBodyBytes: 2 * MOST_ENVELOPE,
  summary: "Hands in an edXML envelope that was sent to the caller's agency; the same again answers the same.",
  schema: {
    params: nothing,
    query: nothing,
    body: z.object({ envelope: z.string().min(1) }),
    response: z.object({ id: z.int(), repeated: z.boolean() }),
  },
  handler: async (c) => {
    const by = documentOfficer(c.actor);
    const { envelope } = c.body;
    const document = readEdxml(envelope);
    const input = { documentId: document.documentId, from: document.from.code, length: envelope.length };
    const done = await c.execute(
      "documents.receive",
      input,
      (tx, unit) => receiveDocument(tx, unit, by, document, envelope, c.now),
      { agencyId: by.agencyId },
    );
    return json(done, done.repeated ? 200 : 201);
  },
});

const showOne = route({
  ...officers,
  method: "GET",
  path: "/api/v1/documents/:id",
  auditName: "documents.api_read",
  keyScope: "documents.read",
  rate: "api",
  recordsReads: true,
  summary: "One document between offices with its envelope.",
  schema: {
    params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }),
    query: nothing,
    body: nothing,
    response: view.extend({ envelope: z.string() }),
  },
  handler: async (c) => {
    const document = await c.read((tx) => findDocument(tx, c.params.id));
    if (document === undefined || !documentAgencies(c.actor).includes(document.agencyId))
      throw exchangeRefusal("document_not_found");
    return json({ ...viewOf(document), envelope: document.envelope.toString("utf8") });
  },
});

export const documentApi = [list, showOne, receive];
