import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";

const day = z.iso.date();

const file = z.strictObject({
  source: z.string().min(1),
  series: z.array(
    z.strictObject({
      form: z.string().min(1),
      mark: z.string().regex(/^[A-Z]{2}$/),
      from: day,
      to: day.nullable(),
      verified: z.boolean(),
    }),
  ),
});

let loaded: z.output<typeof file> | undefined;
const list = () =>
  (loaded ??= file.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/fees/receipt-series.json"), "utf8"))));

/**
 * Form and serial of the receipts of an agency that keeps no series of its own (yyyy-MM-dd): the mark, the year, "E" for electronic;
 * one book a year, without an end.
 */
export function shippedSeries(on: string): { readonly form: string; readonly serial: string } {
  const series = list().series.find((it) => it.from <= on && (it.to === null || on <= it.to));
  if (series === undefined) throw new Error(`no series of receipts is on file for ${on}`);
  return { form: series.form, serial: `${series.mark}-${on.slice(2, 4)}E` };
}
