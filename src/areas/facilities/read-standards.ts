import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import { ITEM_KINDS } from "./facility.ts";
import type { Standard } from "./standard.rules.ts";

const fileSchema = z.object({
  standards: z.array(
    z.object({
      id: z.string(),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
      source: z.string(),
      verified: z.boolean(),
      requires: z.array(z.object({ kind: z.enum(ITEM_KINDS), least: z.int().min(1) })).min(1),
    }),
  ),
});

let read: readonly Standard[] | undefined;

/** The standards of a modern one-stop shop by date, as kept in db/reference/facilities. */
export function readStandards(): readonly Standard[] {
  read ??= fileSchema.parse(
    JSON.parse(readFileSync(join(packageFolder, "db/reference/facilities/standards.json"), "utf8")),
  ).standards;
  return read;
}
