import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type EpochMs, localDateOf } from "#core/instant.ts";
import { packageFolder } from "#platform/package-folder.ts";

const File = z.object({
  rules: z
    .array(
      z.strictObject({
        id: z.string(),
        from: z.iso.date(),
        /** The first day on which it holds no more. */
        until: z.iso.date().nullable(),
        cutoff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
        /** How long the beginning of a working day lasts, which is when what came after the cutoff is handed over. */
        startMinutes: z.int().min(0).max(480),
        source: z.string().min(1),
        verified: z.boolean(),
      }),
    )
    .min(1),
});
export type HandOverRule = z.output<typeof File>["rules"][number];

let rules: readonly HandOverRule[] | undefined;

/** By what rule a dossier of that moment is handed over: dated data; undefined before the first. */
export function handOverRuleOn(receivedAt: EpochMs): HandOverRule | undefined {
  rules ??= File.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/hand-over.json"), "utf8"))).rules;
  const on = localDateOf(receivedAt);
  return rules.find(({ from, until }) => from <= on && (until === null || on < until));
}
