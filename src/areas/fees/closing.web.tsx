import { z } from "zod";
import { addDays, plainDate } from "#core/plain-date.ts";
import { findOffice } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { optional, plainDay } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { cashierFor, COLLECTORS, FEE_READERS } from "./cashier.ts";
import { CloseDayInput, closeDay } from "./close-day.ts";
import { ClosingPage } from "./closing.page.tsx";
import { drawClosingSheet } from "./closing.slip.ts";
import { dayFigures, findClosing, listClosings } from "./closing.store.ts";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import { feeRefusal } from "./fees.errors.ts";
import { IdParams, plain } from "./fees.web.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});
const DAYS_SHOWN = 31;
type Context = RequestContext<unknown, unknown, unknown>;

async function closingPage(
  c: Context,
  given: string | undefined,
  errors: readonly FieldRefusal[] = [],
  typed: Readonly<Record<string, string | string[] | undefined>> = {},
) {
  const by = cashierFor(c.actor, COLLECTORS);
  const day = given ?? localDay(c.now);
  const found = await c.read(async (tx) => {
    const from = addDays(plainDate(day), -DAYS_SHOWN);
    const [figures, closings] = await Promise.all([
      dayFigures(tx, by.agencyId, by.personId, day),
      listClosings(tx, { agencyId: by.agencyId, from, to: localDay(c.now) }),
    ]);
    return { figures, closings };
  });
  const closed = found.closings.find((it) => it.day === day && it.cashierId === by.personId);
  return page(
    c.shell(
      {
        title: text(c.locale, "closing.title"),
        errors,
        breadcrumbs: [{ label: text(c.locale, "nav.list"), href: feePath.list }, { label: text(c.locale, "closing.title") }],
      },
      <ClosingPage
        locale={c.locale}
        day={day}
        {...found}
        closed={closed}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        typed={typed}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/thu-phi/chot-ca",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.closing",
  rate: "page",
  schema: { params: nothing, query: z.object({ day: optional(plainDay()) }), body: nothing },
  handler: (c) => closingPage(c, c.query.day),
});

/** Closes a day for the page and the API: the same command behind both doors. */
export async function runClosing(c: Context, raw: Readonly<Record<string, unknown>>) {
  const input = validate(CloseDayInput, raw);
  const by = cashierFor(c.actor, COLLECTORS);
  const provinceId = (c.actor as Actor).provinceId ?? by.agencyId;
  return c.execute("fees.close_day", plain(input), (tx, unit) => closeDay(tx, unit, { ...by, provinceId }, input, c.now));
}

const close = route({
  method: "POST",
  path: "/thu-phi/chot-ca",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.close_day",
  rate: "write",
  schema: { params: nothing, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const done = await runClosing(c, nestFields(c.body));
    return redirect(feePath.closing, text(c.locale, "done.closing", { difference: money(done.differenceVnd) }));
  },
  onRefusal: (c, _refusal, errors, typed) => {
    const day = plainDay().safeParse(typed["day"]);
    return closingPage(c, day.success ? day.data : undefined, errors, typed);
  },
});

const print = route({
  method: "GET",
  path: "/thu-phi/chot-ca/:id(^\\d+).pdf",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.closing_print",
  rate: "export",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const found = await c.read(async (tx) => {
      const closing = await findClosing(tx, c.params.id);
      if (closing === undefined) throw feeRefusal("closing_not_found");
      const { agencyId } = closing;
      return { closing, office: await findOffice(tx, { agencyId, unitId: agencyId }, closing.day) };
    });
    const pdf = await drawClosingSheet(found.closing, found.office, c.now);
    return file(pdf, "application/pdf", `chot-ca-${found.closing.day}.pdf`, true);
  },
});

export const closingPages = [show, close, print];
