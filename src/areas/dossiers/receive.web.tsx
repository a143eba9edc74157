import { z } from "zod";
import { findDesk } from "#organisation";
import { getOpenProcedure, searchProcedures } from "#procedures";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { whoPaysLess } from "#core/money/fee-rules.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findDossier } from "./dossier.store.ts";
import { typedContent } from "./typed-content.ts";
import { actingFor } from "./acting.ts";
import { type IntakeDecision, ReceiveInput, receiveDossier } from "./receive-dossier.ts";
import { ChooseProcedurePage } from "./choose-procedure.page.tsx";
import { findApplicant } from "./find-applicant.ts";
import type { EarlierDossier } from "./applicant.store.ts";
import { one, type Typed } from "./party-fields.page.tsx";
import { visitReasonsOn } from "./home-visit.ts";
import { ReceivePage } from "./receive.page.tsx";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const COUNTER = ["receiving_officer", "one_stop_head"] as const;
const VersionParams = z.object({ versionId: integer(1, 2_147_483_647) });
export const DECISIONS = ["receive", "complete_at_once", "request_intake_supplement", "refuse_at_intake"] as const;
const FOUND = 30;

const choose = route({
  method: "GET",
  path: "/ho-so/tiep-nhan",
  roles: COUNTER,
  scope: "reference",
  auditName: "dossiers.choose_procedure",
  rate: "page",
  schema: { params: nothing, query: z.object({ q: z.string().max(200).default("") }), body: nothing },
  handler: async (c) => {
    const found = await c.read((tx) => searchProcedures(tx, { q: c.query.q, commune: true, limit: FOUND }, localDay(c.now)));
    return page(
      c.shell({ title: text(c.locale, "receive.title") }, <ChooseProcedurePage locale={c.locale} q={c.query.q} found={found} />),
    );
  },
});

/** The one-stop units at which this person receives. */
const receivingUnits = (actor: Actor) => {
  const posts = actor.posts.filter((post) => post.role === "receiving_officer" || post.role === "one_stop_head");
  return [...new Map(posts.map((post) => [post.unitId, { value: String(post.unitId), label: post.unitName }])).values()];
};

async function form(
  c: Context,
  versionId: number,
  typed: Typed,
  errors: readonly FieldRefusal[],
  earlier?: readonly EarlierDossier[],
): Promise<Reply> {
  const procedure = await c.read((tx) => getOpenProcedure(tx, versionId, localDay(c.now)));
  const title = `${text(c.locale, "receive.title")} – ${procedure.name}`;
  return page(
    c.shell(
      {
        title,
        errors,
        breadcrumbs: [{ label: text(c.locale, "receive.title"), href: "/ho-so/tiep-nhan" }, { label: procedure.name }],
      },
      <ReceivePage
        locale={c.locale}
        procedure={procedure}
        visitReasons={visitReasonsOn(localDay(c.now))}
        units={receivingUnits(c.actor as Actor)}
        reliefs={whoPaysLess(procedure.definition.fees, localDay(c.now))}
        typed={typed}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        earlier={earlier}
      />,
    ),
  );
}

const showForm = route({
  method: "GET",
  path: "/ho-so/tiep-nhan/:versionId(^\\d+$)",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "dossiers.receive_form",
  rate: "page",
  recordsReads: true,
  schema: {
    params: VersionParams,
    query: z.object({
      case: z.string().max(80).optional(),
      copy: optional(integer(1, Number.MAX_SAFE_INTEGER)),
      corrects: optional(integer(1, Number.MAX_SAFE_INTEGER)),
    }),
    body: nothing,
  },
  handler: async (c) => {
    const { copy, corrects } = c.query;
    const earlier = copy ?? corrects;
    const like = earlier === undefined ? undefined : await c.read((tx) => findDossier(tx, earlier));
    const typed = like === undefined ? {} : typedContent(like);
    const caseCode = c.query.case ?? like?.caseCode;
    return form(
      c,
      c.params.versionId,
      { ...typed, caseCode, corrects: corrects === undefined ? undefined : String(corrects) },
      [],
    );
  },
});

