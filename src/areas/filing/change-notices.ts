import { findCitizen } from "#identity";
import { type ContactInput, changeContact } from "#notices";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Filing, FilingContact } from "./filing.ts";
import { filingRefusal } from "./filing.errors.ts";
import { updateFiling } from "./filing.store.ts";
import { getFiling, type OpenFiling } from "./get-filing.ts";
import { plainValue, readFiling } from "./read-filing.ts";

const contactOf = ({ phone, email, locale, order }: ContactInput): FilingContact => ({
  phone: phone ?? null,
  email: email ?? null,
  locale,
  order,
});

/** What was chosen, else what the form says, else the account: kept with the filing when it is sent. */
export async function contactAtSending(tx: Tx, open: OpenFiling, now: Date): Promise<FilingContact> {
  const { filing } = open;
  if (filing.contact !== null) return filing.contact;
  const [read, citizen] = [readFiling(open, now), await findCitizen(tx, filing.accountId)];
  const said = (meaning: "owner.phone" | "owner.email"): string | null => {
    const value = read.ok ? plainValue(read.value.meanings[meaning]) : "";
    return value === "" ? null : value;
  };
  return {
    phone: said("owner.phone") ?? citizen?.phone ?? null,
    email: said("owner.email") ?? citizen?.email ?? null,
    locale: "vi",
    order: "phone_first",
  };
}

/** How the applicant is told of the dossier that a filing has become. */
export const tellDossier = (tx: Tx, unit: UnitOfWork, filing: Filing, dossierId: number, now: Date): Promise<null> | null => {
  const { contact } = filing;
  if (contact === null || (contact.phone === null && contact.email === null && contact.order !== "none")) return null;
  const input = { ...contact, phone: contact.phone ?? undefined, email: contact.email ?? undefined };
  return changeContact(tx, unit, filing.accountId, dossierId, input, now);
};

/**
 * The applicant chooses how to be told. Runs with the filing's agency in scope, since from the acceptance on the
 * choice stands with the dossier; refuses a filing that is not the account's own.
 */
export async function changeNotices(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: ContactInput & { readonly id: number },
  now: Date,
): Promise<null> {
  const { filing } = await getFiling(tx, input.id, true);
  if (filing.accountId !== accountId) throw filingRefusal("filing_not_found");
  const contact = contactOf(input);
  await updateFiling(tx, filing.id, { contact }, now);
  if (filing.dossierId !== null) await changeContact(tx, unit, accountId, filing.dossierId, input, now);
  unit.subject(`filing:${filing.id}`);
  return null;
}
