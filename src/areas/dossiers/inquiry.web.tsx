import { z } from "zod";
import { type Actor, findPost } from "#platform/http/actor.ts";
import type { Tx } from "#platform/db/tx.ts";
import { redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { answerInquiry, AnswerInput } from "./answer-inquiry.ts";
import { askInquiry, InquiryInput } from "./ask-inquiry.ts";
import type { Acting } from "./dossier.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import { findDossier } from "./dossier.store.ts";
import { showDossierPage } from "./dossier.web.tsx";
import { dossierPath } from "./extension.ts";
import { DESK } from "./inquiry.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const IdParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const InquiryParams = IdParams.extend({ inquiry: integer(1, Number.MAX_SAFE_INTEGER) });

/** In which of their posts somebody asks and answers: one at a desk of the agency whose dossier it is. */
async function actingAtDesk(tx: Tx, actor: Actor, dossierId: number): Promise<Acting> {
  const dossier = await findDossier(tx, dossierId);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  const post = findPost(actor, DESK, dossier.agencyId);
  if (post === undefined) throw platformRefusal("not_allowed");
  const { accountId, personId, name } = actor;
  return { accountId, personId, name, role: post.role, unitId: post.unitId, onBehalfOfPersonId: post.delegatedBy?.personId };
}

const ask = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/y-kien",
  roles: DESK,
  scope: "agency-rows",
  auditName: "dossiers.ask_inquiry",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: InquiryInput },
  handler: async (c) => {
    const { id } = c.params;
    const actor = c.actor as Actor;
    await c.execute("dossiers.ask_inquiry", { id, ...c.body }, async (tx, unit) =>
      askInquiry(tx, unit, await actingAtDesk(tx, actor, id), id, c.body, c.now),
    );
    return redirect(dossierPath(id, "inquiries"), text(c.locale, "inquiry.was_asked"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return showDossierPage(c, c.params.id, { action: "inquiry", typed, errors });
  },
});

const answer = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/y-kien/:inquiry(^\\d+$)",
  roles: DESK,
  scope: "agency-rows",
  auditName: "dossiers.answer_inquiry",
  rate: "write",
  schema: { params: InquiryParams, query: nothing, body: AnswerInput },
  handler: async (c) => {
    const { id, inquiry } = c.params;
    const actor = c.actor as Actor;
    await c.execute("dossiers.answer_inquiry", { id, inquiry, ...c.body }, async (tx, unit) =>
      answerInquiry(tx, unit, await actingAtDesk(tx, actor, id), { dossierId: id, inquiryId: inquiry }, c.body, c.now),
    );
    return redirect(dossierPath(id, "inquiries"), text(c.locale, "inquiry.was_answered"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return showDossierPage(c, c.params.id, { action: `inquiry-${c.params.inquiry}`, typed, errors });
  },
});

export const inquiryPages = [ask, answer];
