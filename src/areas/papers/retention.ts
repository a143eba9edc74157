import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";

const schema = z.object({
  source: z.string(),
  verified: z.boolean(),
  from: z.iso.date(),
  classes: z
    .array(
      z.object({
        code: z.string(),
        vi: z.string(),
        en: z.string(),
        /** null: for ever. */
        years: z.int().min(1).nullable(),
        /** Fields of procedures that fall under it. */
        fields: z.array(z.string()),
      }),
    )
    .min(1),
});

export type Retention = z.output<typeof schema>;
export type RetentionClass = Retention["classes"][number];

let known: Retention | undefined;

/** The classes of retention as shipped: dated data with its source, not verified until somebody has read the tables. */
export function retention(): Retention {
  known ??= schema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/papers/retention.json"), "utf8")));
  return known;
}

/** What the data propose for a field of procedures: its class, else the last, which is the shortest. */
export const proposedClass = ({ classes }: Retention, field: string): RetentionClass | undefined =>
  classes.find(({ fields }) => fields.includes(field)) ?? classes.at(-1);
