import type { Tx } from "#platform/db/tx.ts";
import { type EformVersion, findEform } from "./eform.store.ts";
import type { Filing } from "./filing.ts";
import { filingRefusal } from "./filing.errors.ts";
import { findFiling } from "./filing.store.ts";

export interface OpenFiling {
  readonly filing: Filing;
  readonly eform: EformVersion;
}

/** A filing with the form version that it is filled in on; refuses (404) what row-level security does not show. */
export async function getFiling(tx: Tx, id: number, lock = false): Promise<OpenFiling> {
  const filing = await findFiling(tx, id, lock);
  if (filing === undefined) throw filingRefusal("filing_not_found");
  const eform = await findEform(tx, filing.eformVersionId);
  if (eform === undefined) throw new Error(`filing ${id} has no form`);
  return { filing, eform };
}
