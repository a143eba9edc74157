import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { chosenId, integer } from "#platform/input/fields.ts";
import { saveAnswers } from "./save-filing.ts";

const autosave = route({
  method: "POST",
  path: "/api/v1/filings/:id/answers",
  roles: ["citizen"],
  scope: "own-account",
  auditName: "filing.save_api",
  rate: "api",
  summary: "Keeps the answers of one section of the citizen's own draft as they stand, right or wrong; answers the new revision.",
  schema: {
    params: z.object({ id: chosenId() }),
    query: z.object({}),
    body: z.object({
      revision: integer(1, 2_147_483_647),
      section: z.string().max(40),
      answers: z.record(z.string().max(200), z.union([z.string().max(10_000), z.array(z.string().max(10_000)).max(100)])),
    }),
    response: z.object({ revision: z.number() }),
  },
  handler: async (c) => {
    const { id } = c.params;
    const { revision, section, answers } = c.body;
    const input = { id, revision, section, typed: answers };
    return json(await c.execute("filing.save", { ...input }, (tx, unit) => saveAnswers(tx, unit, input, c.now)));
  },
});

export const filingApi = [autosave];
