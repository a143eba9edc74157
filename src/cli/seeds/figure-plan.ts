import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";

const FOLDER = join(packageFolder, "db/reference/figures");
const count = z.int().min(0);

const placeFields = {
  code: z.string(),
  kind: z.enum(["province", "district", "commune"]),
  name: z.string(),
  fullName: z.string(),
  /** Statistics code, by which a later import of the administrative units knows the unit again. */
  gso: z.string().optional(),
  weight: z.number().positive().default(1),
  until: z.iso.date().nullable().optional(),
};
const commune = z.object(placeFields);
const district = z.object({ ...placeFields, children: z.array(commune).default([]) });
const province = z.object({ ...placeFields, children: z.array(district).default([]) });

/** A unit of the year of a figure, with what was under it. */
export interface Place extends z.output<typeof commune> {
  readonly children?: readonly Place[];
}

const historySchema = z.object({
  id: z.string(),
  place: z.string(),
  of: z.enum(["place", "children", "grandchildren"]),
  from: z.iso.date(),
  asOf: z.iso.date(),
  /** Whether `--scale` shrinks it. */
  scaled: z.boolean(),
  counts: z.object({ early: count, on_time: count, late: count, open: count }),
  /** What of it the source does not say. */
  synthetic: z.string(),
});
export type FigureHistory = z.output<typeof historySchema>;

const procedureSchema = z.object({
  code: z.string(),
  name: z.string(),
  field: z.string(),
  levels: z.array(z.enum(["province", "district", "commune"])),
  days: z.int().min(1),
  weight: z.number().positive(),
});
export type FigureProcedure = z.output<typeof procedureSchema>;

const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), "utf8"));

export const readPlaces = (): readonly Place[] => z.object({ places: z.array(province) }).parse(read("places.json")).places;

export const readHistories = () =>
  z.object({ procedures: z.array(procedureSchema), histories: z.array(historySchema) }).parse(read("histories.json"));

export const allPlaces = (places: readonly Place[]): readonly Place[] =>
  places.flatMap((place) => [place, ...allPlaces(place.children ?? [])]);

export function getPlace(places: readonly Place[], code: string): Place {
  const found = allPlaces(places).find((place) => place.code === code);
  if (found === undefined) throw new Error(`no place ${code} in places.json`);
  return found;
}

/** The places over which a history is spread. */
export function placesOf(places: readonly Place[], history: FigureHistory): readonly Place[] {
  const place = getPlace(places, history.place);
  const children = place.children ?? [];
  if (history.of === "place") return [place];
  return history.of === "children" ? children : children.flatMap((child) => child.children ?? []);
}

/** A whole number shared out by weight so that the parts add up to it: largest remainders first. */
export function shareOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
