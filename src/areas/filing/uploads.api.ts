import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { chosenId, integer } from "#platform/input/fields.ts";
import { filingRefusal } from "./filing.errors.ts";
import { announceUpload, getUpload, judgeUpload, keepUpload, offsetOf, PART_BYTES, receivePart } from "./receive-parts.ts";
import { loadWithPapers } from "./send-filing.web.tsx";

const own = { roles: ["citizen"], scope: "own-account", rate: "api" } as const;
const nothing = z.object({});
const Filing = z.object({ id: chosenId() });
const One = Filing.extend({ upload: z.uuid() });
const At = z.object({ offset: z.number() });
type OneContext = RequestContext<z.output<typeof One>, unknown, unknown>;

const announce = route({
  ...own,
  method: "POST",
  path: "/api/v1/filings/:id/uploads",
  auditName: "filing.announce_upload",
  summary:
    "Announces a file that comes in parts for a component of the citizen's own draft; too large or of a kind not taken, it is refused here.",
  schema: {
    params: Filing,
    query: nothing,
    body: z.object({
      component: z.string().min(1).max(80),
      name: z.string().min(1).max(300),
      bytes: integer(0, Number.MAX_SAFE_INTEGER),
    }),
    response: z.object({ upload: z.string(), offset: z.number(), partBytes: z.number() }),
  },
  handler: async (c) => {
    const { id } = c.params;
    const { accountId } = c.actor as Actor;
    const { components } = await loadWithPapers(c, id);
    if (!components.some(({ code }) => code === c.body.component)) throw filingRefusal("section_unknown");
    const input = { id, ...c.body };
    const made = await c.execute("filing.announce_upload", input, async (tx, unit) => ({
      ...(await announceUpload(tx, unit, accountId, input, c.now)),
    }));
    return json(made, 201);
  },
});

const status = route({
  ...own,
  method: "GET",
  path: "/api/v1/filings/:id/uploads/:upload",
  auditName: "filing.upload_status",
  summary: "How far an upload has come: from there the sender goes on after a lost connection.",
  schema: { params: One, query: nothing, body: nothing, response: At },
  handler: async (c) => {
    const upload = await c.read((tx) => getUpload(tx, c.params.id, c.params.upload));
    return json({ offset: await offsetOf(c.files, upload) });
  },
});

const part = route({
  ...own,
  method: "POST",
  path: "/api/v1/filings/:id/uploads/:upload/parts",
  auditName: "filing.upload_part",
  summary:
    "Adds the next part of an upload (base64, 512 KiB at most, with its SHA-256 where the sender can make one); answers the new offset.",
  schema: {
    params: One,
    query: nothing,
    body: z.object({
      offset: integer(0, Number.MAX_SAFE_INTEGER),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      data: z.base64().max(Math.ceil(PART_BYTES / 3) * 4),
    }),
    response: At,
  },
  handler: async (c) => {
    const { data, offset, sha256 } = c.body;
    const input = { ...c.params, offset, sha256 };
    const bytes = Buffer.from(data, "base64");
    const call = { ...c.params, offset, sha256: sha256 ?? null };
    return json(
      await c.execute("filing.upload_part", call, async (tx, unit) => ({
        ...(await receivePart(tx, unit, c.files, input, bytes)),
      })),
    );
  },
});

async function finishIt(c: OneContext) {
  const upload = await c.read((tx) => getUpload(tx, c.params.id, c.params.upload));
  if (upload.finishedAt !== null) return json({ files: 1 });
  const file = await judgeUpload(c.files, upload, c.now);
  const call = { ...c.params, file: file.sha256 };
  return json(await c.execute("filing.upload", call, (tx, unit) => keepUpload(tx, unit, upload, file, c.now)));
}

const finish = route({
  ...own,
  method: "POST",
  path: "/api/v1/filings/:id/uploads/:upload/finish",
  auditName: "filing.finish_upload",
  summary: "Keeps a file that has come in whole with its component, once its content was judged.",
  schema: { params: One, query: nothing, body: nothing, response: z.object({ files: z.number() }) },
  handler: finishIt,
});

export const uploadApi = [announce, status, part, finish];
