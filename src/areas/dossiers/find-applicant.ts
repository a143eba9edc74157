import type { Tx } from "#platform/db/tx.ts";
import { phoneToE164 } from "#platform/input/fields.ts";
import { type EarlierDossier, listEarlierDossiers } from "./applicant.store.ts";
import { dossierRefusal } from "./dossier.errors.ts";

/** What a clerk types or scans to find someone: an identity number, the text of a card's QR code, or a telephone number. */
function readSought(typed: string): { readonly idNumber: string } | { readonly phone: string } | undefined {
  const [first = ""] = typed.split("|");
  const bare = first.replace(/[\s.]/g, "");
  if (/^\d{12}$/.test(bare)) return { idNumber: bare };
  const phone = phoneToE164(typed);
  return phone === undefined ? undefined : { phone };
}

/**
 * The newest dossiers of an applicant of this office, the newest first. Refuses `applicant_not_named` for what is neither an
 * identity nor a telephone number, and `applicant_unknown` for who has not been here.
 */
export async function findApplicant(tx: Tx, typed: string): Promise<readonly [EarlierDossier, ...EarlierDossier[]]> {
  const sought = readSought(typed);
  if (sought === undefined) throw dossierRefusal("applicant_not_named", { field: "find" });
  const [newest, ...others] = await listEarlierDossiers(tx, sought);
  if (newest === undefined) throw dossierRefusal("applicant_unknown", { field: "find" });
  return [newest, ...others];
}
