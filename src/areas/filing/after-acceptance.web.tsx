import { z } from "zod";
import { ContactInput } from "#notices";
import { SCAN_RULE } from "#platform/files/file-kind.ts";
import type { Actor } from "#platform/http/actor.ts";
import { redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, optional, requiredText } from "#platform/input/fields.ts";
import { redirectResult, withdrawDossier } from "./act-for-applicant.ts";
import { changeNotices } from "./change-notices.ts";
import { DELIVERIES } from "./filing.ts";
import { getFiling } from "./get-filing.ts";
import { type AnyContext, CITIZEN, IdParams, nothing, showFiling } from "./own-filings.web.tsx";
import { replyToOffice } from "./reply-to-office.ts";
import { text } from "./texts.ts";

const own = { roles: CITIZEN, scope: "own-account" } as const;

/** The agency is in scope only after row-level security has shown the filing to its own account. */
async function withAgency(c: AnyContext, id: number) {
  const { accountId } = c.actor as Actor;
  const { filing } = await c.read((tx) => getFiling(tx, id));
  return { accountId, about: { agencyId: filing.agencyId, scope: { accountId, agencies: [filing.agencyId] } } };
}

const reply = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/bo-sung",
  auditName: "filing.reply",
  rate: "write",
  takesFiles: SCAN_RULE,
  schema: {
    params: IdParams,
    query: nothing,
    body: z.object({ message: requiredText(2000), componentCode: optional(z.string().max(80)) }),
  },
  handler: async (c) => {
    const { id } = c.params;
    const { accountId, about } = await withAgency(c, id);
    const { uploads } = c;
    const { message, componentCode } = c.body;
    const input = { id, message, componentCode };
    const called = { id, message, componentCode: componentCode ?? null, files: uploads.map(({ sha256 }) => sha256) };
    await c.execute("filing.reply", called, (tx, unit) => replyToOffice(tx, unit, accountId, input, uploads, c.now), about);
    return redirect(`/cua-toi/${id}`, text(c.locale, "reply.done"));
  },
  onRefusal: (c, _refusal, errors, typed) => showFiling(c, c.params.id, errors, { form: "reply", typed, errors }),
});

const notices = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/thong-bao",
  auditName: "filing.notices",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: ContactInput },
  handler: async (c) => {
    const { id } = c.params;
    const { accountId, about } = await withAgency(c, id);
    const input = { id, ...c.body };
    await c.execute(
      "filing.notices",
      JSON.parse(JSON.stringify(input)),
      (tx, unit) => changeNotices(tx, unit, accountId, input, c.now),
      about,
    );
    return redirect(`/cua-toi/${id}`, text(c.locale, "notices.saved"));
  },
  onRefusal: (c, _refusal, errors, typed) => showFiling(c, c.params.id, errors, { form: "notices", typed, errors }),
});

const withdraw = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/rut-ho-so",
  auditName: "filing.withdraw_dossier",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.object({ reason: requiredText(2000) }) },
  handler: async (c) => {
    const { id } = c.params;
    const { accountId, about } = await withAgency(c, id);
    const input = { id, reason: c.body.reason };
    const work = await c.execute(
      "filing.withdraw_dossier",
      input,
      (tx, unit) => withdrawDossier(tx, unit, accountId, input, c.now),
      about,
    );
    return redirect(`/cua-toi/${id}`, text(c.locale, work.state === "WITHDRAWN" ? "take_back.done" : "take_back.asked"));
  },
  onRefusal: (c, _refusal, errors, typed) => showFiling(c, c.params.id, errors, { form: "take_back", typed, errors }),
});

const delivery = route({
  ...own,
  method: "POST",
  path: "/cua-toi/:id(^\\d+$)/nhan-ket-qua",
  auditName: "filing.redirect_result",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.object({ delivery: choice(DELIVERIES) }) },
  handler: async (c) => {
    const { id } = c.params;
    const { accountId, about } = await withAgency(c, id);
    const input = { id, delivery: c.body.delivery };
    await c.execute("filing.redirect_result", input, (tx, unit) => redirectResult(tx, unit, accountId, input, c.now), about);
    return redirect(`/cua-toi/${id}`, text(c.locale, "delivery.changed"));
  },
  onRefusal: (c, _refusal, errors, typed) => showFiling(c, c.params.id, errors, { form: "delivery", typed, errors }),
});

export const afterAcceptanceRoutes = [reply, notices, withdraw, delivery];
