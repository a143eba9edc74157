import { z } from "zod";
import { page } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { formatDay, formatTime, localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, plainDay } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { CONVENTIONS, DeadlinePage, type TypedTerm, UNITS } from "./deadline.page.tsx";
import { text } from "./texts.ts";
import { type TriedAnswer, tryTerm } from "./try-term.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});

/** The names in the address are Vietnamese, for people share such links. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  day: "ngay",
  time: "gio",
  procedure: "thu_tuc",
  value: "thoi_han",
  unit: "don_vi",
};

const queryOf = z.object({
  ngay: optional(plainDay()),
  gio: optional(z.string().max(5)),
  thoi_han: optional(integer(1, 8000)),
  don_vi: optional(choice(UNITS)),
  cach_tinh: optional(choice(CONVENTIONS)),
  thu_tuc: optional(z.string().max(40)),
});

function answerPage(c: AnyContext, typed: TypedTerm, answer: TriedAnswer | undefined, errors: readonly FieldRefusal[]) {
  const frame = { title: text(c.locale, "title"), ...(errors.length === 0 ? {} : { errors }) };
  return page(c.portal(frame, <DeadlinePage locale={c.locale} typed={typed} answer={answer} />), errors.length === 0 ? 200 : 422);
}

const typedOf = (query: Readonly<Record<string, unknown>>, now: Date): TypedTerm => {
  const given = (name: string): string | undefined => (query[name] === undefined ? undefined : String(query[name]));
  return {
    day: given("ngay") ?? formatDay(localDay(now)),
    time: given("gio") ?? formatTime(now),
    procedure: given("thu_tuc"),
    value: given("thoi_han"),
    unit: given("don_vi") ?? "working_day",
    convention: given("cach_tinh") ?? "date",
  };
};

const tryPage = route({
  method: "GET",
  path: "/tinh-han",
  roles: "public",
  scope: "reference",
  auditName: "deadlines.try",
  rate: "look-up",
  schema: { params: nothing, query: queryOf, body: nothing },
  handler: async (c) => {
    const { ngay, gio, thoi_han, don_vi, cach_tinh, thu_tuc } = c.query;
    const typed = { ...typedOf(c.query, c.now), ...(ngay === undefined ? {} : { day: formatDay(ngay) }) };
    if (ngay === undefined) return answerPage(c, typed, undefined, []);
    const tried = {
      day: ngay,
      time: gio ?? "",
      procedure: thu_tuc,
      value: thoi_han,
      unit: don_vi ?? UNITS[0],
      convention: cach_tinh ?? CONVENTIONS[0],
    };
    const answer = await c.read((tx) => tryTerm(tx, tried, c.locale));
    const errors = answer.kind === "refused" ? answer.errors : [];
    return answerPage(
      c,
      typed,
      answer,
      errors.map(({ field, message }) => ({ field: FIELD_NAMES[field] ?? field, message })),
    );
  },
  onRefusal: (c, _refusal, errors, typed) => answerPage(c, typedOf(typed, c.now), undefined, errors),
});

export const webRoutes = [tryPage];
