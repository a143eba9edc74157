import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { page } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { READERS } from "./acting-in.ts";
import { ORIGINAL_VIEWS, OriginalListPage, ORIGINALS } from "./original-list.page.tsx";
import { listOriginalsOfAgencies } from "./original.store.ts";
import { text } from "./texts.ts";

const PAGE_SIZE = 50;
const nothing = z.object({});

const list = route({
  method: "GET",
  path: ORIGINALS,
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.originals",
  rate: "page",
  recordsReads: true,
  schema: {
    params: nothing,
    query: z.object({
      loc: choice(ORIGINAL_VIEWS).default("held"),
      truoc: integer(1, Number.MAX_SAFE_INTEGER).optional(),
    }),
    body: nothing,
  },
  handler: async (c) => {
    const { loc, truoc } = c.query;
    const { agencies } = c.actor as Actor;
    const rows = await c.read((tx) =>
      listOriginalsOfAgencies(tx, { agencies, held: loc === "held", before: truoc, most: PAGE_SIZE + 1 }),
    );
    const shown = rows.slice(0, PAGE_SIZE);
    const nextHref = rows.length > PAGE_SIZE ? `${ORIGINALS}?loc=${loc}&truoc=${shown.at(-1)?.id}` : undefined;
    return page(
      c.shell(
        { title: text(c.locale, "originals.list"), wide: true },
        <OriginalListPage locale={c.locale} view={loc} rows={shown} nextHref={nextHref} />,
      ),
    );
  },
});

export const originalListPages = [list];
