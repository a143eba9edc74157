import { z } from "zod";
import { FEE_KINDS } from "#core/money/fee-rules.ts";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { endContentCode, insertContentCode } from "./content-code.store.ts";
import { feeRefusal } from "./fees.errors.ts";
import { endSeries, findHighestBegun, insertSeries } from "./series.store.ts";

const number = () => integer(1, 9_999_999);
const mark = () =>
  z
    .string({ error: "@field.required" })
    .trim()
    .regex(/^[A-Za-z0-9/.-]{1,20}$/, { error: "@field.required" });

export const ContentCodeInput = z.object({
  code: z
    .string({ error: "@field.required" })
    .trim()
    .regex(/^\d{4}$/, { error: "@field.number" }),
  name: requiredText(300),
  field: optional(requiredText(300)),
  kind: optional(choice(FEE_KINDS)),
  from: plainDay(),
  to: optional(plainDay()),
  source: requiredText(500),
  verified: optional(choice(["1"])),
});
export type ContentCodeInput = z.output<typeof ContentCodeInput>;

export const SeriesInput = z.object({
  form: mark(),
  serial: mark(),
  firstNumber: number(),
  lastNumber: number(),
  warnBelow: integer(0, 9_999_999),
  from: plainDay(),
  basis: requiredText(300),
});
export type SeriesInput = z.output<typeof SeriesInput>;

export const EndInput = z.object({ lastDay: plainDay() });

interface Keeper {
  readonly accountId: number;
  readonly name: string;
}

/** Adds a budget content for a period. Refusals: `period_reversed`, `code_field_incomplete`, `code_overlaps`. */
export async function addContentCode(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  input: ContentCodeInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const { to = null, field = null, kind = null, verified, ...rest } = input;
  if (to !== null && to < input.from) throw feeRefusal("period_reversed", { field: "to" });
  if ((field === null) !== (kind === null))
    throw feeRefusal("code_field_incomplete", { field: field === null ? "field" : "kind" });
  const draft = { ...rest, to, field, kind, verified: verified === "1" };
  const id = await insertContentCode(tx, draft, { ...by, at: now });
  if (id === undefined) throw feeRefusal("code_overlaps", { field: "from" });
  unit.subject(`fee_content_code:${id}`);
  unit.note({ code: input.code, from: input.from, to });
  return { id };
}

/** Ends a budget content by its last day. Refuses `code_not_open`. */
export async function closeContentCode(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  id: number,
  lastDay: string,
  now: Date,
): Promise<null> {
  if (!(await endContentCode(tx, id, lastDay, { ...by, at: now }))) throw feeRefusal("code_not_open", { field: "lastDay" });
  unit.subject(`fee_content_code:${id}`);
  unit.note({ lastDay });
  return null;
}

/**
 * Registers numbers of receipts for an agency; from then on it issues these alone. Refusals: `series_reversed`, `series_in_past`,
 * `series_overlaps`, and for numbers that would never be issued, since higher ones were or come first, `series_passed`.
 */
export async function addSeries(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper & { readonly agencyId: number },
  input: SeriesInput,
  now: Date,
): Promise<{ readonly id: number }> {
  if (input.lastNumber < input.firstNumber) throw feeRefusal("series_reversed", { field: "lastNumber" });
  if (input.from < localDateOf(now.getTime())) throw feeRefusal("series_in_past", { field: "from" });
  const draft = { ...input, agencyId: by.agencyId };
  const highest = await findHighestBegun(tx, draft);
  if (input.lastNumber <= highest)
    throw feeRefusal("series_passed", { field: "lastNumber", values: { highest: String(highest) } });
  const id = await insertSeries(tx, draft, { ...by, at: now });
  if (id === undefined) throw feeRefusal("series_overlaps", { field: "firstNumber" });
  unit.subject(`fee_receipt_series:${id}`);
  unit.note({ serial: input.serial, first: input.firstNumber, last: input.lastNumber });
  return { id };
}

/** Ends a series by its last day; what is left of it is issued no more. Refusals: `series_in_past`, `series_not_open`. */
export async function closeSeries(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper & { readonly agencyId: number },
  id: number,
  lastDay: string,
  now: Date,
): Promise<null> {
  if (lastDay < localDateOf(now.getTime())) throw feeRefusal("series_in_past", { field: "lastDay" });
  if (!(await endSeries(tx, { agencyId: by.agencyId, id }, lastDay, { name: by.name, at: now })))
    throw feeRefusal("series_not_open", { field: "lastDay" });
  unit.subject(`fee_receipt_series:${id}`);
  unit.note({ lastDay });
  return null;
}
