import { type CountedDue, type Dossier, explainDue, findDossier, runsHere } from "#dossiers";
import { findAccount, findPaymentCode, type PaymentCode } from "#fees";
import { findPushOffer, type PushOffer } from "#notices";
import { reading, type Tx } from "#platform/db/tx.ts";
import type { Visitor } from "#platform/guesses/find-guessed.ts";
import type { TrackedDossier } from "./portal.store.ts";

/** What the holder of the secret may know beside the history: how the date was counted, and what is to be paid. */
export interface TrackedMore {
  readonly due: CountedDue | undefined;
  readonly owedVnd: number;
  readonly code: PaymentCode | undefined;
  /** The office has an account into which one may pay. */
  readonly takesTransfers: boolean;
  /** How this browser can be told; undefined where the installation sends no push notices. */
  readonly push: PushOffer | undefined;
}

/**
 * Reads in the name of the dossier's own agency, after the secret has opened the dossier: the days and the fee are the
 * applicant's to know; nothing else of the row is handed on.
 */
export function loadMore({ pool, now }: Visitor, { id, agencyId }: TrackedDossier): Promise<TrackedMore> {
  return reading(pool, { accountId: null, agencies: [agencyId] }, async (tx) => {
    const [due, dossier, code, account, push] = await Promise.all([
      explainDue(tx, id, now),
      findDossier(tx, id),
      findPaymentCode(tx, id),
      findAccount(tx, agencyId),
      findPushOffer(tx, { dossier: { id, agencyId } }),
    ]);
    const here = dossier !== undefined && runsHere(dossier);
    return { due, owedVnd: owedOf(dossier), code, takesTransfers: account !== undefined, push: here ? push : undefined };
  });
}

const owedOf = (dossier: Dossier | undefined): number => {
  const { owedBefore = 0, owedAfter = 0 } = dossier?.facts.payment ?? {};
  return owedBefore + owedAfter;
};

/** What a dossier owes now; read in the name of its agency. */
export const owedOn = async (tx: Tx, dossierId: number): Promise<number> => owedOf(await findDossier(tx, dossierId));
