import type { Tx } from "#platform/db/tx.ts";
import { feeRefusal } from "./fees.errors.ts";
import { shippedSeries } from "./receipt-series.ts";
import { listSeries, lockSeries, type Series } from "./series.store.ts";

/** What an agency's receipts are issued under: one of its own series, or the shipped one without an end. */
export interface NextSeries {
  readonly form: string;
  readonly serial: string;
  /** The number that the book may not stay below. */
  readonly firstNumber: number;
}

const usable = ({ to, left }: Series, on: string): boolean => left > 0 && (to === null || on <= to);

/** The series of the next receipt, held until the commit. Refuses where the agency's own are used up or not in force (`series_exhausted`). */
export async function nextSeries(tx: Tx, agencyId: number, on: string): Promise<NextSeries> {
  const shipped = { ...shippedSeries(on), firstNumber: 1 };
  if (!(await lockSeries(tx, agencyId))) return shipped;
  const all = (await listSeries(tx, agencyId)).filter(({ from }) => from <= on);
  if (all.length === 0) return shipped;
  const series = all.find((one) => usable(one, on));
  if (series === undefined) throw feeRefusal("series_exhausted");
  return series;
}

/** How many receipts an agency may still issue on a day, and whether that is few; undefined where none of its own has begun. */
export async function receiptsLeft(
  tx: Tx,
  agencyId: number,
  on: string,
): Promise<{ readonly left: number; readonly few: boolean } | undefined> {
  const all = (await listSeries(tx, agencyId)).filter(({ from }) => from <= on);
  if (all.length === 0) return undefined;
  const open = all.filter((one) => usable(one, on));
  const left = open.reduce((sum, one) => sum + one.left, 0);
  return { left, few: left <= Math.max(0, ...open.map(({ warnBelow }) => warnBelow)) };
}
