import { z } from "zod";
import { vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import { dossierPath } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { NOTICE_STATES, type NoticeState } from "./notice.ts";
import { countNotices, findNotice, listNotices, setNoticeState, upsertSending } from "./notice.store.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { OVERVIEW, OverviewPage } from "./overview.page.tsx";
import { findChannelSettings } from "./settings.store.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const PAGE = 50;
export const READERS = [
  "receiving_officer",
  "specialist",
  "division_head",
  "leader",
  "one_stop_head",
  "home_affairs_officer",
  "inspector",
] as const;
const nothing = z.object({});

async function show(
  c: AnyContext,
  state: NoticeState | undefined,
  offset: number,
  errors?: readonly FieldRefusal[],
): Promise<Reply> {
  const { agencies } = c.actor as Actor;
  const it = await c.read(async (tx) => {
    const today = new Date(vietnamInstant(vietnamDayOf(c.now.getTime()), 0));
    const [rows, figures, settings] = await Promise.all([
      listNotices(tx, { agencies, state, limit: PAGE + 1, offset }),
      countNotices(tx, agencies, today),
      findChannelSettings(tx),
    ]);
    return { rows: rows.slice(0, PAGE), more: rows.length > PAGE, figures, localPeer: settings.localPeer };
  });
  const frame = { title: text(c.locale, "overview.title"), wide: true, ...(errors === undefined ? {} : { errors }) };
  const shown = { ...it, locale: c.locale, csrf: c.csrfToken, state, offset, pageSize: PAGE };
  return page(c.shell(frame, <OverviewPage {...shown} />));
}

const overview = route({
  method: "GET",
  path: OVERVIEW,
  roles: READERS,
  scope: "agency-rows",
  auditName: "notices.overview",
  rate: "page",
  recordsReads: true,
  schema: {
    params: nothing,
    query: z.object({
      state: optional(choice(NOTICE_STATES)),
      offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)),
    }),
    body: nothing,
  },
  handler: (c) => show(c, c.query.state, c.query.offset),
});

/**
 * Records that somebody told the applicant by telephone or in person what no channel could deliver. Refuses a notice that
 * has not failed: it was delivered, or is still under way.
 */
export async function recordTold(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly id: number; readonly note: string },
  now: Date,
): Promise<{ dossierId: number | null }> {
  const notice = await findNotice(tx, input.id);
  if (notice === undefined || notice.audience !== "citizen") throw noticeRefusal("notice_not_found");
  if (notice.state !== "failed") throw noticeRefusal("notice_not_failed");
  await upsertSending(tx, notice, { channel: "call", address: "", state: "delivered", reason: input.note }, now);
  await setNoticeState(tx, notice.id, "delivered", now);
  unit.subject(`notice:${notice.id}`);
  return { dossierId: notice.dossierId };
}

const told = route({
  method: "POST",
  path: "/thong-bao/:id(^\\d+$)/da-goi",
  roles: ["receiving_officer", "specialist", "division_head", "one_stop_head"],
  scope: "agency-rows",
  auditName: "notices.told",
  rate: "write",
  schema: {
    params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }),
    query: nothing,
    body: z.object({ note: requiredText(200) }),
  },
  onRefusal: (c, _refusal, errors) => show(c, "failed", 0, errors),
  handler: async (c) => {
    const input = { id: c.params.id, note: c.body.note };
    const { dossierId } = await c.execute("notices.told", input, (tx, unit) => recordTold(tx, unit, input, c.now));
    return redirect(dossierId === null ? OVERVIEW : dossierPath(dossierId, "notices"), text(c.locale, "told.done"));
  },
});

export const overviewPages = [overview, told];
