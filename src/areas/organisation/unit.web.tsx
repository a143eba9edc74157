import { z } from "zod";
import { integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { formatDay, localDay } from "#platform/i18n/dates.ts";
import { hasRole } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { changeUnit } from "./change-unit.ts";
import { createUnit, CreateUnitInput } from "./create-unit.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { unitHref } from "./period-text.ts";
import { listPostsOn } from "./post.store.ts";
import { CalendarInput, ProfileForm, RolloutInput, setUnitCalendar, setUnitProfile, setUnitRollout } from "./set-unit-facts.ts";
import { text } from "./texts.ts";
import { PART_KINDS } from "./unit.ts";
import { findProfileOn } from "./unit-facts.store.ts";
import { UnitForms } from "./unit-forms.tsx";
import {
  findUnitOn,
  getUnitCalendar,
  listCodes,
  listNamesOn,
  listPath,
  listSuccessions,
  listVersions,
  searchUnits,
} from "./unit-query.store.ts";
import { UnitPage } from "./unit.page.tsx";

const params = z.object({ id: integer(1, 2_147_483_647) });
const MOST_BELOW = 200;

async function showUnit(
  c: RequestContext<unknown, unknown, unknown>,
  id: number,
  on: string,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const { locale } = c;
  const found = await c.read(async (tx) => {
    const [unit, names, path, versions, codes, successions, profile, calendar, posts, below] = await Promise.all([
      findUnitOn(tx, id, on),
      listNamesOn(tx, [id], on),
      listPath(tx, id, on),
      listVersions(tx, id),
      listCodes(tx, id),
      listSuccessions(tx, id),
      findProfileOn(tx, id, on),
      getUnitCalendar(tx, id, on),
      listPostsOn(tx, id, on),
      searchUnits(tx, { on, parentId: id, limit: MOST_BELOW }),
    ]);
    return { unit, names, path, versions, codes, successions, profile, calendar, posts, below };
  });
  const name = found.names.get(id);
  if (name === undefined) throw organisationRefusal("unit_not_found");
  const { unit, calendar } = found;
  const mayChange = unit !== undefined && c.actor !== undefined && hasRole(c.actor, "administrator");
  const breadcrumbs = [
    { label: text(locale, "tree.title"), href: `/to-chuc?on=${formatDay(on)}` },
    ...found.path.slice(0, -1).map((one) => ({ label: one.fullName, href: unitHref(one.id, on) })),
    { label: name },
  ];
  return page(
    c.shell(
      { title: name, breadcrumbs, errors },
      <UnitPage locale={locale} on={on} id={id} name={name} {...found}>
        {mayChange && (
          <UnitForms
            locale={locale}
            csrf={c.csrfToken}
            unit={unit}
            calendar={calendar}
            profile={found.profile}
            today={localDay(c.now)}
          />
        )}
      </UnitPage>,
    ),
  );
}

/** Where a command names a field of its own, the forms have another for it. */
const FORM_FIELD: Readonly<Record<string, string>> = { parentId: "from" };

const showRefused = (
  c: RequestContext<z.output<typeof params>, unknown, unknown>,
  _: unknown,
  errors: readonly FieldRefusal[],
): Promise<Reply> =>
  showUnit(
    c,
    c.params.id,
    localDay(c.now),
    errors.map((error) => ({ ...error, field: FORM_FIELD[error.field] ?? error.field })),
  );

const show = route({
  method: "GET",
  path: "/to-chuc/:id(^\\d+$)",
  roles: "signed-in",
  scope: "reference",
  auditName: "organisation.unit",
  rate: "page",
  schema: { params, query: z.object({ on: optional(plainDay()) }), body: z.object({}) },
  handler: (c) => showUnit(c, c.params.id, c.query.on ?? localDay(c.now)),
});

const addPart = route({
  method: "POST",
  path: "/to-chuc/:id(^\\d+$)/bo-phan",
  roles: ["administrator"],
  scope: "installation",
  auditName: "organisation.add_part",
  rate: "write",
  schema: {
    params,
    query: z.object({}),
    body: z.object({
      kind: z.enum(PART_KINDS),
      fullName: requiredText(300),
      from: plainDay(),
      basis: optional(requiredText(300)),
    }),
  },
  onRefusal: showRefused,
  handler: async (c) => {
    const input = CreateUnitInput.parse({ ...c.body, name: c.body.fullName, parentId: c.params.id });
    const made = await c.execute("organisation.create_unit", { ...input }, (tx, unit) => createUnit(tx, unit, input));
    return redirect(`/to-chuc/${made.id}`, text(c.locale, "unit.added", { name: c.body.fullName }));
  },
});

const rename = route({
  method: "POST",
  path: "/to-chuc/:id(^\\d+$)/ten",
  roles: ["administrator"],
  scope: "installation",
  auditName: "organisation.rename",
  rate: "write",
  schema: {
    params,
    query: z.object({}),
    body: z.object({ newName: requiredText(300), on: plainDay(), basis: optional(requiredText(300)) }),
  },
  onRefusal: showRefused,
  handler: async (c) => {
    const { newName, on, basis } = c.body;
    const input = { unitId: c.params.id, on, name: newName, fullName: newName, basis, parentId: undefined };
    await c.execute("organisation.change_unit", { ...input }, (tx, unit) => changeUnit(tx, unit, input));
    return redirect(unitHref(c.params.id, on), text(c.locale, "unit.renamed"));
  },
});

const setCalendar = route({
  method: "POST",
  path: "/to-chuc/:id(^\\d+$)/lich",
  roles: ["administrator"],
  scope: "installation",
  auditName: "organisation.set_calendar",
  rate: "write",
  schema: { params, query: z.object({}), body: CalendarInput.omit({ unitId: true }) },
  onRefusal: showRefused,
  handler: async (c) => {
    const input = { ...c.body, unitId: c.params.id };
    await c.execute("organisation.set_calendar", { ...input }, (tx, unit) => setUnitCalendar(tx, unit, input));
    return redirect(unitHref(c.params.id, c.body.from), text(c.locale, "unit.calendar_set"));
  },
});

const setProfile = route({
  method: "POST",
  path: "/to-chuc/:id(^\\d+$)/so-lieu",
  roles: ["administrator"],
  scope: "installation",
  auditName: "organisation.set_profile",
  rate: "write",
  schema: { params, query: z.object({}), body: ProfileForm },
  onRefusal: showRefused,
  handler: async (c) => {
    const input = { ...c.body, unitId: c.params.id };
    await c.execute("organisation.set_profile", { ...input }, (tx, unit) => setUnitProfile(tx, unit, input));
    return redirect(unitHref(c.params.id, c.body.from), text(c.locale, "unit.profile_set"));
  },
});

const setRollout = route({
  method: "POST",
  path: "/to-chuc/:id(^\\d+$)/trien-khai",
  roles: ["administrator"],
  scope: "installation",
  auditName: "organisation.set_rollout",
  rate: "write",
  schema: { params, query: z.object({}), body: RolloutInput.omit({ unitId: true }) },
  onRefusal: showRefused,
  handler: async (c) => {
    const input = { ...c.body, unitId: c.params.id };
    await c.execute("organisation.set_rollout", { ...input }, (tx, unit) => setUnitRollout(tx, unit, input));
    return redirect(unitHref(c.params.id, c.body.from), text(c.locale, "rollout.was_set"));
  },
});

export const unitPages = [show, addPart, rename, setProfile, setCalendar, setRollout];
