import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import { type Feature, FEATURES } from "./feature-names.rules.ts";

const factor = z.number().min(0).max(20);
const weightsSchema = z.strictObject({
  about: z.string(),
  /** How much a word counts by the part of the procedure that it stands in; k1 and b as in BM25. */
  document: z.strictObject({
    name: factor,
    field: factor,
    results: factor,
    components: factor,
    applicants: factor,
    agencies: factor,
    k1: factor,
    b: factor,
  }),
  question: z.strictObject({
    pair: factor,
    marked: factor,
    markedPair: factor,
    added: factor,
    other: factor,
    within: factor,
    typed: factor,
  }),
  /** What each feature of a candidate counts; some count against it. */
  rank: z.strictObject(
    Object.fromEntries(FEATURES.map((name) => [name, z.number().min(-20).max(20)])) as Record<Feature, z.ZodNumber>,
  ),
  decide: z.strictObject({
    /** Results within this distance of the best are asked back on. */
    near: factor,
    /** A best result that scores less is none. */
    least: factor,
    /** One that scores less is shown as doubtful. */
    sure: factor,
    /** What a result must score where the question has words that no procedure is about. */
    despite: factor,
  }),
});

export type SearchWeights = z.output<typeof weightsSchema>;

let weights: SearchWeights | undefined;

/** The weights of the search, those of question and rank learnt by bench/learn-search.ts; part of the build, so the same for every process. */
export const searchWeights = (): SearchWeights =>
  (weights ??= weightsSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/search/weights.json"), "utf8"))));
