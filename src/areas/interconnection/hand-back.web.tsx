import { z } from "zod";
import { findDossier } from "#dossiers";
import { HANDING_RULE, HandingBody, HandingPage, listOriginals } from "#papers";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { COUNTER } from "./bundle.web.tsx";
import { handBack } from "./hand-back.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { getTurn } from "./move-papers.ts";
import { RECEPTIONS } from "./reception.page.tsx";
import { findReception } from "./reception.store.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const nothing = z.object({});
const Params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const PATH = `${RECEPTIONS}/:id(^\\d+$)/trao-ket-qua`;
export const handBackPath = (dossierId: number): string => `${RECEPTIONS}/${dossierId}/trao-ket-qua`;

async function show(c: Context, dossierId: number, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const [dossier, originals] = await c.read(async (tx) => {
    await getTurn(tx, c.actor as Actor, dossierId, "handed_back");
    return Promise.all([findDossier(tx, dossierId), listOriginals(tx, dossierId)]);
  });
  if (dossier === undefined) throw linkRefusal("reception_not_found");
  const title = text(c.locale, "leg.handed_back");
  return page(
    c.shell(
      { title, errors, breadcrumbs: [{ label: dossier.code, href: `/ho-so/${dossierId}` }, { label: title }] },
      <HandingPage
        locale={c.locale}
        dossier={dossier}
        action={handBackPath(dossierId)}
        originals={originals}
        storedIn={undefined}
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
  auditName: "interconnection.handing",
  rate: "page",
  recordsReads: true,
  schema: { params: Params, query: nothing, body: nothing },
  handler: (c) => show(c, c.params.id),
});

type HandBackContext = RequestContext<z.output<typeof Params>, unknown, z.output<typeof HandingBody>>;

/** Hands a result over where it was received, for the page or the API, in a transaction that is open for the deciding agency too. */
export async function runHandBack(c: HandBackContext): Promise<{ code: string }> {
  const actor = c.actor as Actor;
  const dossierId = c.params.id;
  const reception = await c.read((tx) => findReception(tx, dossierId));
  if (reception === undefined) throw linkRefusal("reception_not_found");
  if (!actor.agencies.includes(reception.receivingAgencyId)) throw linkRefusal("leg_not_yours");
  const { seq, ...input } = c.body;
  const { uploads } = c;
  return c.execute(
    "interconnection.hand_back",
    { dossierId, ...c.body, files: uploads.map(({ sha256 }) => sha256) },
    (tx, unit) => handBack(tx, unit, actor, { dossierId, expectedSeq: seq }, input, uploads, c.now),
    { scope: { accountId: actor.accountId, agencies: [...new Set([...actor.agencies, reception.decidingAgencyId])] } },
  );
}

const hand = route({
  method: "POST",
  path: PATH,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.hand_back",
  rate: "write",
  takesFiles: HANDING_RULE,
  schema: { params: Params, query: nothing, body: HandingBody },
  handler: async (c) => {
    const { code } = await runHandBack(c);
    return redirect(RECEPTIONS, text(c.locale, "leg.done", { leg: text(c.locale, "leg.handed_back"), code }));
  },
  onRefusal: async (c, refusal, errors, typed) => {
    if (refusal.status === 404 || refusal.code.startsWith("leg_") || refusal.code === "result_at_deciding") throw refusal;
    return show(c, c.params.id, errors, typed);
  },
});

export const handBackPages = [form, hand];
