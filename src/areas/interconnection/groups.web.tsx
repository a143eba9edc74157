import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { hasRole } from "#platform/http/actor.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, optional, plainDay } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { Json } from "#platform/db/command.ts";
import {
  discardGroup,
  draftGroup,
  getGroupVersion,
  type GroupKeeper,
  procedureFacts,
  publishGroup,
  retireGroup,
  saveGroup,
  withdrawGroup,
} from "./edit-group.ts";
import { GROUPS } from "./group-editor.page.tsx";
import { groupOf, type GroupValues, valuesOfGroup } from "./group-form.ts";
import { GroupListPage } from "./group-list.page.tsx";
import { listGroupVersions } from "./group.store.ts";
import { GroupVersionPage, ShippedGroupPage } from "./group-version.page.tsx";
import { findGroup, shippedGroups } from "./groups.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { text } from "./texts.ts";

/** Groups reach across the agencies of a province: its home-affairs officers keep them, others may look. */
const KEEPERS = ["home_affairs_officer"] as const;
export const GROUP_READERS = ["administrator", "one_stop_head", "home_affairs_officer"] as const;

type C<P = unknown, B = unknown> = RequestContext<P, unknown, B>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const none = z.object({});
const id = z.object({ id: integer(1, 2_000_000_000) });
type Id = { readonly id: number };

const keeperOf = (c: Pick<C, "actor">): GroupKeeper => {
  if (c.actor === undefined) throw linkRefusal("group_not_yours");
  return c.actor;
};
const mayKeep = (c: Pick<C, "actor">): boolean => hasRole(c.actor as Actor, ...KEEPERS);
const crumbs = (c: C, label: string) => [{ label: text(c.locale, "groups.title"), href: GROUPS }, { label }];

const read = { method: "GET", roles: GROUP_READERS, scope: "reference", rate: "page" } as const;
const write = { method: "POST", roles: KEEPERS, scope: "reference", rate: "write" } as const;

async function showList(c: C, typed?: Typed, errors: readonly FieldRefusal[] = []) {
  const { provinceId } = keeperOf(c);
  const own = provinceId === null ? [] : await c.read((tx) => listGroupVersions(tx, provinceId, localDay(c.now)));
  const name = typed?.["name"];
  return page(
    c.shell(
      { title: text(c.locale, "groups.title"), errors },
      <GroupListPage
        locale={c.locale}
        csrf={c.csrfToken}
        own={own}
        shipped={shippedGroups()}
        mayKeep={mayKeep(c)}
        typed={typeof name === "string" ? name : undefined}
      />,
    ),
  );
}

async function showVersion(c: C<Id>, typed?: Typed, errors: readonly FieldRefusal[] = []) {
  const on = localDay(c.now);
  const { it, procedures } = await c.read(async (tx) => {
    const found = await getGroupVersion(tx, keeperOf(c), c.params.id, on);
    return { it: found, procedures: await procedureFacts(tx, found.definition, on) };
  });
  // The form of the whole draft comes back as it was typed; the small ones leave the draft's own fields as they stand.
  const whole = typed?.["name"] !== undefined;
  const values: GroupValues = whole ? typed : { ...valuesOfGroup(it.definition), from: typed?.["from"], on: typed?.["on"] };
  const title = it.definition.name || it.code;
  const props = { locale: c.locale, csrf: c.csrfToken, it, procedures, values, mayKeep: mayKeep(c), today: on };
  const frame = { title, errors, breadcrumbs: crumbs(c, title), wide: true };
  return page(c.shell(frame, <GroupVersionPage {...props} />));
}

const list = route({
  ...read,
  path: GROUPS,
  auditName: "interconnection.groups",
  schema: { params: none, query: none, body: none },
  handler: (c) => showList(c),
});

const shipped = route({
  ...read,
  path: `${GROUPS}/di-kem/:group`,
  auditName: "interconnection.shipped_group",
  schema: { params: z.object({ group: z.string().max(60) }), query: none, body: none },
  handler: async (c) => {
    const it = findGroup(c.params.group);
    if (it === undefined) throw linkRefusal("group_not_found");
    const procedures = await c.read((tx) => procedureFacts(tx, it, localDay(c.now)));
    const props = { locale: c.locale, csrf: c.csrfToken, it, procedures, mayKeep: mayKeep(c) };
    return page(c.shell({ title: it.name, breadcrumbs: crumbs(c, it.name), wide: true }, <ShippedGroupPage {...props} />));
  },
});

