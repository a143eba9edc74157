import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import { DIMENSIONS, MEASURES, type Measure } from "#reports";

const measure = z.enum(MEASURES as unknown as readonly [Measure, ...Measure[]]);

/** How firmly a source states a figure. `not_reported`: it tells of the thing and gives no number. */
const QUALIFIERS = ["exact", "over", "nearly", "almost_all", "basically", "not_reported"] as const;

const figureSchema = z.object({
  id: z.string(),
  row: z.string(),
  source: z.string(),
  text: z.object({ vi: z.string(), en: z.string() }),
  /** As the source prints it; null where it gives no number. */
  value: z.number().nullable(),
  unit: z.string(),
  qualifier: z.enum(QUALIFIERS),
  asOf: z.string().optional(),
  scope: z.string().optional(),
  /** Decimals to which the source prints it. */
  decimals: z.int().min(0).default(0),
  /** Whether it shrinks with the scale of the seed. */
  scaled: z.boolean().default(false),
  /** The cell of form II.06a that it is; absent while the product cannot compute it. */
  measure: z
    .object({
      unit: z.string(),
      by: z.enum(DIMENSIONS),
      /** The row; null: the total. */
      key: z.string().nullable(),
      from: z.iso.date().nullable(),
      to: z.iso.date(),
      numerator: z.array(measure).min(1),
      denominator: z.array(measure).min(1).optional(),
      /** Where the source speaks of a month: over how many months the numerator is spread. */
      months: z.int().min(1).optional(),
    })
    .optional(),
  /** Where it counts units by how far a system has come: below which unit, on which day. */
  rollout: z.object({ unit: z.string(), on: z.iso.date(), state: z.enum(["live", "planned"]) }).optional(),
  /** Where it is the time that a group of interconnected procedures took, or that its parts took each for itself. */
  bundles: z
    .object({ unit: z.string(), group: z.string(), from: z.iso.date(), to: z.iso.date(), days: z.enum(["separate", "actual"]) })
    .optional(),
  /** Where it counts accounts of citizens that were opened with help: below which unit, until which day. */
  accounts: z.object({ unit: z.string(), to: z.iso.date() }).optional(),
  /** Where it counts what stands in halls and offices: what, below which unit, as of which day. */
  count: z
    .object({
      what: z.enum(["counters", "boards", "modern_shops", "kiosks", "sites", "teams"]),
      unit: z.string(),
      to: z.iso.date(),
    })
    .optional(),
  /** Where it is the share of those who were satisfied: below which unit, over which days. */
  satisfaction: z.object({ unit: z.string(), from: z.iso.date(), to: z.iso.date() }).optional(),
  /** Where it is a fact of a unit's profile on a day. */
  profile: z
    .object({ unit: z.string(), fact: z.enum(["areaHectares", "households", "people", "hamlets"]), on: z.iso.date() })
    .optional(),
  /** Where it is what came in for fees and charges, less what went back: below which unit, from which day until today. */
  fees: z.object({ unit: z.string(), from: z.iso.date() }).optional(),
  /** Where it counts the units that post procedures: the unit itself and those of these kinds below it, on a day. */
  boards: z.object({ unit: z.string(), kinds: z.array(z.enum(["district", "commune"])).min(1), to: z.iso.date() }).optional(),
});
export type SourceFigure = z.output<typeof figureSchema>;

const fileSchema = z.object({ sources: z.record(z.string(), z.string()), figures: z.array(figureSchema) });

/** Every figure of the five source reports, in their order. */
export const readSourceFigures = () =>
  fileSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/figures/source-figures.json"), "utf8")));

/** "Nearly" is below, by a fiftieth at most; "almost all" and "basically" are nineteen of twenty. */
const NEARLY = 0.98;
const ALMOST_ALL = 95;
/** A scaled count is a sum of rounded parts, each of which may be half a dossier off. */
const PARTS = 4;

/** Whether a computed value is what the source says, in the sense of its qualifier. */
export function isMatch(
  { qualifier, decimals, scaled, unit }: SourceFigure,
  stated: number,
  value: number,
  scale: number,
): boolean {
  const shrinks = scaled && unit !== "%";
  const expected = shrinks ? stated * scale : stated;
  switch (qualifier) {
    case "exact":
      return shrinks && scale < 1
        ? Math.abs(value - expected) <= PARTS / 2
        : value.toFixed(decimals) === expected.toFixed(decimals);
    case "over":
      return value > expected;
    case "nearly":
      return value < expected && value >= expected * NEARLY;
    case "almost_all":
    case "basically":
      return value >= ALMOST_ALL;
    case "not_reported":
      return true;
  }
}
