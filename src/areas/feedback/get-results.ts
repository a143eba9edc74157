import type { Tx } from "#platform/db/tx.ts";
import { listRemarks, listResults, type Remark, type ResultRow } from "./feedback.store.ts";
import type { By } from "./rating.ts";

/** Below so many ratings an officer's row shows none: whoever was served could be guessed. */
export const FEWEST_SHOWN = 3;
const MOST_REMARKS = 50;

export interface Results {
  readonly by: By;
  readonly from: string;
  readonly to: string;
  readonly rows: readonly ResultRow[];
  readonly total: Omit<ResultRow, "key" | "label">;
  readonly remarks: readonly Remark[];
}

export const countOf = ({ very, satisfied, not }: Pick<ResultRow, "very" | "satisfied" | "not">): number =>
  very + satisfied + not;

/** The share of those who were satisfied or very satisfied, in per cent; undefined without ratings. */
export function shareSatisfied(row: Pick<ResultRow, "very" | "satisfied" | "not">): number | undefined {
  const count = countOf(row);
  return count === 0 ? undefined : ((row.very + row.satisfied) / count) * 100;
}

/** Results of a period within the actor's rows. An officer sees their own counts alone, and no remark. */
export async function getResults(
  tx: Tx,
  query: { readonly by: By; readonly from: string; readonly to: string },
  ownPersonId?: number,
): Promise<Results> {
  const isOwn = ownPersonId !== undefined;
  const by = isOwn ? "officer" : query.by;
  const [rows, remarks] = await Promise.all([
    listResults(tx, by, query, ownPersonId),
    isOwn ? [] : listRemarks(tx, query, MOST_REMARKS),
  ]);
  const sum = (of: "very" | "satisfied" | "not" | "suspect"): number => rows.reduce((total, row) => total + row[of], 0);
  return {
    ...query,
    by,
    rows: by === "officer" ? rows.filter((row) => countOf(row) >= FEWEST_SHOWN) : rows,
    total: { very: sum("very"), satisfied: sum("satisfied"), not: sum("not"), suspect: sum("suspect") },
    remarks,
  };
}
