import { z } from "zod";
import { CUSTODY_PLACES } from "#core/workflow/dossier-facts.ts";
import { findDossier } from "#dossiers";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { PAPER_ROLES, READERS } from "./acting-in.ts";
import { EndOriginalInput, TakeOriginalInput } from "./original.ts";
import { ORIGINAL_VIEWS } from "./original-list.page.tsx";
import { listOriginals, listOriginalsOfAgencies } from "./original.store.ts";
import { papersRefusal } from "./papers.errors.ts";
import { runSettleOriginal, runTakeOriginal } from "./run-original.ts";

const nothing = z.object({});
const id = integer(1, Number.MAX_SAFE_INTEGER);
const instant = z.iso.datetime({ offset: true });
const Original = z.object({
  id: z.int(),
  name: z.string(),
  quantity: z.int(),
  note: z.string().nullable(),
  takenBy: z.string(),
  takenAt: instant,
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  givenTo: z.string().nullable(),
  keptReason: z.string().nullable(),
});

const list = route({
  method: "GET",
  path: "/api/v1/originals",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.api_originals",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "Originals of applicants that the agency holds, or that were settled; the newest first, `before` the last one seen.",
  schema: {
    params: nothing,
    query: z.object({
      state: choice(ORIGINAL_VIEWS).default("held"),
      before: id.optional(),
      limit: integer(1, 100).default(50),
    }),
    body: nothing,
    response: z.object({
      items: z.array(
        Original.extend({
          dossierId: z.int(),
          code: z.string(),
          over: z.boolean(),
          place: z.enum(CUSTODY_PLACES),
          placeUnit: z.string().nullable(),
        }),
      ),
      next: z.int().nullable(),
    }),
  },
  handler: async (c) => {
    const { state, before, limit } = c.query;
    const { agencies } = c.actor as Actor;
    const rows = await c.read((tx) => listOriginalsOfAgencies(tx, { agencies, held: state === "held", before, most: limit + 1 }));
    const items = rows.slice(0, limit).map(({ ownerName: _, ...original }) => original);
    return json({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  },
});

const ofDossier = route({
  method: "GET",
  path: "/api/v1/dossiers/:id/originals",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.api_dossier_originals",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "The list of originals of a dossier: taken, given back or kept, and by whom (R-21).",
  schema: {
    params: z.object({ id }),
    query: nothing,
    body: nothing,
    response: z.object({ held: z.int(), items: z.array(Original) }),
  },
  handler: async (c) => {
    const [dossier, items] = await c.read((tx) => Promise.all([findDossier(tx, c.params.id), listOriginals(tx, c.params.id)]));
    if (dossier === undefined) throw papersRefusal("dossier_not_found");
    return json({ held: dossier.facts.custody.originalsHeld, items });
  },
});

const take = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/originals",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.api_take_original",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Records an original that was taken from the applicant; the result is not returned before it is settled.",
  schema: {
    params: z.object({ id }),
    query: nothing,
    body: TakeOriginalInput,
    response: z.object({ id: z.int() }),
  },
  handler: async (c) => json(await runTakeOriginal(c, c.params.id, c.body), 201),
});

const settle = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/originals/:original/settlement",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.api_settle_original",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Settles an original: given back to a named person, or kept for a reason; `held` is what is left.",
  schema: {
    params: z.object({ id, original: id }),
    query: nothing,
    body: EndOriginalInput.omit({ originalId: true }),
    response: z.object({ held: z.int() }),
  },
  handler: async (c) => json(await runSettleOriginal(c, c.params.id, { originalId: c.params.original, ...c.body })),
});

export const originalsApi = [list, ofDossier, take, settle];
