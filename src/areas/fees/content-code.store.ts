import { sql } from "kysely";
import type { FeeKind } from "#core/money/fee-rules.ts";
import type { Tx } from "#platform/db/tx.ts";

/** A line of the State Treasury's list of budget contents, for a period. */
export interface ContentCode {
  readonly code: string;
  readonly name: string;
  readonly from: string;
  /** The last day; null: none is known. */
  readonly to: string | null;
  readonly verified: boolean;
  /** Whose fees are booked under it where the procedure does not say. */
  readonly field: string | null;
  readonly kind: FeeKind | null;
}

export interface KeptCode extends ContentCode {
  readonly id: number;
  readonly source: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

const COLUMNS = sql<KeptCode>`id, code, name, valid_from::text as "from", valid_to::text as "to", verified, field, kind, source,
  created_by as "createdBy", created_at as "createdAt", ended_by as "endedBy", ended_at as "endedAt"`;

/** The codes that pages keep, by code, the newest period first. */
export async function listContentCodes(tx: Tx): Promise<readonly KeptCode[]> {
  const { rows } = await sql<KeptCode>`select ${COLUMNS} from fee_content_code order by code, valid_from desc, id`.execute(tx);
  return rows;
}

interface Who {
  readonly accountId: number;
  readonly name: string;
  readonly at: Date;
}

/** Undefined where the code has a row for some of these days, or the field's fees another code. */
export async function insertContentCode(
  tx: Tx,
  draft: Omit<ContentCode, "to"> & { readonly to: string | null; readonly source: string },
  who: Who,
): Promise<number | undefined> {
  // Of two who keep a code for the same fees at once the second sees the first.
  await sql`select pg_advisory_xact_lock(hashtext('fee_content_code'))`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    insert into fee_content_code (code, name, field, kind, valid_from, valid_to, source, verified, created_at, created_by, account_id)
    select ${draft.code}::text, ${draft.name}::text, ${draft.field}::text, ${draft.kind}::text, ${draft.from}::date, ${draft.to}::date,
      ${draft.source}::text, ${draft.verified}::boolean, ${who.at}::timestamptz, ${who.name}::text, ${who.accountId}::bigint
    where not exists (select from fee_content_code o where o.field = ${draft.field} and o.kind = ${draft.kind}
      and daterange(o.valid_from, o.valid_to, '[]') && daterange(${draft.from}::date, ${draft.to}::date, '[]'))
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** Gives a row its last day; false where there is none, or where it began later or ends before. */
export async function endContentCode(tx: Tx, id: number, lastDay: string, who: Who): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update fee_content_code set valid_to = ${lastDay}, ended_at = ${who.at}, ended_by = ${who.name}
    where id = ${id} and valid_from <= ${lastDay}::date and coalesce(valid_to, 'infinity') >= ${lastDay}::date and ended_at is null`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
