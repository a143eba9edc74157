import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { findByCode } from "./look-up.ts";
import { portalRefusal } from "./portal.errors.ts";
import { STAGES, stageOf } from "./stages.ts";

const stageByCode = route({
  method: "GET",
  path: "/api/v1/public/dossiers/:code",
  roles: "public",
  scope: "stage-only",
  auditName: "portal.look_up_api",
  rate: "look-up",
  summary: "The code of a dossier and the stage it has come to, nothing else.",
  schema: {
    params: z.object({ code: z.string().max(100) }),
    query: z.object({}),
    body: z.object({}),
    response: z.object({ code: z.string(), stage: z.enum(STAGES) }),
  },
  handler: async (c) => {
    const found = await findByCode(c, c.params.code);
    if (found === undefined) throw portalRefusal("dossier_unknown");
    return json({ code: found.code, stage: stageOf(found.state) });
  },
});

export const apiRoutes = [stageByCode];
