import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { NoticeEvent, Wording } from "./notice.ts";

/** A wording of an agency, in force from a day on. */
export interface AgencyTemplate extends Wording {
  readonly id: number;
  readonly event: NoticeEvent;
  readonly locale: Locale;
  readonly validFrom: string;
  readonly by: string;
  readonly createdAt: Date;
}

/** The agency's wording on a day; undefined where it uses the one that ships. */
export async function findWording(
  tx: Tx,
  agencyId: number,
  event: NoticeEvent,
  locale: Locale,
  on: string,
): Promise<Wording | undefined> {
  const { rows } = await sql<Wording>`
    select subject, body, short from notice_template
    where agency_id = ${agencyId} and event = ${event} and locale = ${locale} and valid_from <= ${on}::date
    order by valid_from desc, id desc limit 1`.execute(tx);
  return rows[0];
}

export async function listTemplates(tx: Tx, agencyId: number): Promise<readonly AgencyTemplate[]> {
  const { rows } = await sql<AgencyTemplate>`
    select t.id, t.event, t.locale, t.valid_from::text as "validFrom", t.subject, t.body, t.short, p.full_name as by, t.created_at as "createdAt"
    from notice_template t join account a on a.id = t.account_id join person p on p.id = a.person_id
    where t.agency_id = ${agencyId} order by t.valid_from desc, t.id desc limit 500`.execute(tx);
  return rows;
}

export async function insertTemplate(
  tx: Tx,
  template: Wording & {
    readonly agencyId: number;
    readonly event: NoticeEvent;
    readonly locale: Locale;
    readonly validFrom: string;
    readonly accountId: number;
  },
): Promise<number> {
  const { agencyId, event, locale, validFrom, subject, body, short, accountId } = template;
  const { rows } = await sql<{ id: number }>`
    insert into notice_template (agency_id, event, locale, valid_from, subject, body, short, account_id)
    values (${agencyId}, ${event}, ${locale}, ${validFrom}::date, ${subject}, ${body}, ${short}, ${accountId}) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? 0;
}
