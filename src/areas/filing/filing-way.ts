import type { Tx } from "#platform/db/tx.ts";
import type { FilingWay } from "#procedures";
import { findEformOf, findPlace } from "./eform.store.ts";

/** Where a procedure is filed, as the office laid down; here only while its form can be filled in. */
export async function findFilingWay(tx: Tx, procedureCode: string): Promise<FilingWay | undefined> {
  const [place, eform] = await Promise.all([findPlace(tx, procedureCode), findEformOf(tx, procedureCode, "published")]);
  if (place === undefined) return undefined;
  return { place: place.place === "here" && eform !== undefined ? "here" : "national", reason: place.reason };
}
