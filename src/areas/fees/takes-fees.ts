import type { LegalState } from "#core/workflow/dossier-state.ts";
import { feeRefusal } from "./fees.errors.ts";

/** A dossier that was not taken, or was taken by mistake, owes nothing; an ended one may still be given money back. */
const WITHOUT_FEES: ReadonlySet<LegalState> = new Set<LegalState>(["INTAKE_REFUSED", "INTAKE_SUPPLEMENT", "VOIDED"]);

export function assertTakesFees(state: LegalState): void {
  if (WITHOUT_FEES.has(state)) throw feeRefusal("dossier_takes_no_fees");
}
