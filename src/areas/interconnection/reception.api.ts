import { z } from "zod";
import { LEGAL_STATES } from "#core/workflow/dossier-state.ts";
import { findDossier } from "#dossiers";
import { HANDING_RULE, HandingBody } from "#papers";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { COUNTER, READERS } from "./bundle.web.tsx";
import { runHandBack } from "./hand-back.web.tsx";
import { linkRefusal } from "./interconnection.errors.ts";
import { CONFIRMED_LEGS, LEGS } from "./reception.ts";
import { nextLegs } from "./reception.rules.ts";
import { findReception, listReceptions } from "./reception.store.ts";
import { LegBody, runLeg } from "./reception.web.tsx";

const nothing = z.object({});
const Params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const instant = z.iso.datetime({ offset: true });
const Leg = z.enum(LEGS);
const Sides = {
  dossierId: z.int(),
  code: z.string(),
  receivingAgencyId: z.int(),
  decidingAgencyId: z.int(),
  receivedAt: instant,
  handedBackAt: instant.nullable(),
  electronic: z.boolean(),
};

const list = route({
  method: "GET",
  path: "/api/v1/receptions",
  roles: READERS,
  scope: "agency-rows",
  auditName: "interconnection.api_receptions",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "Dossiers that the agency received for others (`out`), or others for it (`in`), open ones first, with the legs taken.",
  schema: {
    params: nothing,
    query: z.object({
      direction: choice(["in", "out"]).default("out"),
      page: integer(1, 10_000).default(1),
      limit: integer(1, 100).default(50),
    }),
    body: nothing,
    response: z.object({
      items: z.array(z.object({ ...Sides, state: z.enum(LEGAL_STATES).nullable(), legs: z.array(Leg) })),
      next: z.int().nullable(),
    }),
  },
  handler: async (c) => {
    const { direction, page, limit } = c.query;
    const { agencies } = c.actor as Actor;
    const rows = await c.read((tx) => listReceptions(tx, agencies, direction, { limit: limit + 1, offset: (page - 1) * limit }));
    const items = rows.slice(0, limit).map((row) => ({
      dossierId: row.dossierId,
      code: row.code,
      receivingAgencyId: row.receivingAgencyId,
      decidingAgencyId: row.decidingAgencyId,
      receivedAt: row.receivedAt,
      handedBackAt: row.handedBackAt,
      electronic: row.electronic,
      state: row.state,
      legs: row.legs,
    }));
    return json({ items, next: rows.length > limit ? page + 1 : null });
  },
});

const show = route({
  method: "GET",
  path: "/api/v1/dossiers/:id/reception",
  roles: READERS,
  scope: "agency-rows",
  auditName: "interconnection.api_reception",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "Who received a dossier for whom, the legs of its papers and result, and those that may be taken now.",
  schema: {
    params: Params,
    query: nothing,
    body: nothing,
    response: z.object({
      ...Sides,
      legs: z.array(z.object({ leg: Leg, at: instant, actorName: z.string(), note: z.string().nullable() })),
      next: z.array(Leg),
    }),
  },
  handler: async (c) => {
    const [reception, dossier] = await c.read((tx) =>
      Promise.all([findReception(tx, c.params.id), findDossier(tx, c.params.id)]),
    );
    if (reception === undefined || dossier === undefined) throw linkRefusal("reception_not_found");
    const { legs, dossierId, code, receivingAgencyId, decidingAgencyId, receivedAt, handedBackAt, electronic } = reception;
    const standing = { state: dossier.state, originalsHeld: dossier.facts.custody.originalsHeld };
    const done = legs.map(({ leg }) => leg);
    const next = nextLegs(reception, done, standing);
    return json({
      dossierId,
      code,
      receivingAgencyId,
      decidingAgencyId,
      receivedAt,
      handedBackAt,
      electronic,
      legs,
      next,
    });
  },
});

const move = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/reception/legs",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.api_move_papers",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Takes a leg of papers or result, each by the side whose leg it is; `given_back` names who gets the papers.",
  schema: {
    params: Params,
    query: nothing,
    body: LegBody.extend({ leg: choice(CONFIRMED_LEGS) }),
    response: z.object({ code: z.string() }),
  },
  handler: async (c) => json(await runLeg(c, { dossierId: c.params.id, ...c.body }), 201),
});

const hand = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/reception/handings",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.api_hand_back",
  keyScope: "dossiers.write",
  rate: "api",
  takesFiles: { ...HANDING_RULE, field: "scan" },
  summary:
    "Hands the result over where the dossier was received. For an authorised person the scanned authorisation comes with it as multipart/form-data.",
  schema: { params: Params, query: nothing, body: HandingBody, response: z.object({ code: z.string() }) },
  handler: async (c) => json(await runHandBack(c)),
});

export const receptionApi = [list, show, move, hand];