const begin = route({
  ...write,
  path: `${GROUPS}/moi`,
  auditName: "interconnection.draft_group",
  schema: {
    params: none,
    query: none,
    body: z.object({ from: optional(z.string().max(60)), name: optional(z.string().trim().max(300)) }),
  },
  handler: async (c) => {
    const made = await c.execute("interconnection.draft_group", { ...c.body } as Json, (tx, unit) =>
      draftGroup(tx, unit, keeperOf(c), c.body, localDay(c.now)),
    );
    return redirect(`${GROUPS}/${made.id}`, text(c.locale, "groups.begun"));
  },
  onRefusal: (c, refusal, errors, typed) =>
    showList(c, typed, errors.length > 0 ? errors : [{ field: "", message: refusal.text(c.locale) }]),
});

const show = route({
  ...read,
  path: `${GROUPS}/:id(^\\d+$)`,
  auditName: "interconnection.group",
  schema: { params: id, query: none, body: none },
  handler: (c) => showVersion(c),
});

const save = route({
  ...write,
  path: `${GROUPS}/:id(^\\d+$)`,
  auditName: "interconnection.save_group",
  schema: { params: id, query: none, body: z.looseObject({ revision: integer(1, 2_000_000_000) }) },
  handler: async (c) => {
    const target = { id: c.params.id, revision: c.body.revision };
    const definition = groupOf(c.body);
    await c.execute("interconnection.save_group", { ...target, definition } as unknown as Json, (tx, unit) =>
      saveGroup(tx, unit, keeperOf(c), target, definition, localDay(c.now)),
    );
    return redirect(`${GROUPS}/${c.params.id}`, text(c.locale, "groups.saved"));
  },
  onRefusal: (c, refusal, errors, typed) => again(c, refusal, errors, typed),
});

function again(
  c: C<Id>,
  refusal: { readonly status: number; readonly code: string; readonly text: (locale: "vi" | "en") => string },
  errors: readonly FieldRefusal[],
  typed: Typed,
) {
  if (refusal.status === 404) throw refusal;
  // The findings stand on the page with their links: the summary says only that they are in the way.
  const shown =
    refusal.code === "group_unsound" || errors.length === 0 ? [{ field: "", message: refusal.text(c.locale) }] : errors;
  return showVersion(c, typed, shown);
}

const publish = route({
  ...write,
  path: `${GROUPS}/:id(^\\d+$)/cong-bo`,
  auditName: "interconnection.publish_group",
  schema: { params: id, query: none, body: z.object({ revision: integer(1, 2_000_000_000), from: plainDay() }) },
  handler: async (c) => {
    const input = { id: c.params.id, ...c.body };
    await c.execute("interconnection.publish_group", input, (tx, unit) =>
      publishGroup(tx, unit, keeperOf(c), input, { on: localDay(c.now), at: c.now }),
    );
    return redirect(`${GROUPS}/${c.params.id}`, text(c.locale, "groups.published"));
  },
  onRefusal: (c, refusal, errors, typed) => again(c, refusal, errors, typed),
});

const retire = route({
  ...write,
  path: `${GROUPS}/:id(^\\d+$)/ngung`,
  auditName: "interconnection.retire_group",
  schema: { params: id, query: none, body: z.object({ on: plainDay() }) },
  handler: async (c) => {
    const input = { id: c.params.id, on: c.body.on };
    await c.execute("interconnection.retire_group", input, (tx, unit) =>
      retireGroup(tx, unit, keeperOf(c), input, localDay(c.now)),
    );
    return redirect(`${GROUPS}/${c.params.id}`, text(c.locale, "groups.retired"));
  },
  onRefusal: (c, refusal, errors, typed) => again(c, refusal, errors, typed),
});

const discard = route({
  ...write,
  path: `${GROUPS}/:id(^\\d+$)/bo`,
  auditName: "interconnection.discard_group",
  schema: { params: id, query: none, body: none },
  handler: async (c) => {
    await c.execute("interconnection.discard_group", { id: c.params.id }, (tx, unit) =>
      discardGroup(tx, unit, keeperOf(c), c.params.id, localDay(c.now)),
    );
    return redirect(GROUPS, text(c.locale, "groups.discarded"));
  },
  onRefusal: (c, refusal, errors, typed) => again(c, refusal, errors, typed),
});

const withdraw = route({
  ...write,
  path: `${GROUPS}/:id(^\\d+$)/rut-lai`,
  auditName: "interconnection.withdraw_group",
  schema: { params: id, query: none, body: none },
  handler: async (c) => {
    await c.execute("interconnection.withdraw_group", { id: c.params.id }, (tx, unit) =>
      withdrawGroup(tx, unit, keeperOf(c), c.params.id, localDay(c.now)),
    );
    return redirect(`${GROUPS}/${c.params.id}`, text(c.locale, "groups.withdrawn"));
  },
  onRefusal: (c, refusal, errors, typed) => again(c, refusal, errors, typed),
});

export const groupPages: readonly Route[] = [list, shipped, begin, show, save, publish, retire, withdraw, discard];
