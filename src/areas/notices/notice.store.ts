import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Channel, Notice, NoticeDraft, NoticeState, Sending } from "./notice.ts";

const COLUMNS = sql`id, agency_id as "agencyId", dossier_id as "dossierId", key, event, audience, account_id as "accountId",
  recipient_name as "recipientName", locale, urgent, subject, body, short, state, created_at as "createdAt", changed_at as "changedAt",
  read_at as "readAt", phone, email, digest_on::text as "digestOn", valid_until as "validUntil"`;

/** Writes a notice and returns its id; undefined where it was written before. A member of staff has it in the inbox at once. */
export async function insertNotice(tx: Tx, notice: NoticeDraft, now: Date): Promise<number | undefined> {
  const inApp = notice.audience === "staff";
  const { rows } = await sql<{ id: number }>`
    insert into notice (agency_id, dossier_id, key, event, audience, account_id, recipient_name, locale, urgent, subject, body, short, state, created_at, changed_at, digest_on, phone, email, valid_until)
    values (${notice.agencyId}, ${notice.dossierId}, ${notice.key}, ${notice.event}, ${notice.audience}, ${notice.accountId}, ${notice.recipientName},
      ${notice.locale}, ${notice.urgent}, ${notice.subject}, ${notice.body}, ${notice.short}, ${inApp ? "sent" : "queued"}, ${now}, ${now}, ${notice.digestOn},
      ${notice.contact?.phone ?? null}, ${notice.contact?.email ?? null}, ${notice.validUntil ?? null})
    on conflict (key) do nothing returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id !== undefined && inApp)
    await upsertSending(tx, { id, agencyId: notice.agencyId }, { channel: "in_app", address: "", state: "sent" }, now);
  return id;
}

export async function findNotice(tx: Tx, id: number): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`select ${COLUMNS} from notice where id = ${id}`.execute(tx);
  return rows[0];
}

/** Whether the applicant was told of this since then. */
export async function wasTold(tx: Tx, dossierId: number, event: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select from notice where dossier_id = ${dossierId} and audience = 'citizen' and event = ${event} and created_at >= ${since} limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}

export interface Attempted {
  readonly channel: Channel;
  readonly address: string;
  readonly state: NoticeState;
  readonly providerRef?: string | undefined;
  readonly reason?: string | undefined;
}

/** Records what a channel has come to; a delivery that is known is never taken back. */
export async function upsertSending(
  tx: Tx,
  notice: { readonly id: number; readonly agencyId: number },
  attempt: Attempted,
  now: Date,
): Promise<number> {
  const at = (state: NoticeState): Date | null => (attempt.state === state ? now : null);
  const { rows } = await sql<{ id: number }>`
    insert into notice_sending as s (agency_id, notice_id, channel, address, state, provider_ref, reason, queued_at, sent_at, delivered_at, failed_at)
    values (${notice.agencyId}, ${notice.id}, ${attempt.channel}, ${attempt.address}, ${attempt.state}, ${attempt.providerRef ?? null}, ${attempt.reason ?? null},
      ${now}, ${at("sent")}, ${at("delivered")}, ${at("failed")})
    on conflict (notice_id, channel) do update set address = excluded.address,
      state = case when s.state = 'delivered' then s.state else excluded.state end, reason = excluded.reason,
      provider_ref = coalesce(excluded.provider_ref, s.provider_ref), sent_at = coalesce(excluded.sent_at, s.sent_at),
      delivered_at = coalesce(excluded.delivered_at, s.delivered_at), failed_at = coalesce(excluded.failed_at, s.failed_at)
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** The sending's own number, made before the provider is asked so that its receipt can name it. */
export async function reserveSending(
  tx: Tx,
  notice: { readonly id: number; readonly agencyId: number },
  channel: Channel,
  address: string,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notice_sending as s (agency_id, notice_id, channel, address, state, queued_at)
    values (${notice.agencyId}, ${notice.id}, ${channel}, ${address}, 'queued', ${now})
    on conflict (notice_id, channel) do update set address = excluded.address returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export interface SendingRef {
  readonly id: number;
  readonly noticeId: number;
  readonly channel: Channel;
  readonly address: string;
  readonly state: NoticeState;
}

export async function findSending(tx: Tx, id: number): Promise<SendingRef | undefined> {
  const { rows } = await sql<SendingRef>`
    select id, notice_id as "noticeId", channel, address, state from notice_sending where id = ${id}`.execute(tx);
  return rows[0];
}

/** Whether browsers were its first way. */
export async function wasPushed(tx: Tx, noticeId: number): Promise<boolean> {
  const { rows } = await sql`select from notice_sending where notice_id = ${noticeId} and channel = 'push'`.execute(tx);
  return rows.length > 0;
}

/** A notice that was delivered stays delivered. */
export async function setNoticeState(tx: Tx, id: number, state: NoticeState, now: Date): Promise<void> {
  await sql`update notice set state = ${state}, changed_at = ${now} where id = ${id} and state <> 'delivered'`.execute(tx);
}

export type NoticeWithSendings = Notice & { readonly sendings: readonly Sending[] };

const SENDINGS = sql`coalesce((select jsonb_agg(jsonb_build_object('channel', s.channel, 'address', s.address, 'state', s.state, 'reason', s.reason,
  'sentAt', s.sent_at, 'deliveredAt', s.delivered_at, 'failedAt', s.failed_at) order by s.id) from notice_sending s where s.notice_id = n.id), '[]') as sendings`;

const revive = (rows: readonly NoticeWithSendings[]): NoticeWithSendings[] =>
  rows.map((row) => ({
    ...row,
    sendings: row.sendings.map((sending) => ({
      ...sending,
      sentAt: dateOf(sending.sentAt),
      deliveredAt: dateOf(sending.deliveredAt),
      failedAt: dateOf(sending.failedAt),
    })),
  }));

/** JSON carries instants as texts. */
const dateOf = (value: Date | string | null): Date | null => (value === null ? null : new Date(value));

/** What the applicant of a dossier was told, the newest first. */
export async function listDossierNotices(tx: Tx, dossierId: number): Promise<readonly NoticeWithSendings[]> {
  const { rows } = await sql<NoticeWithSendings>`
    select ${COLUMNS}, ${SENDINGS} from notice n where n.dossier_id = ${dossierId} and n.audience = 'citizen' order by n.id desc limit 50`.execute(
    tx,
  );
  return revive(rows);
}

export interface NoticeFilter {
  readonly agencies: readonly number[];
  readonly state?: NoticeState | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Notices to applicants of these agencies, the newest first, with the code of their dossier. */
export async function listNotices(
  tx: Tx,
  filter: NoticeFilter,
): Promise<readonly (NoticeWithSendings & { readonly code: string })[]> {
  const { rows } = await sql<NoticeWithSendings & { code: string }>`
    select n.*, d.code from (select ${COLUMNS}, ${SENDINGS} from notice n
      where n.agency_id = any(${[...filter.agencies]}::int[]) and n.audience = 'citizen' and (${filter.state ?? null}::text is null or n.state = ${filter.state ?? null})
      order by n.id desc limit ${filter.limit} offset ${filter.offset}) n join dossier d on d.id = n."dossierId" order by n.id desc`.execute(
    tx,
  );
  return revive(rows) as (NoticeWithSendings & { code: string })[];
}

export type NoticeFigures = Readonly<Record<NoticeState, number>>;

export async function countNotices(tx: Tx, agencies: readonly number[], since: Date): Promise<NoticeFigures> {
  const { rows } = await sql<NoticeFigures>`
    select count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'sent' and changed_at >= ${since})::int as sent,
      count(*) filter (where state = 'delivered' and changed_at >= ${since})::int as delivered, count(*) filter (where state = 'failed')::int as failed, count(*) filter (where state = 'withdrawn' and changed_at >= ${since})::int as withdrawn
    from notice where agency_id = any(${[...agencies]}::int[]) and audience = 'citizen' and dossier_id is not null`.execute(tx);
  return rows[0] ?? { queued: 0, sent: 0, delivered: 0, failed: 0, withdrawn: 0 };
}

/** Dossiers whose applicant no channel reached and nobody has called yet: they wait in silence. */
export async function listUnreached(tx: Tx, agencies: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct n.dossier_id as id from notice n
    where n.agency_id = any(${[...agencies]}::int[]) and n.state = 'failed' and n.audience = 'citizen' and n.dossier_id is not null
      and exists (select from notice_sending s where s.notice_id = n.id and s.state = 'failed')`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Takes back what was not sent yet, by its keys: what it says is not true any more. */
export async function withdrawNotices(tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  await sql`
    update notice set state = 'withdrawn', changed_at = ${now} where key = any (${[...keys]}) and state = 'queued'`.execute(tx);
}

/** Forgets who was told of something that is over and has no dossier, and how they were reached. */
export async function forgetRecipients(tx: Tx, events: readonly string[], before: Date): Promise<void> {
  await sql`
    with over as (
      update notice set recipient_name = '–', phone = null, email = null, subject = '–', body = '–', short = '–'
      where event = any (${[...events]}) and dossier_id is null and phone is not null and valid_until < ${before} returning id
    )
    update notice_sending set address = '–' where notice_id in (select id from over)`.execute(tx);
}
