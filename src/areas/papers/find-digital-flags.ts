import type { Tx } from "#platform/db/tx.ts";
import { listCopies } from "./digital-copy.store.ts";
import { type DigitalFlags, digitalFlags } from "./digitisation.rules.ts";

/** What is reported of each component of a dossier, by its code (Circular 01/2023/TT-VPCP). */
export async function findDigitalFlags(tx: Tx, dossierId: number): Promise<(componentCode: string) => DigitalFlags> {
  const copies = await listCopies(tx, dossierId);
  return (componentCode) => digitalFlags(componentCode, copies);
}
