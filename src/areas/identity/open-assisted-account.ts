import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { AssistedAccountInput } from "./assisted-account.ts";
import { hasCitizenAccount } from "./assisted-account.store.ts";
import { insertCitizenAccounts, insertCitizens, type NewCitizen } from "./citizen.store.ts";
import { citizenUsername } from "./citizen-sign-in.ts";
import { identityRefusal } from "./identity.errors.ts";

/** An account that was opened with help, as a seed or an import hands it in. */
export type AssistedDraft = NewCitizen & { readonly username?: string };

/** Opens accounts with help, many in two statements; each needs an agency and a recorded consent. Returns their ids. */
export async function openAssistedAccounts(tx: Tx, drafts: readonly AssistedDraft[]): Promise<readonly number[]> {
  for (const { openedBy, openingAgencyId, consentHow } of drafts) {
    const complete = openedBy !== "self" && typeof openingAgencyId === "number" && (consentHow ?? "").trim() !== "";
    if (!complete) throw identityRefusal("consent_missing", { field: "consentHow" });
  }
  const ids = await insertCitizenAccounts(
    tx,
    drafts.map(({ fullName }) => fullName),
    drafts.map(({ username }) => username ?? citizenUsername()),
  );
  await insertCitizens(tx, ids, drafts);
  return ids;
}

/**
 * Opens an account for a citizen who sits at the counter or with a support team. It has no password: the citizen signs in
 * with the electronic identity of the same number, and then it is theirs. Refuses a number that has an account.
 */
export async function openAssistedAccount(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly agencyId: number; readonly personId: number },
  input: AssistedAccountInput,
  now: Date,
): Promise<{ accountId: number }> {
  if (await hasCitizenAccount(tx, input.idNumber)) throw identityRefusal("citizen_has_account", { field: "idNumber" });
  const { fullName, idNumber, openedBy, consentHow } = input;
  const [accountId = 0] = await openAssistedAccounts(tx, [
    {
      kind: "person",
      fullName,
      idNumber,
      dateOfBirth: input.dateOfBirth ?? null,
      phone: input.phone ?? null,
      openedBy,
      consentHow,
      openingAgencyId: by.agencyId,
      openedByPersonId: by.personId,
      openedAt: now,
    },
  ]);
  unit.subject(`account:${accountId}`);
  unit.note({ openedBy });
  return { accountId };
}
