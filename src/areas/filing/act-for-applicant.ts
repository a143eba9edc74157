import { type Acting, actOnDossier, chooseDelivery, type Dossier, findDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { DELIVERIES, Filing } from "./filing.ts";
import { filingRefusal } from "./filing.errors.ts";
import { updateFiling } from "./filing.store.ts";
import { getFiling } from "./get-filing.ts";

/** How a dossier ends by its applicant: at once before anybody works on it, afterwards by a leader's consent (Decree 61/2018). */
export const withdrawalOf = ({ state, way }: Pick<Dossier, "state" | "way">): "withdraw" | "request_withdrawal" | undefined => {
  if (state === "ACCEPTED") return "withdraw";
  const open = state === "PROCESSING" || state === "SUPPLEMENT_WAIT" || state === "FINANCE_WAIT";
  return open && !way.withdrawalRequested ? "request_withdrawal" : undefined;
};

interface Own {
  readonly filing: Filing;
  readonly dossier: Dossier;
  readonly by: Acting;
}

/** The dossier that an own filing has become. Runs with the agency in scope; refuses what is not the account's own. */
async function getOwnDossier(tx: Tx, accountId: number, id: number): Promise<Own> {
  const { filing } = await getFiling(tx, id, true);
  if (filing.accountId !== accountId) throw filingRefusal("filing_not_found");
  const dossier = filing.dossierId === null ? undefined : await findDossier(tx, filing.dossierId);
  if (dossier === undefined) throw filingRefusal("dossier_takes_nothing");
  const by = { accountId, personId: null, name: filing.filerName, role: "citizen", unitId: dossier.unitId } as const;
  return { filing, dossier, by };
}

/** The applicant takes the dossier back after the acceptance, or asks for it where somebody works on it already. */
export async function withdrawDossier(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: { readonly id: number; readonly reason: string },
  now: Date,
): Promise<{ readonly state: string }> {
  const { dossier, by } = await getOwnDossier(tx, accountId, input.id);
  const action = withdrawalOf(dossier);
  if (action === undefined) throw filingRefusal("dossier_not_withdrawable");
  const actor = { personId: 0, posts: [{ role: "citizen", agencyId: dossier.agencyId, unitId: dossier.unitId }] } as const;
  const target = { dossierId: dossier.id, expectedSeq: dossier.seq };
  const { state } = await actOnDossier(tx, unit, actor, by, target, { action, reason: input.reason }, now);
  return { state };
}

/** The applicant chooses anew how the result comes, until it has gone out. */
export async function redirectResult(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: { readonly id: number; readonly delivery: (typeof DELIVERIES)[number] },
  now: Date,
): Promise<null> {
  const { filing, dossier, by } = await getOwnDossier(tx, accountId, input.id);
  await chooseDelivery(tx, unit, by, dossier.id, input.delivery, now);
  await updateFiling(tx, filing.id, { delivery: input.delivery }, now);
  return null;
}
