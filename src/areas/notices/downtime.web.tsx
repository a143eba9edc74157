import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { announceDowntime, DowntimeInput } from "./announce-downtime.ts";
import { DowntimePage, DOWNTIMES, MANAGE_DOWNTIMES, ManageDowntimePage, type TypedDowntime } from "./downtime.page.tsx";
import { cancelDowntime, listDowntimes } from "./downtime.store.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const administrator = { roles: ["administrator"], scope: "installation" } as const;
const nothing = z.object({});

const publicList = route({
  method: "GET",
  path: DOWNTIMES,
  roles: "public",
  scope: "reference",
  auditName: "notices.downtimes",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const rows = await c.read((tx) => listDowntimes(tx));
    return page(
      c.portal({ title: text(c.locale, "downtime.title") }, <DowntimePage locale={c.locale} rows={rows} now={c.now} />),
    );
  },
});

async function show(c: AnyContext, errors: readonly FieldRefusal[] = [], typed: TypedDowntime = {}): Promise<Reply> {
  const rows = await c.read((tx) => listDowntimes(tx));
  const shown = { locale: c.locale, rows, now: c.now, csrf: c.csrfToken, typed };
  return page(c.shell({ title: text(c.locale, "downtime.manage"), errors }, <ManageDowntimePage {...shown} />));
}

const manage = route({
  ...administrator,
  method: "GET",
  path: MANAGE_DOWNTIMES,
  auditName: "notices.manage_downtimes",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const announce = route({
  ...administrator,
  method: "POST",
  path: MANAGE_DOWNTIMES,
  auditName: "notices.announce_downtime",
  rate: "write",
  schema: { params: nothing, query: nothing, body: DowntimeInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, errors, typed),
  handler: async (c) => {
    const { accountId } = c.actor as Actor;
    await c.execute("notices.announce_downtime", { ...c.body }, (tx, unit) =>
      announceDowntime(tx, unit, accountId, c.body, c.now),
    );
    return redirect(MANAGE_DOWNTIMES, text(c.locale, "downtime.announced_done"));
  },
});

const cancel = route({
  ...administrator,
  method: "POST",
  path: `${MANAGE_DOWNTIMES}/:id(^\\d+$)/huy`,
  auditName: "notices.cancel_downtime",
  rate: "write",
  schema: { params: z.object({ id: integer(1, 2_147_483_647) }), query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => show(c, errors),
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("notices.cancel_downtime", { id }, async (tx, unit) => {
      if (!(await cancelDowntime(tx, id, c.now))) throw noticeRefusal("downtime_over");
      unit.subject(`downtime:${id}`);
      return null;
    });
    return redirect(MANAGE_DOWNTIMES, text(c.locale, "downtime.cancelled_done"));
  },
});

export const downtimePages = [publicList, manage, announce, cancel];
