import { z } from "zod";
import { localDay } from "#platform/i18n/dates.ts";
import { searchKey } from "#platform/input/text.ts";
import { choice, integer, optional, plainDay } from "#platform/input/fields.ts";
import { json, page } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { unitHref } from "./period-text.ts";
import { PostPage } from "./post.page.tsx";
import { findPostUnit, listHoldersOfPost } from "./post.store.ts";
import { RolloutPage } from "./rollout.page.tsx";
import { text } from "./texts.ts";
import { UNIT_KINDS } from "./unit.ts";
import { listRollout, ONE_STOP_SOFTWARE } from "./unit-facts.store.ts";
import { countUnitsOn, findUnitByCode, findUnitOn, listNamesOn, searchUnits } from "./unit-query.store.ts";
import { UnitTree } from "./unit-tree.page.tsx";

const PAGE = 50;
const UnitId = integer(1, 2_147_483_647);

const tree = route({
  method: "GET",
  path: "/to-chuc",
  roles: "signed-in",
  scope: "reference",
  auditName: "organisation.tree",
  rate: "page",
  schema: {
    params: z.object({}),
    query: z.object({
      q: z.string().max(200).default(""),
      kind: optional(choice(UNIT_KINDS)),
      on: optional(plainDay()),
      offset: z.preprocess((value) => value ?? 0, integer(0, 100_000)),
    }),
    body: z.object({}),
  },
  handler: async (c) => {
    const { q, kind, offset } = c.query;
    const on = c.query.on ?? localDay(c.now);
    const wanted = { on, limit: PAGE + 1, offset };
    const rows = await c.read(async (tx) => {
      if (q !== "")
        return searchUnits(tx, { ...wanted, searchKey: searchKey(q), code: q, ...(kind === undefined ? {} : { kinds: [kind] }) });
      if (kind !== undefined) return searchUnits(tx, { ...wanted, kinds: [kind] });
      const top = await searchUnits(tx, { ...wanted, top: true, offset: 0 });
      // One unit at the top says nothing: what stands under it is where people begin.
      return top.length === 1
        ? searchUnits(tx, { ...wanted, parentId: top[0]?.id ?? 0 })
        : searchUnits(tx, { ...wanted, top: true });
    });
    const counts = q === "" && kind === undefined ? await c.read((tx) => countUnitsOn(tx, on)) : [];
    const pageHref = (at: number): string =>
      `/to-chuc?${new URLSearchParams({ q, kind: kind ?? "", on, offset: String(at) }).toString()}`;
    return page(
      c.shell(
        { title: text(c.locale, "tree.title") },
        <UnitTree
          locale={c.locale}
          on={on}
          q={q}
          kind={kind}
          rows={rows.slice(0, PAGE)}
          counts={counts}
          offset={offset}
          more={rows.length > PAGE}
          pageHref={pageHref}
        />,
      ),
    );
  },
});

const rollout = route({
  method: "GET",
  path: "/to-chuc/trien-khai",
  roles: "signed-in",
  scope: "reference",
  auditName: "organisation.rollout",
  rate: "page",
  schema: {
    params: z.object({}),
    query: z.object({
      unit: optional(UnitId),
      code: optional(z.string().max(60)),
      on: optional(plainDay()),
      state: optional(choice(["planned", "live", "retired", "unrecorded"])),
    }),
    body: z.object({}),
  },
  handler: async (c) => {
    const on = c.query.on ?? localDay(c.now);
    const { code } = c.query;
    const id = c.query.unit ?? c.actor?.provinceId ?? undefined;
    const { root, rows } = await c.read(async (tx) => {
      const found =
        code !== undefined ? await findUnitByCode(tx, code, on) : id === undefined ? undefined : await findUnitOn(tx, id, on);
      if (code !== undefined && found === undefined) throw organisationRefusal("unit_not_found", { field: "code" });
      return { root: found, rows: found === undefined ? [] : await listRollout(tx, found.id, "commune", ONE_STOP_SOFTWARE, on) };
    });
    return page(
      c.shell(
        {
          title: text(c.locale, "rollout.title"),
          breadcrumbs: [{ label: text(c.locale, "tree.title"), href: "/to-chuc" }, { label: text(c.locale, "rollout.title") }],
        },
        <RolloutPage locale={c.locale} on={on} root={root} rows={rows} state={c.query.state} />,
      ),
    );
  },
});

const post = route({
  method: "GET",
  path: "/to-chuc/vi-tri/:id(^\\d+$)",
  roles: "signed-in",
  scope: "reference",
  auditName: "organisation.post",
  rate: "page",
  schema: { params: z.object({ id: UnitId }), query: z.object({ on: optional(plainDay()) }), body: z.object({}) },
  handler: async (c) => {
    const postId = c.params.id;
    const on = c.query.on ?? localDay(c.now);
    const { found, holders, unitName } = await c.read(async (tx) => {
      const one = await findPostUnit(tx, postId);
      if (one === undefined) throw organisationRefusal("post_not_found");
      const names = await listNamesOn(tx, [one.unitId], on);
      return { found: one, holders: await listHoldersOfPost(tx, postId), unitName: names.get(one.unitId) ?? "" };
    });
    const breadcrumbs = [
      { label: text(c.locale, "tree.title"), href: "/to-chuc" },
      { label: unitName, href: unitHref(found.unitId, on) },
      { label: found.title },
    ];
    const shown = { locale: c.locale, postId, title: found.title, unitName, on, holders };
    return page(c.shell({ title: found.title, breadcrumbs }, <PostPage {...shown} />));
  },
});

/** What the unit field of a form suggests while someone types. */
const suggest = route({
  method: "GET",
  path: "/to-chuc/goi-y",
  roles: "signed-in",
  scope: "reference",
  auditName: "organisation.suggest",
  rate: "page",
  schema: {
    params: z.object({}),
    query: z.object({ q: z.string().max(200).default(""), on: optional(plainDay()) }),
    body: z.object({}),
  },
  handler: async (c) => {
    const key = searchKey(c.query.q);
    const on = c.query.on ?? localDay(c.now);
    const units = key === "" ? [] : await c.read((tx) => searchUnits(tx, { on, searchKey: key, code: c.query.q, limit: 20 }));
    return json(
      units.map((unit) => ({
        value: String(unit.id),
        label: unit.fullName,
        detail: [unit.code, unit.parentName].filter(Boolean).join(" · "),
      })),
    );
  },
});

export const organisationPages = [tree, rollout, suggest, post];
