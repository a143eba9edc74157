import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type EpochMs, localDateOf } from "#core/instant.ts";
import { packageFolder } from "#platform/package-folder.ts";

const File = z.strictObject({
  versions: z
    .array(
      z.strictObject({
        from: z.iso.date(),
        to: z.iso.date().nullable(),
        workingHours: z.int().min(1).max(80),
        source: z.string().min(1),
        verified: z.boolean(),
      }),
    )
    .min(1),
});

let versions: z.output<typeof File>["versions"] | undefined;

/** Within how many working hours what was filed online is to be answered: dated data, not a constant. */
export function intakeHoursOn(filedAt: EpochMs): number {
  versions ??= File.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/intake-term.json"), "utf8"))).versions;
  const on = localDateOf(filedAt);
  const held = versions.find((version) => version.from <= on && (version.to === null || on <= version.to)) ?? versions[0];
  return held?.workingHours ?? 0;
}
