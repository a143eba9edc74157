import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FEE_KINDS, type FeeKind } from "#core/money/fee-rules.ts";
import { packageFolder } from "#platform/package-folder.ts";

const day = z.iso.date();

const file = z.strictObject({
  source: z.string().min(1),
  codes: z.array(
    z.strictObject({
      code: z.string().regex(/^\d{4}$/),
      name: z.string().min(1),
      from: day,
      to: day.nullable(),
      verified: z.boolean(),
    }),
  ),
  /** What the fees of a field of administration are booked under, where the procedure does not say. */
  fields: z.array(z.strictObject({ field: z.string(), kind: z.enum(FEE_KINDS), code: z.string() })),
});

/** A line of the State Treasury's list of budget contents, for a period. */
export type ContentCode = z.output<typeof file>["codes"][number];

let loaded: z.output<typeof file> | undefined;
const list = () =>
  (loaded ??= file.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/fees/content-codes.json"), "utf8"))));

/** The budget content of this code on a day (yyyy-MM-dd), or undefined where the list does not have it. */
export const contentCodeOf = (code: string | null, on: string): ContentCode | undefined =>
  list().codes.find((it) => it.code === code && it.from <= on && (it.to === null || on <= it.to));

/** The budget code of a field's fees or charges, where one is on file. */
export const codeForField = (field: string, kind: FeeKind): string | undefined =>
  list().fields.find((it) => it.field === field && it.kind === kind)?.code;
