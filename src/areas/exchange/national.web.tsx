import { z } from "zod";
import { findUnitNames, listAgencyIds } from "#organisation";
import { listFields } from "#procedures";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { listAgencyCodes } from "./edxml.store.ts";
import { NATIONAL, NationalPage, type NationalPageProps } from "./national.page.tsx";
import { findNationalWords } from "./national.store.ts";
import { addAgencyCode, AgencyCodeInput, NationalInput, setNational } from "./set-national.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const administrator = { roles: ["administrator"], scope: "installation" } as const;
const nothing = z.object({});
const MOST_AGENCIES = 400;

async function show(c: Context, errors: readonly FieldRefusal[] = [], typed?: NationalPageProps["typed"]): Promise<Reply> {
  const on = localDay(c.now);
  const it = await c.read(async (tx) => {
    const [settings, fields, ids] = await Promise.all([findNationalWords(tx), listFields(tx, on), listAgencyIds(tx)]);
    const listed = ids.slice(0, MOST_AGENCIES);
    const [names, codes] = await Promise.all([findUnitNames(tx, listed, on), listAgencyCodes(tx, listed)]);
    const agencies = listed.map((id) => ({ id, name: names.get(id) ?? String(id), codes: codes.get(id) ?? [] }));
    return { settings, fields: fields.map(({ field }) => field), agencies };
  });
  const shown = <NationalPage {...it} locale={c.locale} csrf={c.csrfToken} typed={typed} />;
  return page(c.shell({ title: text(c.locale, "connection.title"), errors }, shown));
}

const view = route({
  ...administrator,
  method: "GET",
  path: NATIONAL,
  auditName: "exchange.national",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const save = route({
  ...administrator,
  method: "POST",
  path: NATIONAL,
  auditName: "exchange.set_national",
  rate: "write",
  schema: { params: nothing, query: nothing, body: z.looseObject({}) },
  onRefusal: (c, _refusal, errors, typed) => show(c, errors, typed),
  handler: async (c) => {
    const input = validate(NationalInput, nestFields(c.body));
    // The fingerprint of the input is kept; a secret must not be guessed from it.
    const { token, ...asked } = input;
    const call = {
      ...asked,
      url: asked.url ?? null,
      token: token !== undefined,
      fields: asked.fields.map(({ name, code = "" }) => [name, code]),
    };
    await c.execute("exchange.set_national", call, (tx, unit) => setNational(tx, unit, input, c.now));
    return redirect(NATIONAL, text(c.locale, "connection.saved"));
  },
});

const addCode = route({
  ...administrator,
  method: "POST",
  path: `${NATIONAL}/ma`,
  auditName: "exchange.add_agency_code",
  rate: "write",
  schema: { params: nothing, query: nothing, body: AgencyCodeInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, errors, typed),
  handler: async (c) => {
    await c.execute("exchange.add_agency_code", c.body, (tx, unit) => addAgencyCode(tx, unit, c.body, localDay(c.now)));
    return redirect(NATIONAL, text(c.locale, "connection.code_added", { code: c.body.code }));
  },
});

export const nationalPages = [view, save, addCode];
