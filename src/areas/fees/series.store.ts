import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Numbers of receipts that an agency registered, with the last that was issued. */
export interface Series {
  readonly id: number;
  readonly agencyId: number;
  readonly form: string;
  readonly serial: string;
  readonly firstNumber: number;
  readonly lastNumber: number;
  readonly warnBelow: number;
  readonly from: string;
  readonly to: string | null;
  readonly basis: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  /** How many numbers are left. */
  readonly left: number;
}

const SERIES = sql<Series>`s.id, s.agency_id as "agencyId", s.form, s.serial, s.first_number as "firstNumber", s.last_number as "lastNumber",
  s.warn_below as "warnBelow", s.valid_from::text as "from", s.valid_to::text as "to", s.basis, s.created_by as "createdBy",
  s.created_at as "createdAt", s.ended_by as "endedBy", s.ended_at as "endedAt",
  s.last_number - least(s.last_number, greatest(coalesce(b.last_number, 0), s.first_number - 1)) as "left"`;
const WITH_BOOK = sql`fee_receipt_series s left join fee_receipt_book b
  on b.agency_id = s.agency_id and b.form = s.form and b.serial = s.serial`;

/** The series of an agency in the order in which they are used. */
export async function listSeries(tx: Tx, agencyId: number): Promise<readonly Series[]> {
  const { rows } = await sql<Series>`select ${SERIES} from ${WITH_BOOK} where s.agency_id = ${agencyId}
    order by s.valid_from, s.first_number, s.id`.execute(tx);
  return rows;
}

/** Holds an agency's series until the commit, so that two who issue at once come one after the other; false where it keeps none. */
export async function lockSeries(tx: Tx, agencyId: number): Promise<boolean> {
  const { rows } =
    await sql`select s.id from fee_receipt_series s where s.agency_id = ${agencyId} order by s.id for update`.execute(tx);
  return rows.length > 0;
}

/** The highest number of a form and serial that was issued, or begins a registered series: numbers only rise. 0: none. */
export async function findHighestBegun(
  tx: Tx,
  { agencyId, form, serial }: Pick<Series, "agencyId" | "form" | "serial">,
): Promise<number> {
  const { rows } = await sql<{ highest: number }>`select greatest(
      coalesce((select b.last_number from fee_receipt_book b where b.agency_id = ${agencyId} and b.form = ${form} and b.serial = ${serial}), 0),
      coalesce((select max(s.first_number) from fee_receipt_series s
        where s.agency_id = ${agencyId} and s.form = ${form} and s.serial = ${serial}), 0)) as highest`.execute(tx);
  return rows[0]?.highest ?? 0;
}

/** Undefined where some of these numbers of the form and serial are registered already. */
export async function insertSeries(
  tx: Tx,
  draft: Pick<Series, "agencyId" | "form" | "serial" | "firstNumber" | "lastNumber" | "warnBelow" | "from" | "basis">,
  who: { readonly accountId: number; readonly name: string; readonly at: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into fee_receipt_series (agency_id, form, serial, first_number, last_number, warn_below, valid_from, basis, created_at, created_by, account_id)
    values (${draft.agencyId}, ${draft.form}, ${draft.serial}, ${draft.firstNumber}, ${draft.lastNumber}, ${draft.warnBelow}, ${draft.from},
      ${draft.basis}, ${who.at}, ${who.name}, ${who.accountId})
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** Gives a series its last day; false where there is none of the agency, where it began later or ended before. */
export async function endSeries(
  tx: Tx,
  of: { readonly agencyId: number; readonly id: number },
  lastDay: string,
  who: { readonly name: string; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update fee_receipt_series set valid_to = ${lastDay}, ended_at = ${who.at}, ended_by = ${who.name}
    where id = ${of.id} and agency_id = ${of.agencyId} and valid_from <= ${lastDay}::date and ended_at is null`.execute(tx);
  return numAffectedRows === 1n;
}
