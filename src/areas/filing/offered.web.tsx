import { z } from "zod";
import { listMandates } from "#identity";
import { searchUnits } from "#organisation";
import { type Actor, isCitizen } from "#platform/http/actor.ts";
import { json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, optional } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findProcedureByCode } from "#procedures";
import { searchAddressUnits } from "./addresses.ts";
import { findEformOf, findPlace, listOffered } from "./eform.store.ts";
import { filingRefusal } from "./filing.errors.ts";
import { OfferedPage, StartPage, type StartPageProps } from "./offered.page.tsx";
import { startFiling } from "./start-filing.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const CodeParams = z.object({ code: z.string().max(60) });
const MOST_SHOPS = 500;
const MOST_SUGGESTIONS = 8;

const offered = route({
  method: "GET",
  path: "/nop-ho-so",
  atKiosk: true,
  roles: "public",
  scope: "reference",
  auditName: "filing.offered",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const list = await c.read((tx) => listOffered(tx, localDay(c.now)));
    return page(c.portal({ title: text(c.locale, "offered.title") }, <OfferedPage locale={c.locale} offered={list} />));
  },
});

async function showStart(
  c: AnyContext,
  code: string,
  typed: StartPageProps["typed"] = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const today = localDay(c.now);
  const citizen = c.actor === undefined ? undefined : isCitizen(c.actor);
  const found = await c.read(async (tx) => {
    const [procedure, place, eform, shops, mandates] = await Promise.all([
      findProcedureByCode(tx, code, today),
      findPlace(tx, code),
      findEformOf(tx, code, "published"),
      citizen === true ? searchUnits(tx, { on: today, kinds: ["one_stop_shop"], limit: MOST_SHOPS }) : [],
      citizen === true ? listMandates(tx, (c.actor as Actor).accountId, today) : [],
    ]);
    return procedure === undefined ? undefined : { procedure, place, eform, shops, mandates };
  });
  if (found === undefined) throw filingRefusal("form_missing");
  const frame = { title: `${text(c.locale, "offered.title")} – ${found.procedure.name}`, errors };
  return page(c.portal(frame, <StartPage locale={c.locale} {...found} citizen={citizen} typed={typed} csrf={c.csrfToken} />));
}

const start = route({
  method: "GET",
  path: "/nop-ho-so/:code",
  atKiosk: true,
  roles: "public",
  scope: "reference",
  auditName: "filing.start_form",
  rate: "page",
  schema: { params: CodeParams, query: nothing, body: nothing },
  handler: (c) => showStart(c, c.params.code),
});

const begin = route({
  method: "POST",
  path: "/nop-ho-so/:code",
  atKiosk: true,
  roles: ["citizen"],
  scope: "own-account",
  auditName: "filing.start",
  rate: "write",
  schema: {
    params: CodeParams,
    query: nothing,
    body: z.object({
      unitId: chosenId(),
      caseCode: z.string().max(80).default("default"),
      mandateId: optional(chosenId()),
    }),
  },
  handler: async (c) => {
    const { accountId } = c.actor as Actor;
    const { unitId, caseCode, mandateId } = c.body;
    const input = { procedureCode: c.params.code, unitId, caseCode, mandateId: mandateId ?? null };
    const { id } = await c.execute("filing.start", input, (tx, unit) => startFiling(tx, unit, accountId, input, c.now));
    return redirect(`/cua-toi/${id}`);
  },
  onRefusal: (c, _refusal, errors, typed) => showStart(c, c.params.code, typed, errors),
});

/** Suggestions for an address: names of today and of before July 2025. */
const addresses = route({
  method: "GET",
  path: "/nop-ho-so/dia-chi",
  atKiosk: true,
  roles: "public",
  scope: "reference",
  auditName: "filing.addresses",
  rate: "page",
  schema: { params: nothing, query: z.object({ q: z.string().max(200).default("") }), body: nothing },
  handler: (c) =>
    json(
      searchAddressUnits(c.query.q, MOST_SUGGESTIONS).map(({ code, label, formerly }) => ({
        value: code,
        label,
        ...(formerly === undefined ? {} : { detail: text(c.locale, "address.formerly", { name: formerly }) }),
      })),
    ),
});

export const offeredRoutes = [offered, addresses, start, begin];
