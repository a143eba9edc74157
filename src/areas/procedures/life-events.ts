import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import { isProcedureCode } from "./procedure.ts";

const both = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });

const step = z.strictObject({
  /** Only whoever this fits has to take the step; absent: everybody. */
  when: both.optional(),
  title: both,
  text: both,
  within: both.optional(),
  basis: z.string().optional(),
  procedure: z.string().refine(isProcedureCode),
});
export type LifeStep = z.output<typeof step>;

const event = z.strictObject({
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: both,
  lead: both,
  source: z.string().min(1),
  verified: z.boolean(),
  steps: z.array(step).min(1),
});
/** An event in life and the procedures that it brings, in order. */
export type LifeEvent = z.output<typeof event>;

const fileSchema = z.strictObject({ about: z.string(), events: z.array(event) });

let events: readonly LifeEvent[] | undefined;

/** The guides that ship with the product (`db/reference/life-events.json`), each with its source. */
export const lifeEvents = (): readonly LifeEvent[] =>
  (events ??= fileSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/life-events.json"), "utf8"))).events);