type Nested = { parties?: Record<string, Record<string, unknown> | undefined> };

/** A person of whom nothing was typed is not part of the dossier. */
export function withoutEmptyPeople(fields: Nested): Nested {
  const people = Object.entries(fields.parties ?? {}).filter(
    ([who, party]) => who === "owner" || Object.values(party ?? {}).some((value) => value !== ""),
  );
  return { ...fields, parties: Object.fromEntries(people) };
}

/** What the officer decided, for page and API alike. */
export function decisionOf(name: (typeof DECISIONS)[number], reason: string | undefined): IntakeDecision {
  return name === "receive" || name === "complete_at_once" ? { name } : { name, reason: reason ?? "" };
}

/** Runs the receipt for a page or the API: the same command behind both doors. */
export function runReceipt(c: Context, input: ReceiveInput, decision: IntakeDecision) {
  const actor = c.actor as Actor;
  const post = actor.posts.find(({ unitId }) => unitId === input.unitId);
  return c.execute("dossiers.receive", JSON.parse(JSON.stringify({ ...input, decision })), async (tx, unit) => {
    // Who receives in several agencies does so in the one whose counter was chosen, and nobody does in another's.
    const agencyId = post?.agencyId ?? (await findDesk(tx, input.unitId, localDay(c.now)))?.agencyId;
    return receiveDossier(tx, unit, actingFor(actor, decision.name, agencyId), input, decision, c.now);
  });
}

const FLASH = {
  complete_at_once: "receive.completed",
  receive: "receive.done",
  request_intake_supplement: "receive.completion_asked",
  refuse_at_intake: "receive.refused",
} as const;

const receive = route({
  method: "POST",
  path: "/ho-so/tiep-nhan/:versionId(^\\d+$)",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "dossiers.receive",
  rate: "write",
  schema: {
    params: VersionParams,
    query: nothing,
    body: z.looseObject({ decision: choice(DECISIONS).default("receive"), reason: z.string().max(2000).optional() }),
  },
  handler: async (c) => {
    const { decision, reason, scan: _, ...fields } = c.body;
    const nested = withoutEmptyPeople(nestFields(fields) as Nested);
    const input = validate(ReceiveInput, { ...nested, procedureVersionId: c.params.versionId });
    const { id, code } = await runReceipt(c, input, decisionOf(decision, reason));
    return redirect(`/ho-so/${id}`, text(c.locale, FLASH[decision], { code }));
  },
  onRefusal: (c, _refusal, errors, typed) => form(c, c.params.versionId, typed, errors),
});

/** The form again, with the details of someone who has been here before; by POST, so that no number stands in an address. */
const find = route({
  method: "POST",
  path: "/ho-so/tiep-nhan/:versionId(^\\d+$)/tim-nguoi",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "dossiers.find_applicant",
  rate: "page",
  recordsReads: true,
  schema: {
    params: VersionParams,
    query: nothing,
    body: z.object({ find: requiredText(500), caseCode: z.string().max(80).optional() }),
  },
  handler: async (c) => {
    const earlier = await c.read((tx) => findApplicant(tx, c.body.find));
    const byCard = !/^[\d\s.]{9,11}$|^\+/.test(c.body.find);
    const typed = {
      ...typedContent({ parties: { owner: earlier[0].parties.owner }, subject: null }),
      caseCode: c.body.caseCode,
      ...(byCard ? { "identityCheck.method": "cccd_card" } : {}),
    };
    return form(c, c.params.versionId, typed, [], earlier);
  },
  onRefusal: (c, _refusal, errors, typed) => {
    const sought = one(typed, "find") ?? "";
    const name = /^\d{12}$/.test(sought) ? "parties.owner.idNumber" : "parties.owner.phone";
    return form(c, c.params.versionId, /^\d+$/.test(sought) ? { ...typed, [name]: sought } : typed, errors);
  },
});

export const receivePages = [choose, showForm, receive, find];
export const ReceiveBody = ReceiveInput.extend({
  decision: choice(DECISIONS).default("receive"),
  reason: requiredText(2000).optional(),
});
