import { z } from "zod";
import { listPostHolders } from "#organisation";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { getRoster } from "./get-roster.ts";
import { endSecondment, getShop, type Keeper, recordMeeting, second, sendNotice } from "./keep-secondments.ts";
import { NoticePage } from "./notice.page.tsx";
import { RosterPage, ShopsPage } from "./roster.page.tsx";
import { noticePath, PATH, type RosterProps } from "./roster-view.ts";
import { EndInput, MeetingInput, NoticeInput, NoticeQuery, SecondInput, UNIT_ID } from "./secondment.ts";
import { countConduct, listSenders, listShops } from "./secondments.store.ts";
import { lastDayOf } from "./standard.rules.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});
const UnitParams = z.object({ unitId: UNIT_ID });
export const READERS = ["one_stop_head", "leader", "home_affairs_officer", "inspector"] as const;
const KEEPERS = ["one_stop_head"] as const;

const keeperOf = ({ actor }: AnyContext): Keeper => {
  if (actor === undefined) throw platformRefusal("sign_in_required");
  return { accountId: actor.accountId };
};
const keeps = ({ actor }: AnyContext): boolean => KEEPERS.some((role) => actor?.roles.has(role));
const shopPath = (unitId: number): string => `${PATH}/${unitId}`;

async function rosterPage(
  c: AnyContext,
  unitId: number,
  refused?: RosterProps["refused"],
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const on = localDay(c.now);
  const it = await c.read(async (tx) => {
    const shop = await getShop(tx, unitId, on);
    const [roster, holders, senders] = await Promise.all([
      getRoster(tx, shop, on),
      listPostHolders(tx, shop.agencyId, on),
      listSenders(tx, shop.agencyId, on),
    ]);
    return { roster, holders, senders };
  });
  const breadcrumbs = [{ label: text(c.locale, "title"), href: PATH }, { label: it.roster.shop.name }];
  return page(
    c.shell(
      { title: it.roster.shop.name, errors, breadcrumbs },
      <RosterPage {...it} {...{ on, refused }} locale={c.locale} canKeep={keeps(c)} csrf={c.csrfToken} newKey={newFormKey} />,
    ),
  );
}

const shops = route({
  method: "GET",
  path: PATH,
  roles: READERS,
  scope: "agency-rows",
  auditName: "secondments.shops",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const found = await c.read((tx) => listShops(tx, localDay(c.now)));
    return page(c.shell({ title: text(c.locale, "title") }, <ShopsPage locale={c.locale} shops={found} />));
  },
});

const show = route({
  method: "GET",
  path: `${PATH}/:unitId(^\\d+$)`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "secondments.show",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => rosterPage(c, c.params.unitId),
});

const add = route({
  method: "POST",
  path: `${PATH}/:unitId(^\\d+$)`,
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "secondments.add",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: SecondInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("secondments.add", { unitId, ...c.body }, (tx, unit) => second(tx, unit, keeperOf(c), unitId, c.body, c.now));
    return redirect(shopPath(unitId), text(c.locale, "did.second"));
  },
  onRefusal: (c, _refusal, errors) => rosterPage(c, c.params.unitId, "second", errors),
});

const end = route({
  method: "POST",
  path: `${PATH}/:unitId(^\\d+$)/ket-thuc`,
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "secondments.end",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: EndInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("secondments.end", { unitId, ...c.body }, (tx, unit) => endSecondment(tx, unit, unitId, c.body));
    return redirect(shopPath(unitId), text(c.locale, "did.end"));
  },
  onRefusal: (c, _refusal, errors) => rosterPage(c, c.params.unitId, undefined, errors),
});

const meet = route({
  method: "POST",
  path: `${PATH}/:unitId(^\\d+$)/hop`,
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "secondments.meeting",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: MeetingInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("secondments.meeting", { unitId, ...c.body }, (tx, unit) =>
      recordMeeting(tx, unit, keeperOf(c), unitId, c.body, c.now),
    );
    return redirect(shopPath(unitId), text(c.locale, "did.meeting"));
  },
  onRefusal: (c, _refusal, errors) => rosterPage(c, c.params.unitId, "meeting", errors),
});

