import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Notice } from "./notice.ts";
import type { QuietHours } from "./quiet-hours.rules.ts";

export type InboxRow = Pick<Notice, "id" | "dossierId" | "event" | "subject" | "body" | "urgent" | "createdAt" | "readAt">;

const COLUMNS = sql`id, dossier_id as "dossierId", event, subject, body, urgent, created_at as "createdAt", read_at as "readAt"`;

/** The account's own notices, unread ones first, then the newest. */
export async function listInbox(tx: Tx, accountId: number, limit: number, offset: number): Promise<readonly InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    select ${COLUMNS} from notice where account_id = ${accountId} and event <> 'digest'
    order by (read_at is not null), id desc limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}

export async function countUnread(tx: Tx, accountId: number): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from notice where account_id = ${accountId} and read_at is null and event <> 'digest'`.execute(
    tx,
  );
  return rows[0]?.unread ?? 0;
}

/** Marks the account's notices up to an id as read: that is when they were delivered. Returns how many. */
export async function markRead(tx: Tx, accountId: number, upTo: number, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update notice set read_at = ${now}, state = 'delivered', changed_at = ${now}
    where account_id = ${accountId} and read_at is null and id <= ${upTo}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** What a day's digest of the account is to say. */
export async function listForDigest(tx: Tx, accountId: number, day: string): Promise<readonly InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    select ${COLUMNS} from notice where account_id = ${accountId} and digest_on = ${day}::date and read_at is null order by id limit 200`.execute(
    tx,
  );
  return rows;
}

export interface Preference {
  readonly email: string | null;
  readonly digest: boolean;
  readonly push: boolean;
  readonly quiet: QuietHours;
}

export const USUAL_PREFERENCE: Preference = { email: null, digest: true, push: true, quiet: { from: 20 * 60, to: 6 * 60 } };

export async function findPreference(tx: Tx, accountId: number): Promise<Preference> {
  const { rows } = await sql<{ email: string | null; digest: boolean; push: boolean; from: number; to: number }>`
    select email, digest, push, quiet_from as "from", quiet_to as "to" from notice_preference where account_id = ${accountId}`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined
    ? USUAL_PREFERENCE
    : { email: row.email, digest: row.digest, push: row.push, quiet: { from: row.from, to: row.to } };
}

export async function savePreference(tx: Tx, accountId: number, { email, digest, push, quiet }: Preference): Promise<void> {
  await sql`
    insert into notice_preference (account_id, email, digest, push, quiet_from, quiet_to)
    values (${accountId}, ${email}, ${digest}, ${push}, ${quiet.from}, ${quiet.to})
    on conflict (account_id) do update set email = excluded.email, digest = excluded.digest, push = excluded.push,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`.execute(tx);
}
