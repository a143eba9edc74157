import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Condition, Item, ItemInput, ItemKind, Place } from "./facility.ts";

/** One-stop shops and reception points that stand on a day, in the agencies that the transaction sees. */
export async function listPlaces(tx: Tx, on: string): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select v.unit_id as "unitId", u.agency_id as "agencyId", coalesce(a.full_name, v.full_name) as "agencyName", v.full_name as name
    from unit_version v join unit u on u.id = v.unit_id
    left join unit_version a on a.unit_id = u.agency_id and a.during @> ${on}::date
    where v.kind in ('one_stop_shop', 'reception_point') and v.during @> ${on}::date
      and u.agency_id = any ((select app_agencies())::int[])
    order by u.agency_id, v.unit_id`.execute(tx);
  return rows;
}

/** What stands in places on a day, with the fault that is open now. */
export async function listItems(tx: Tx, units: readonly number[], on: string): Promise<readonly Item[]> {
  const { rows } = await sql<Item>`
    select i.id, i.unit_id as "unitId", i.kind, i.name, i.quantity, i.asset_code as "assetCode", i.condition,
      i.since::text as since, f.what as fault, f.reported_at as "faultAt"
    from facility_item i left join facility_fault f on f.item_id = i.id and f.fixed_at is null
    where i.unit_id = any (${[...units]}::int[]) and i.since <= ${on}::date and (i.removed_on is null or i.removed_on > ${on}::date)
    order by i.unit_id, array_position('{counter,computer,printer,scanner,camera,ticket_machine,kiosk,display,writing_desk,waiting_seats}'::text[], i.kind), i.id`.execute(
    tx,
  );
  return rows;
}

export interface HeldItem {
  readonly id: number;
  readonly unitId: number;
  readonly agencyId: number;
  readonly kind: ItemKind;
  readonly condition: Condition;
  readonly isFaulty: boolean;
}

/** The item under lock: of two who report the same fault one comes second. */
export async function findItem(tx: Tx, unitId: number, id: number): Promise<HeldItem | undefined> {
  const { rows } = await sql<HeldItem>`
    select i.id, i.unit_id as "unitId", i.agency_id as "agencyId", i.kind, i.condition,
      exists (select from facility_fault f where f.item_id = i.id and f.fixed_at is null) as "isFaulty"
    from facility_item i where i.id = ${id} and i.unit_id = ${unitId} and i.removed_on is null for update of i`.execute(tx);
  return rows[0];
}

/** False where the asset code belongs to another item of the agency. */
export async function insertItem(tx: Tx, place: Place, input: ItemInput): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into facility_item (agency_id, unit_id, kind, name, quantity, asset_code, condition, since)
    values (${place.agencyId}, ${place.unitId}, ${input.kind}, ${input.name}, ${input.quantity}, ${input.assetCode ?? null},
      ${input.condition}, ${input.since}::date)
    on conflict (agency_id, asset_code) where asset_code is not null and removed_on is null do nothing
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function insertFault(
  tx: Tx,
  item: HeldItem,
  fault: { readonly what: string; readonly accountId: number | null },
  now: Date,
): Promise<void> {
  await sql`
    with broken as (update facility_item set condition = 'broken' where id = ${item.id} returning id, agency_id)
    insert into facility_fault (agency_id, item_id, what, reported_at, reported_by)
    select agency_id, id, ${fault.what}, ${now.toISOString()}, ${fault.accountId}::bigint from broken`.execute(tx);
}

export async function fixFault(tx: Tx, item: HeldItem, how: string, now: Date): Promise<void> {
  await sql`
    with fixed as (
      update facility_fault set fixed_at = ${now.toISOString()}, fixed_how = ${how}
      where item_id = ${item.id} and fixed_at is null returning item_id
    )
    update facility_item set condition = 'worn' where id in (select item_id from fixed)`.execute(tx);
}

export async function removeItem(tx: Tx, item: HeldItem, why: string, on: string): Promise<void> {
  await sql`
    update facility_item set removed_on = greatest(since, ${on}::date), removed_why = ${why} where id = ${item.id}`.execute(tx);
}