async function noticePage(
  c: AnyContext,
  unitId: number,
  query: z.output<typeof NoticeQuery>,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const on = localDay(c.now);
  const period = { from: `${query.month}-01`, to: lastDayOf(query.month) };
  const it = await c.read(async (tx) => {
    const shop = await getShop(tx, unitId, on);
    const [roster, lines] = await Promise.all([getRoster(tx, shop, on), countConduct(tx, unitId, query.sender, period)]);
    return { shop, roster, lines };
  });
  const sent = it.roster.notices.find((one) => one.month === query.month && one.senderUnitId === query.sender);
  const name = it.roster.rows.find(({ senderUnitId }) => senderUnitId === query.sender)?.sender ?? "";
  const breadcrumbs = [
    { label: text(c.locale, "title"), href: PATH },
    { label: it.shop.name, href: shopPath(unitId) },
    { label: text(c.locale, "notices") },
  ];
  return page(
    c.shell(
      { title: text(c.locale, "notices"), errors, breadcrumbs },
      <NoticePage
        locale={c.locale}
        shop={it.shop}
        sender={{ unitId: query.sender, name }}
        month={query.month}
        lines={sent?.annex ?? it.lines}
        sent={sent}
        canSend={keeps(c)}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const showNotice = route({
  method: "GET",
  path: `${PATH}/:unitId(^\\d+$)/thong-bao`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "secondments.notice",
  rate: "page",
  schema: { params: UnitParams, query: NoticeQuery, body: nothing },
  handler: (c) => noticePage(c, c.params.unitId, c.query),
});

const send = route({
  method: "POST",
  path: `${PATH}/:unitId(^\\d+$)/thong-bao`,
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "secondments.send_notice",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: NoticeInput },
  handler: async (c) => {
    const { unitId } = c.params;
    const { sender, month } = c.body;
    await c.execute("secondments.send_notice", JSON.parse(JSON.stringify({ unitId, ...c.body })), (tx, unit) =>
      sendNotice(tx, unit, keeperOf(c), unitId, c.body, c.now),
    );
    return redirect(noticePath(unitId, sender, month), text(c.locale, "did.notice"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    const asked = NoticeQuery.safeParse(typed);
    if (!asked.success) throw refusal;
    return noticePage(c, c.params.unitId, asked.data, errors);
  },
});

const api = route({
  method: "GET",
  path: "/api/v1/secondments",
  roles: READERS,
  scope: "agency-rows",
  auditName: "secondments.api",
  keyScope: "staff.read",
  recordsReads: true,
  rate: "api",
  summary: "Who is at each one-stop shop today, sent by whom and until when, and what the standard finds lacking.",
  schema: {
    params: nothing,
    query: nothing,
    body: nothing,
    response: z.object({
      on: z.string(),
      shops: z.array(
        z.object({
          unitId: z.int(),
          name: z.string(),
          meetingDueOn: z.string().nullable(),
          lackReserve: z.array(z.string()),
          untold: z.object({ month: z.string(), senders: z.array(z.string()) }),
          people: z.array(
            z.object({
              name: z.string(),
              sender: z.string(),
              kind: z.string(),
              from: z.string(),
              until: z.string(),
              stage: z.string(),
              shortfalls: z.array(z.string()),
            }),
          ),
        }),
      ),
    }),
  },
  handler: async (c) => {
    const on = localDay(c.now);
    const rosters = await c.read(async (tx) => Promise.all((await listShops(tx, on)).map((shop) => getRoster(tx, shop, on))));
    return json({
      on,
      shops: rosters.map(({ shop, meetingDueOn, lackReserve, month, untold, rows }) => ({
        unitId: shop.unitId,
        name: shop.name,
        meetingDueOn: meetingDueOn ?? null,
        lackReserve: lackReserve.map(({ name }) => name),
        untold: { month, senders: untold.map(({ name }) => name) },
        people: rows
          .filter(({ stage }) => stage !== "over")
          .map(({ name, sender, kind, from, until, stage, shortfalls }) => {
            return { name, sender, kind, from, until, stage, shortfalls: [...shortfalls] };
          }),
      })),
    });
  },
});

export const secondmentRoutes = [shops, show, add, end, meet, showNotice, send, api];
