import { sql } from "kysely";
import type { Parties } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import type { CitizenChannel, Contact } from "./notice.ts";

/** By message first, since most have a telephone and few read e-mail. */
export const DEFAULT_CHANNELS: readonly CitizenChannel[] = ["zalo", "sms", "email"];

/** What the applicant asked for, else what the papers say: the telephone first, by message, then e-mail. */
export async function findContact(tx: Tx, dossierId: number, parties: Parties): Promise<Contact> {
  const { rows } = await sql<Contact>`
    select phone, email, locale, channels from notice_contact where dossier_id = ${dossierId}`.execute(tx);
  if (rows[0] !== undefined) return rows[0];
  const phone = parties.submitter?.phone ?? parties.owner.phone ?? parties.authorised?.phone ?? null;
  const email = parties.submitter?.email ?? parties.owner.email ?? parties.authorised?.email ?? null;
  return { phone, email, locale: "vi", channels: DEFAULT_CHANNELS };
}

export async function saveContact(
  tx: Tx,
  dossier: { readonly id: number; readonly agencyId: number },
  contact: Contact,
  accountId: number | null,
  now: Date,
): Promise<void> {
  await sql`
    insert into notice_contact (dossier_id, agency_id, phone, email, locale, channels, changed_at, account_id)
    values (${dossier.id}, ${dossier.agencyId}, ${contact.phone}, ${contact.email}, ${contact.locale}, ${[...contact.channels]}::text[], ${now}, ${accountId})
    on conflict (dossier_id) do update set phone = excluded.phone, email = excluded.email, locale = excluded.locale,
      channels = excluded.channels, changed_at = excluded.changed_at, account_id = excluded.account_id`.execute(tx);
}
