import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer, many, requiredText } from "#platform/input/fields.ts";
import { PAPER_ROLES, READERS } from "./acting-in.ts";
import { CARRIAGE_OUTCOMES, EndCarriageInput, GivePapersInput, ReceivePapersInput } from "./hand-over.ts";
import { listItems, listSheets } from "./hand-over.store.ts";
import { getSheet, runEndCarriage, runGive, runReceipt } from "./run-sheet.ts";

const nothing = z.object({});
const id = integer(1, Number.MAX_SAFE_INTEGER);
const instant = z.iso.datetime({ offset: true });
const PATH = "/api/v1/hand-over-sheets";

const Sheet = z.object({
  id: z.int(),
  year: z.int(),
  number: z.int(),
  agencyId: z.int(),
  fromUnitId: z.int(),
  fromUnit: z.string(),
  toUnitId: z.int().nullable(),
  toUnit: z.string().nullable(),
  carrier: z.string().nullable(),
  note: z.string().nullable(),
  giverName: z.string(),
  givenAt: instant,
  receiverName: z.string().nullable(),
  receivedAt: instant.nullable(),
  items: z.int(),
  underWay: z.int(),
});

const Item = z.object({
  dossierId: z.int(),
  code: z.string(),
  papers: z.string().nullable(),
  arrived: z.boolean().nullable(),
  remark: z.string().nullable(),
  outcome: z.enum(CARRIAGE_OUTCOMES).nullable(),
  reachedUnit: z.string().nullable(),
  receivedBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
});

const list = route({
  method: "GET",
  path: PATH,
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.api_sheets",
  keyScope: "dossiers.read",
  rate: "api",
  summary: "Hand-over sheets of the agency, the newest first; `before` the last one seen.",
  schema: {
    params: nothing,
    query: z.object({ before: id.optional(), limit: integer(1, 100).default(50) }),
    body: nothing,
    response: z.object({ items: z.array(Sheet), next: z.int().nullable() }),
  },
  handler: async (c) => {
    const { before, limit } = c.query;
    const { agencies } = c.actor as Actor;
    const rows = await c.read((tx) => listSheets(tx, { agencies, before, most: limit + 1 }));
    const items = rows.slice(0, limit);
    return json({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  },
});

const show = route({
  method: "GET",
  path: `${PATH}/:id`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.api_sheet",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "One hand-over sheet with the papers on it: what arrived, and what the post did with the rest.",
  schema: {
    params: z.object({ id }),
    query: nothing,
    body: nothing,
    response: z.object({ sheet: Sheet, papers: z.array(Item) }),
  },
  handler: async (c) => {
    const sheet = await getSheet(c, c.params.id);
    const rows = await c.read((tx) => listItems(tx, sheet.id));
    return json({ sheet, papers: rows.map(({ procedureName: _, ownerName: __, ...item }) => item) });
  },
});

const give = route({
  method: "POST",
  path: PATH,
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.api_give",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Hands papers of dossiers, by their codes, over to a unit or to the post on a numbered sheet.",
  schema: {
    params: nothing,
    query: nothing,
    body: GivePapersInput.extend({ codes: many(requiredText(80), 100).pipe(z.array(z.string()).min(1)) }),
    response: z.object({ id: z.int() }),
  },
  handler: async (c) => {
    const { id: sheetId } = await runGive(c, c.body);
    return json({ id: sheetId }, 201, `${PATH}/${sheetId}`);
  },
});

const receive = route({
  method: "POST",
  path: `${PATH}/:id/receipt`,
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.api_receive",
  keyScope: "dossiers.write",
  rate: "api",
  summary:
    "Signs for a sheet in the receiving unit: `arrived` names the dossiers whose papers are there, a remark says why one is not.",
  schema: {
    params: z.object({ id }),
    query: nothing,
    body: ReceivePapersInput,
    response: z.object({ arrived: z.int() }),
  },
  handler: async (c) => json(await runReceipt(c, c.params.id, c.body)),
});

const carriage = route({
  method: "POST",
  path: `${PATH}/:id/carriage`,
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.api_end_carriage",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Records what the post did with papers of a sheet: delivered to the applicant or a unit, or brought back.",
  schema: { params: z.object({ id }), query: nothing, body: EndCarriageInput, response: z.object({ ended: z.int() }) },
  handler: async (c) => json(await runEndCarriage(c, c.params.id, c.body)),
});

export const sheetsApi = [list, show, give, receive, carriage];
