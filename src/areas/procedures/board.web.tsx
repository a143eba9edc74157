import { z } from "zod";
import { addDays, plainDate } from "#core/plain-date.ts";
import { findUnitOn, getUnitCalendar, organisationRefusal, searchUnits, type UnitKind } from "#organisation";
import { file, page, publicPage } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, optional, plainDay } from "#platform/input/fields.ts";
import { searchKey } from "#platform/input/text.ts";
import { type BoardProps, BoardPage, BoardPrint, BoardsPage } from "./board.page.tsx";
import { countPosted, listChanged, listPosted } from "./board.store.ts";
import { shorten } from "./links.ts";
import type { Level } from "./procedure.ts";
import { publicationRule, wasPostedLate } from "./publication.clock.ts";
import { text } from "./texts.ts";

const none = z.object({});
const unitParams = z.object({ id: integer(1, 2_147_483_647) });
const boardQuery = z.object({ ngay: optional(plainDay()), tu: optional(plainDay()), field: optional(z.string().max(400)) });
type BoardContext = RequestContext<z.output<typeof unitParams>, z.output<typeof boardQuery>, unknown>;

const POSTING: readonly UnitKind[] = ["province", "district", "commune"];
const UNITS_SHOWN = 50;
const CHANGES_SHOWN = 200;
/** Unless asked otherwise, the board shows what changed in so many days. */
const RECENT_DAYS = 60;

async function readBoard(c: BoardContext): Promise<BoardProps> {
  const on = c.query.ngay ?? localDay(c.now);
  const changedAfter = c.query.tu ?? addDays(plainDate(on), -RECENT_DAYS);
  return c.read(async (tx) => {
    const unit = await findUnitOn(tx, c.params.id, on);
    if (unit === undefined || !POSTING.includes(unit.kind)) throw organisationRefusal("unit_not_found");
    const level = unit.kind as Level;
    const [posted, changed, calendar] = await Promise.all([
      listPosted(tx, level, on),
      listChanged(tx, level, changedAfter, on, CHANGES_SHOWN),
      getUnitCalendar(tx, unit.id, on),
    ]);
    const { field } = c.query;
    const isShown = (one: (typeof posted)[number]) => field === undefined || one.procedure.field === field;
    return {
      locale: c.locale,
      unit,
      on,
      query: c.query,
      fields: [...new Set(posted.map((one) => one.procedure.field))],
      posted: posted.filter(isShown).map((one) => ({ ...one, late: wasPostedLate(one, calendar) })),
      changed: changed.filter(isShown),
      changedAfter,
      rule: publicationRule(),
    };
  });
}

const boards = route({
  method: "GET",
  path: "/niem-yet",
  roles: "public",
  scope: "reference",
  auditName: "procedures.boards",
  rate: "page",
  kept: true,
  schema: { params: none, query: z.object({ q: optional(z.string().max(100)) }), body: none },
  handler: async (c) => {
    const { q } = c.query;
    const on = localDay(c.now);
    const key = q === undefined ? {} : { searchKey: searchKey(q), code: q };
    const [units, posted] = await c.read((tx) =>
      Promise.all([searchUnits(tx, { on, kinds: POSTING, limit: UNITS_SHOWN + 1, ...key }), countPosted(tx, on)]),
    );
    const rows = units.slice(0, UNITS_SHOWN).map((unit) => ({ ...unit, posted: posted[unit.kind as Level] ?? 0 }));
    const content = <BoardsPage locale={c.locale} q={q} units={rows} more={units.length > UNITS_SHOWN} />;
    return publicPage(c.portal({ title: text(c.locale, "boards.title") }, content));
  },
});

const board = route({
  method: "GET",
  path: "/niem-yet/:id(^\\d+$)",
  roles: "public",
  scope: "reference",
  auditName: "procedures.board",
  rate: "page",
  kept: true,
  schema: { params: unitParams, query: boardQuery, body: none },
  handler: async (c) => {
    const read = await readBoard(c);
    const breadcrumbs = [{ label: text(c.locale, "boards.title"), href: "/niem-yet" }, { label: read.unit.fullName }];
    const title = `${text(c.locale, "board.title")} – ${read.unit.fullName}`;
    return publicPage(c.portal({ title, breadcrumbs }, <BoardPage {...read} />));
  },
});

const boardPrint = route({
  method: "GET",
  path: "/niem-yet/:id(^\\d+$)/in",
  roles: "public",
  scope: "reference",
  auditName: "procedures.board_print",
  rate: "page",
  schema: { params: unitParams, query: boardQuery, body: none },
  handler: async (c) => page(<BoardPrint {...await readBoard(c)} />),
});

const boardFeed = route({
  method: "GET",
  path: "/niem-yet/:id(^\\d+$)/atom.xml",
  roles: "public",
  scope: "reference",
  auditName: "procedures.board_feed",
  rate: "page",
  schema: { params: unitParams, query: boardQuery, body: none },
  handler: async (c) => {
    const read = await readBoard(c);
    const { Feed } = await import("feed");
    const address = `${c.publicUrl}/niem-yet/${read.unit.id}`;
    const midnight = (day: string): Date => new Date(`${day}T00:00:00+07:00`);
    const feed = new Feed({
      id: address,
      title: `${text(c.locale, "board.title")} – ${read.unit.fullName}`,
      link: address,
      updated: midnight(read.changed[0]?.changedOn ?? read.changedAfter),
      copyright: read.unit.fullName,
      feedLinks: { atom: `${address}/atom.xml` },
      generator: "Motcua",
    });
    for (const { procedure, change, changedOn } of read.changed) {
      const link = `${c.publicUrl}/thu-tuc/${procedure.code}`;
      feed.addItem({
        id: `${link}#${change}-${procedure.version}`,
        title: `${text(c.locale, `board.change.${change}`)}: ${shorten(procedure.name)}`,
        link,
        date: midnight(changedOn),
        description: `${procedure.code} · ${procedure.field}`.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
      });
    }
    return file(feed.atom1(), "application/atom+xml; charset=utf-8", "niem-yet.xml", true);
  },
});

export const boardRoutes = [boards, board, boardPrint, boardFeed];
