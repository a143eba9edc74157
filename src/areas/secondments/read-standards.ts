import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import type { Standard } from "./standard.rules.ts";

const fileSchema = z.object({
  standards: z.array(
    z.object({
      id: z.string(),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
      source: z.string(),
      verified: z.boolean(),
      levels: z.array(z.string()),
      leastYears: z.int().min(0),
      leastMonths: z.int().min(0),
      mostMonths: z.int().min(1),
      reserves: z.int().min(0),
      meetingMonths: z.int().min(1),
    }),
  ),
});

let read: readonly Standard[] | undefined;

/** What is asked of people at one-stop shops by date, as kept in db/reference/secondments. */
export function readStandards(): readonly Standard[] {
  read ??= fileSchema.parse(
    JSON.parse(readFileSync(join(packageFolder, "db/reference/secondments/standards.json"), "utf8")),
  ).standards;
  return read;
}
