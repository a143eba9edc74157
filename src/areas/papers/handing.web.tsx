import { z } from "zod";
import { actingOn, dossierPath, findDossier } from "#dossiers";
import { kindByName, MEDIA_TYPES, SCAN_RULE } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { READERS } from "./acting-in.ts";
import { handOutResult } from "./hand-out-result.ts";
import { HandingInput } from "./handing.ts";
import { HandingPage } from "./handing.page.tsx";
import { listHandings } from "./handing.store.ts";
import { listOriginals } from "./original.store.ts";
import { papersRefusal } from "./papers.errors.ts";
import { listStored } from "./storage.store.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const id = integer(1, Number.MAX_SAFE_INTEGER);
const nothing = z.object({});
export const HandingParams = z.object({ id });
export const HandingBody = HandingInput.extend({ seq: integer(1, 100_000) });
/** One scan: the authorisation of whoever comes for somebody else. */
export const HANDING_RULE = { ...SCAN_RULE, most: 1 };
/** Those who hand results over ("return"). */
export const COUNTER = ["receiving_officer", "one_stop_head"] as const;
const PATH = "/ho-so/:id(^\\d+$)/tra-ket-qua";

async function show(c: Context, dossierId: number, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const [dossier, originals, stored] = await c.read((tx) =>
    Promise.all([findDossier(tx, dossierId), listOriginals(tx, dossierId), listStored(tx, dossierId)]),
  );
  if (dossier === undefined || dossier.origin === "external") throw papersRefusal("dossier_not_found");
  const title = text(c.locale, "handing.title");
  return page(
    c.shell(
      { title, errors, breadcrumbs: [{ label: dossier.code, href: `/ho-so/${dossier.id}` }, { label: title }] },
      <HandingPage
        locale={c.locale}
        dossier={dossier}
        action={`/ho-so/${dossier.id}/tra-ket-qua`}
        originals={originals}
        storedIn={stored.find(({ takenAt }) => takenAt === null)?.place}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        typed={typed}
      />,
    ),
  );
}

const form = route({
  method: "GET",
  path: PATH,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "papers.handing",
  rate: "page",
  recordsReads: true,
  schema: { params: HandingParams, query: nothing, body: nothing },
  handler: (c) => show(c, c.params.id),
});

/** Hands a result over for the page or the API: the same command behind both doors. */
export function runHanding(c: RequestContext<z.output<typeof HandingParams>, unknown, z.output<typeof HandingBody>>) {
  const { actor, uploads } = c;
  if (actor === undefined) throw papersRefusal("dossier_not_found");
  const { seq, ...input } = c.body;
  const target = { dossierId: c.params.id, expectedSeq: seq };
  const call = { ...target, ...input, files: uploads.map(({ sha256 }) => sha256) };
  return c.execute("papers.hand_out", call, async (tx, unit) => {
    const by = { ...(await actingOn(tx, actor, "return", target.dossierId)), accountId: actor.accountId };
    return handOutResult(tx, unit, { actor, by }, target, input, uploads, c.now);
  });
}

const hand = route({
  method: "POST",
  path: PATH,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "papers.hand_out",
  rate: "write",
  takesFiles: HANDING_RULE,
  schema: { params: HandingParams, query: nothing, body: HandingBody },
  handler: async (c) => {
    await runHanding(c);
    return redirect(dossierPath(c.params.id, "papers"), text(c.locale, "handing.done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return show(c, c.params.id, errors, typed);
  },
});

const authorisation = route({
  method: "GET",
  path: `${PATH}/:handing(^\\d+$)/uy-quyen`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.authorisation",
  rate: "export",
  recordsReads: true,
  schema: { params: HandingParams.extend({ handing: id }), query: nothing, body: nothing },
  handler: async (c) => {
    const handings = await c.read((tx) => listHandings(tx, c.params.id));
    const { authorisationSha256: sha256, authorisationName } = handings.find((one) => one.id === c.params.handing) ?? {};
    if (!sha256) throw papersRefusal("dossier_not_found");
    if (!(await c.files.has(sha256))) throw fileRefusal("file_missing");
    const name = authorisationName ?? "uy-quyen";
    return storedFile(c.files.pathOf(sha256), MEDIA_TYPES[kindByName(name) ?? "pdf"], name);
  },
});

export const handingPages = [form, hand, authorisation];
