import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { saveDelivery } from "./delivery-choice.store.ts";
import type { Acting, Dossier, DossierAttributes } from "./dossier.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import { findDossier } from "./dossier.store.ts";
import { text } from "./texts.ts";

/** States in which the result is still to be handed out. */
const COMING: ReadonlySet<Dossier["state"]> = new Set(["ACCEPTED", "PROCESSING", "SUPPLEMENT_WAIT", "FINANCE_WAIT", "DECIDED"]);

/** Whether the applicant may still choose how the result comes: it has not gone out. */
export const takesDeliveryChoice = ({ state, facts }: Pick<Dossier, "state" | "facts">): boolean =>
  COMING.has(state) && facts.delivery === "none";

/**
 * The applicant chooses how the result comes (Decree 61/2018 article 20), as long as it is here. Refuses a dossier outside the
 * transaction's agencies (`dossier_not_found`) and one whose result has gone out (`result_under_way`).
 */
export async function chooseDelivery(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  dossierId: number,
  delivery: NonNullable<DossierAttributes["delivery"]>,
  now: Date,
): Promise<null> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  if (!takesDeliveryChoice(dossier)) throw dossierRefusal("result_under_way");
  if (dossier.attributes.delivery === delivery) return null;
  await saveDelivery(tx, dossier, by, delivery, `${text("vi", "delivery")}: ${text("vi", `delivery.${delivery}`)}`, now);
  unit.subject(`dossier:${dossierId}`);
  unit.emit("dossier.noted", String(dossierId), { code: dossier.code, seq: dossier.seq + 1 });
  return null;
}
