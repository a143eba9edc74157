import { z } from "zod";
import { ACTION_NAMES } from "#core/workflow/dossier-action.ts";
import { LEGAL_STATES } from "#core/workflow/dossier-state.ts";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { listDossiers, planForValues, resolveSearch } from "./dossier-list.store.ts";
import { cursorAfter, filterOf, ListQuery } from "./dossier-list.ts";
import { CHANNELS, type Dossier } from "./dossier.ts";
import { READERS, runAction } from "./dossier.web.tsx";
import { dossierRefusal } from "./dossier.errors.ts";
import { findDossier, listEvents } from "./dossier.store.ts";
import { soonFrom } from "./due-soon.ts";
import { INQUIRY_KINDS } from "./inquiry.ts";
import { listInquiries } from "./inquiry.store.ts";
import { decisionOf, ReceiveBody, runReceipt } from "./receive.web.tsx";

const nothing = z.object({});
const instant = z.iso.datetime({ offset: true });

const Summary = z.object({
  id: z.number(),
  code: z.string(),
  state: z.enum(LEGAL_STATES),
  procedureName: z.string(),
  ownerName: z.string(),
  channel: z.enum(CHANNELS),
  receivedAt: instant,
  dueAt: instant.nullable(),
  endedAt: instant.nullable(),
  seq: z.number(),
});

const list = route({
  method: "GET",
  path: "/api/v1/dossiers",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.api_list",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "Lists the dossiers of the caller's agencies, newest first or by due date, page by page.",
  schema: {
    params: nothing,
    query: ListQuery,
    body: nothing,
    response: z.object({ items: z.array(Summary), next: z.string().nullable() }),
  },
  handler: async (c) => {
    const filter = filterOf(c.query, c.actor as Actor, c.now, soonFrom(c.now));
    const rows = await c.read(async (tx) => {
      const [, found] = await Promise.all([planForValues(tx), resolveSearch(tx, filter)]);
      return listDossiers(tx, found);
    });
    const last = rows.at(-1);
    const items = rows.map(({ id, code, state, procedureName, ownerName, channel, receivedAt, dueAt, endedAt, seq }) => ({
      id,
      code,
      state,
      procedureName,
      ownerName,
      channel,
      receivedAt,
      dueAt,
      endedAt,
      seq,
    }));
    return json({ items, next: last === undefined || rows.length < c.query.limit ? null : cursorAfter(last, c.query.sort) });
  },
});

/** What the API says of a dossier: everything but the tracking secret and internal ids of holders. */
const presented = ({ trackingSecret: _, ...dossier }: Dossier) => dossier;

const show = route({
  method: "GET",
  path: "/api/v1/dossiers/:id",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.api_show",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "One dossier with its whole history.",
  schema: {
    params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }),
    query: nothing,
    body: nothing,
    response: z.looseObject({
      id: z.number(),
      code: z.string(),
      state: z.enum(LEGAL_STATES),
      events: z.array(z.looseObject({ seq: z.number(), type: z.string(), occurredAt: instant })),
      /** Opinions and verifications, answered or not. */
      inquiries: z.array(
        z.looseObject({ id: z.number(), kind: z.enum(INQUIRY_KINDS), dueAt: instant, answeredAt: instant.nullable() }),
      ),
    }),
  },
  handler: async (c) => {
    const { id } = c.params;
    const [dossier, events, inquiries] = await c.read((tx) =>
      Promise.all([findDossier(tx, id), listEvents(tx, id), listInquiries(tx, id)]),
    );
    if (dossier === undefined) throw dossierRefusal("dossier_not_found");
    return json({ ...presented(dossier), events, inquiries });
  },
});

const receive = route({
  method: "POST",
  path: "/api/v1/dossiers",
  roles: ["receiving_officer", "one_stop_head"],
  scope: "agency-rows",
  auditName: "dossiers.api_receive",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Receives a dossier at the counter: gives its code and due date, or asks for completion, or refuses it.",
  schema: { params: nothing, query: nothing, body: ReceiveBody, response: z.object({ id: z.number(), code: z.string() }) },
  handler: async (c) => {
    const { decision, reason, ...input } = c.body;
    const done = await runReceipt(c, input, decisionOf(decision, reason));
    return json(done, 201, `/api/v1/dossiers/${done.id}`);
  },
});

const act = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/actions",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.api_act",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Does one action on a dossier; `seq` is the number of the last event that the caller has seen.",
  schema: {
    params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }),
    query: nothing,
    body: z.looseObject({ action: choice(ACTION_NAMES), seq: integer(1, 100_000) }),
    response: z.object({ id: z.number(), code: z.string(), state: z.enum(LEGAL_STATES), seq: z.number() }),
  },
  handler: async (c) => {
    const { action, seq, ...fields } = c.body;
    return json(await runAction(c, c.params.id, action, seq, fields));
  },
});

export const dossierApi = [list, show, receive, act];
