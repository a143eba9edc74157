import { z } from "zod";
import { choice, integer, optional, plainDay } from "#platform/input/fields.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { searchKey } from "#platform/input/text.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { CODE_SCHEMES, UNIT_KINDS, type UnitOn } from "./unit.ts";
import { findUnitOn, getUnitCalendar, listCodes, listSuccessions, searchUnits } from "./unit-query.store.ts";

const PlainDay = z.string().nullable();

const Unit = z.object({
  id: z.number(),
  kind: z.enum(UNIT_KINDS),
  name: z.string(),
  fullName: z.string(),
  code: z.string().nullable(),
  parentId: z.number().nullable(),
  agencyId: z.number().nullable(),
  provinceId: z.number().nullable(),
  from: PlainDay,
  until: PlainDay,
  startKnown: z.boolean(),
});

const unitJson = (unit: UnitOn): z.output<typeof Unit> => ({
  id: unit.id,
  kind: unit.kind,
  name: unit.name,
  fullName: unit.fullName,
  code: unit.code,
  parentId: unit.parentId,
  agencyId: unit.agencyId,
  provinceId: unit.provinceId,
  from: unit.from,
  until: unit.until,
  startKnown: unit.startKnown,
});

const list = route({
  method: "GET",
  path: "/api/v1/units",
  roles: "signed-in",
  scope: "reference",
  auditName: "units.list",
  keyScope: "organisation.read",
  rate: "api",
  summary: "Units that existed on a day, by name without diacritics or by code.",
  schema: {
    params: z.object({}),
    query: z.object({
      q: z.string().max(200).default(""),
      on: optional(plainDay()),
      kind: optional(choice(UNIT_KINDS)),
      parentId: optional(integer(1, 2_147_483_647)),
      limit: z.preprocess((value) => value ?? 50, integer(1, 500)),
      offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)),
    }),
    body: z.object({}),
    response: z.object({ on: z.string(), units: z.array(Unit), more: z.boolean() }),
  },
  handler: async (c) => {
    const { q, kind, parentId, limit, offset } = c.query;
    const on = c.query.on ?? localDay(c.now);
    const filter = {
      on,
      limit: limit + 1,
      offset,
      ...(q === "" ? {} : { searchKey: searchKey(q), code: q }),
      ...(kind === undefined ? {} : { kinds: [kind] }),
      ...(parentId === undefined ? {} : { parentId }),
    };
    const rows = await c.read((tx) => searchUnits(tx, filter));
    return json({ on, units: rows.slice(0, limit).map(unitJson), more: rows.length > limit });
  },
});

const one = route({
  method: "GET",
  path: "/api/v1/units/:id",
  roles: "signed-in",
  scope: "reference",
  auditName: "units.read",
  keyScope: "organisation.read",
  rate: "api",
  summary: "One unit as it stood on a day, with its codes, predecessors, successors and working time.",
  schema: {
    params: z.object({ id: integer(1, 2_147_483_647) }),
    query: z.object({ on: optional(plainDay()) }),
    body: z.object({}),
    response: Unit.extend({
      codes: z.array(z.object({ scheme: z.enum(CODE_SCHEMES), code: z.string(), from: PlainDay, until: PlainDay })),
      successions: z.array(
        z.object({
          unitId: z.number(),
          fullName: z.string(),
          direction: z.enum(["predecessor", "successor"]),
          happenedOn: z.string(),
          kind: z.string(),
        }),
      ),
      workingTime: z.object({
        calendar: z.string(),
        timeZone: z.string(),
        week: z.array(z.string()),
        hours: z.array(z.array(z.string())),
      }),
    }),
  },
  handler: async (c) => {
    const { id } = c.params;
    const on = c.query.on ?? localDay(c.now);
    const [unit, codes, successions, workingTime] = await c.read((tx) =>
      Promise.all([findUnitOn(tx, id, on), listCodes(tx, id), listSuccessions(tx, id), getUnitCalendar(tx, id, on)]),
    );
    if (unit === undefined) throw organisationRefusal("unit_not_found");
    const brief = successions.map(({ unitId, fullName, direction, happenedOn, kind }) => ({
      unitId,
      fullName,
      direction,
      happenedOn,
      kind,
    }));
    return json({ ...unitJson(unit), codes, successions: brief, workingTime });
  },
});

export const unitsApi = [list, one];
