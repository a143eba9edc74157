import { z } from "zod";
import { LEGAL_STATES } from "#core/workflow/dossier-state.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { COUNTER, HandingBody, HandingParams, HANDING_RULE, runHanding } from "./handing.web.tsx";

const hand = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/handings",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "papers.api_hand_out",
  keyScope: "dossiers.write",
  rate: "api",
  takesFiles: { ...HANDING_RULE, field: "scan" },
  summary:
    "Hands a result over at the counter: by the receipt or after an identity check, with the papers given. For an authorised person the scanned authorisation comes with it as multipart/form-data.",
  schema: {
    params: HandingParams,
    query: z.object({}),
    body: HandingBody,
    response: z.object({ id: z.number(), code: z.string(), state: z.enum(LEGAL_STATES), seq: z.number() }),
  },
  handler: async (c) => json(await runHanding(c)),
});

export const handingApi = [hand];
