import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FEE_KINDS, type FeeKind } from "#core/money/fee-rules.ts";
import { remembered } from "#platform/db/remembered.ts";
import type { Tx } from "#platform/db/tx.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { type ContentCode, listContentCodes } from "./content-code.store.ts";

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

let loaded: z.output<typeof file> | undefined;

/** The list as shipped, with its source. */
export const shippedCodes = (): z.output<typeof file> =>
  (loaded ??= file.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/fees/content-codes.json"), "utf8"))));

const holds = ({ from, to }: Pick<ContentCode, "from" | "to">, on: string): boolean => from <= on && (to === null || on <= to);

/** The codes of budget contents: those that a page keeps before those that were shipped. */
export interface ContentCodes {
  /** The name of a code on a day (yyyy-MM-dd), or undefined where no list has it. */
  readonly nameOf: (code: string | null, on: string) => string | undefined;
  /** The code of a field's fees or charges on a day, where one is on file. */
  readonly forField: (field: string, kind: FeeKind, on: string) => string | undefined;
}

/** Read with the transaction's own eyes, and remembered until a page changes them. */
export async function contentCodes(tx: Tx): Promise<ContentCodes> {
  const kept = await remembered(tx, "fees.content_codes", () => listContentCodes(tx));
  const shipped = shippedCodes();
  return {
    nameOf: (code, on) =>
      (kept.find((it) => it.code === code && holds(it, on)) ?? shipped.codes.find((it) => it.code === code && holds(it, on)))
        ?.name,
    forField: (field, kind, on) =>
      (
        kept.find((it) => it.field === field && it.kind === kind && holds(it, on)) ??
        shipped.fields.find((it) => it.field === field && it.kind === kind)
      )?.code,
  };
}
