import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { listComplaintPlaces, listComplaints, listCounted } from "./complaint.store.ts";
import { AnswerInput, ComplaintInput, ComplaintsQuery, RegisterInput } from "./complaint.ts";
import { ComplaintsPage } from "./complaints.page.tsx";
import { COMPLAINTS_PATH, INDICES_PATH } from "./indices.page.tsx";
import { answerComplaint, beginRegister, recordComplaint, takeBackComplaint } from "./keep-complaints.ts";
import { RESULT_READERS } from "./results.web.tsx";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});
const IdParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const RECORDERS = ["one_stop_head", "leader"] as const;
const write = { method: "POST", roles: RECORDERS, scope: "agency-rows", rate: "write" } as const;
const MOST_SHOWN = 300;

/** The place and period whose index 8 is explained, and what it counts; without them the whole register. */
async function readList(tx: Tx, { unit, from, to }: ComplaintsQuery, today: string) {
  const places = await listComplaintPlaces(tx, today);
  const place = places.find(({ unitId }) => unitId === unit);
  if (place === undefined || from === undefined || to === undefined)
    return { places, counted: undefined, complaints: await listComplaints(tx, MOST_SHOWN) };
  const complaints = await listCounted(tx, place.unitId, { from, to, today }, MOST_SHOWN);
  return { places, counted: { unit: place.name, from, to }, complaints };
}

async function complaintsPage(c: AnyContext, query: ComplaintsQuery, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const today = localDay(c.now);
  const found = await c.read((tx) => readList(tx, query, today));
  const title = text(c.locale, "complaints.title");
  const breadcrumbs = [{ label: text(c.locale, "indices.title"), href: INDICES_PATH }, { label: title }];
  const canRecord = RECORDERS.some((role) => c.actor?.roles.has(role));
  const shown = { locale: c.locale, today, ...found, canRecord, csrf: c.csrfToken, newKey: newFormKey };
  return page(c.shell({ title, errors, breadcrumbs, wide: true }, <ComplaintsPage {...shown} />));
}

const onRefusal = (c: AnyContext, _refusal: unknown, errors: readonly FieldRefusal[]): Promise<Reply> =>
  complaintsPage(c, {}, errors);
const byOf = (c: AnyContext) => ({ accountId: c.actor?.accountId ?? null });

const show = route({
  method: "GET",
  path: COMPLAINTS_PATH,
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.complaints",
  rate: "page",
  schema: { params: nothing, query: ComplaintsQuery, body: nothing },
  handler: (c) => complaintsPage(c, c.query),
});

const begin = route({
  ...write,
  path: `${COMPLAINTS_PATH}/so`,
  auditName: "feedback.begin_register",
  schema: { params: nothing, query: nothing, body: RegisterInput },
  handler: async (c) => {
    await c.execute("feedback.begin_register", { ...c.body }, (tx, unit) => beginRegister(tx, unit, byOf(c), c.body, c.now));
    return redirect(COMPLAINTS_PATH, text(c.locale, "complaints.begun"));
  },
  onRefusal,
});

const record = route({
  ...write,
  path: COMPLAINTS_PATH,
  auditName: "feedback.record_complaint",
  schema: { params: nothing, query: nothing, body: ComplaintInput },
  handler: async (c) => {
    await c.execute("feedback.record_complaint", { ...c.body }, (tx, unit) => recordComplaint(tx, unit, byOf(c), c.body, c.now));
    return redirect(COMPLAINTS_PATH, text(c.locale, "complaints.recorded"));
  },
  onRefusal,
});

const answer = route({
  ...write,
  path: `${COMPLAINTS_PATH}/:id(^\\d+$)/tra-loi`,
  auditName: "feedback.answer_complaint",
  schema: { params: IdParams, query: nothing, body: AnswerInput },
  handler: async (c) => {
    const input = { ...c.body, id: c.params.id };
    const kept = { ...input, answerNo: input.answerNo ?? null };
    await c.execute("feedback.answer_complaint", kept, (tx, unit) => answerComplaint(tx, unit, input, c.now));
    return redirect(COMPLAINTS_PATH, text(c.locale, "complaints.answer_kept"));
  },
  onRefusal,
});

const takeBack = route({
  ...write,
  path: `${COMPLAINTS_PATH}/:id(^\\d+$)/huy`,
  auditName: "feedback.take_back_complaint",
  schema: { params: IdParams, query: nothing, body: z.object({ why: requiredText(500) }) },
  handler: async (c) => {
    const input = { id: c.params.id, why: c.body.why };
    await c.execute("feedback.take_back_complaint", input, (tx, unit) => takeBackComplaint(tx, unit, input));
    return redirect(COMPLAINTS_PATH, text(c.locale, "complaints.taken_back"));
  },
  onRefusal,
});

export const complaintRoutes = [show, begin, record, answer, takeBack];
