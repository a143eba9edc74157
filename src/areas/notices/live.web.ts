import { z } from "zod";
import { findDossier } from "#dossiers";
import { reading } from "#platform/db/tx.ts";
import { live } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { READERS } from "./overview.web.tsx";

/** What every command on a dossier announces, for pages that show it. */
export const dossierTopic = (id: number): string => `dossier:${id}`;

/** The number of the dossier's newest event: enough to know that a page is out of date, and nothing more. */
const dossierFeed = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/truc-tiep",
  roles: READERS,
  scope: "agency-rows",
  auditName: "notices.live_dossier",
  rate: "page",
  schema: { params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }), query: z.object({}), body: z.object({}) },
  handler: async (c) => {
    const { id } = c.params;
    const dossier = await c.read((tx) => findDossier(tx, id));
    if (dossier === undefined) throw noticeRefusal("notice_not_found");
    const scope = { accountId: null, agencies: [dossier.agencyId] };
    const render = async (): Promise<string> =>
      String((await reading(c.pool, scope, (tx) => findDossier(tx, id)))?.seq ?? dossier.seq);
    return live({ topic: dossierTopic(id), key: `dossier:${id}`, render });
  },
});

export const liveRoutes = [dossierFeed];
