import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ShipmentQuery, ShipmentRow, ShipmentView } from "./shipment-list.ts";

export interface ShipmentFilter extends Omit<ShipmentQuery, "page"> {
  readonly agencies: readonly number[];
  /** yyyy-MM-dd, for what is late. */
  readonly today: string;
  readonly lateAfterDays: number;
}

/** Shipments, and decided dossiers that are to go by post and did not yet, as one list. */
const rowsOf = (it: ShipmentFilter) => sql`
  select * from (
    select s.id::int as id, d.id::int as "dossierId", d.code, d.owner_name as "ownerName", s.slip_no as "slipNo", s.carrier, s.address,
      s.cod_vnd as "codVnd", s.postage_vnd as "postageVnd", s.expected_on::text as "expectedOn", s.handed_by as "handedBy",
      s.handed_at as "handedAt", s.state, s.ended_by as "endedBy", s.ended_at as "endedAt", s.received_by as "receivedBy", s.remark,
      s.proof_sha256 as "proofSha256", s.proof_name as "proofName", s.collected_vnd as "collectedVnd", s.remitted_vnd as "remittedVnd",
      case when s.state = 'handed' then coalesce(s.expected_on,
        (s.handed_at at time zone 'Asia/Ho_Chi_Minh')::date + ${it.lateAfterDays}::int)::text end as "lateAfter", s.handed_at as at
    from shipment s join dossier d on d.id = s.dossier_id
    where s.agency_id = any (${[...it.agencies]}::int[])
    union all
    select null, d.id::int, d.code, d.owner_name, null, null, coalesce(d.parties -> 'owner' ->> 'address', ''), 0, 0, null, null, null,
      'to_send', null, null, null, null, null, null, null, 0, null, coalesce(d.ended_at, d.last_event_at)
    from dossier d
    where d.agency_id = any (${[...it.agencies]}::int[]) and d.state = 'DECIDED' and d.attributes ->> 'delivery' = 'post'
      and not exists (select from shipment s where s.dossier_id = d.id and s.state <> 'came_back')
  ) listed
  where ${viewOf(it.view, it.today)}
    and (${it.q ?? null}::text is null or upper("slipNo") = upper(${it.q ?? null}::text) or upper(code) = upper(${it.q ?? null}::text))
    and (${it.carrier ?? null}::text is null or carrier = ${it.carrier ?? null}::text)
    and (${it.from ?? null}::date is null or (at at time zone 'Asia/Ho_Chi_Minh')::date >= ${it.from ?? null}::date)
    and (${it.to ?? null}::date is null or (at at time zone 'Asia/Ho_Chi_Minh')::date <= ${it.to ?? null}::date)`;

function viewOf(view: ShipmentView | undefined, today: string) {
  if (view === undefined) return sql`true`;
  if (view === "late") return sql`state = 'handed' and "lateAfter" < ${today}::text`;
  if (view === "owed") return sql`coalesce("collectedVnd", 0) > "remittedVnd"`;
  return sql`state = ${view}`;
}

const ORDER = {
  newest: sql`at desc, "dossierId" desc, id desc nulls last`,
  oldest: sql`at, "dossierId", id nulls first`,
  expected: sql`"lateAfter" nulls last, at, "dossierId", id`,
} as const;

export async function listShipmentRows(
  tx: Tx,
  it: ShipmentFilter,
  paging: { readonly offset: number; readonly limit: number },
): Promise<readonly ShipmentRow[]> {
  const { rows } = await sql<ShipmentRow>`${rowsOf(it)}
    order by ${ORDER[it.sort]} limit ${paging.limit} offset ${paging.offset}`.execute(tx);
  return rows;
}

/** How many there are in each view of the same filter. */
export async function countShipmentRows(
  tx: Tx,
  it: ShipmentFilter,
): Promise<{ readonly [view in ShipmentView | "all"]: number }> {
  const views = (["to_send", "handed", "late", "delivered", "came_back", "owed"] as const).map(
    (view) => sql`count(*) filter (where ${viewOf(view, it.today)})::int as ${sql.ref(view)}`,
  );
  const { rows } = await sql<{ [view in ShipmentView | "all"]: number }>`
    select count(*)::int as "all", ${sql.join(views)} from (${rowsOf({ ...it, view: undefined })}) counted`.execute(tx);
  return rows[0] ?? { all: 0, to_send: 0, handed: 0, late: 0, delivered: 0, came_back: 0, owed: 0 };
}

/** Whom the agencies have given something to, for the filter and the forms. */
export async function listCarriers(tx: Tx, agencies: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ carrier: string }>`select distinct carrier from shipment
    where agency_id = any (${[...agencies]}::int[]) order by carrier`.execute(tx);
  return rows.map(({ carrier }) => carrier);
}

/** What one agency gave to one carrier on one day (yyyy-MM-dd), in the order in which it was entered. */
export async function listHandedOn(
  tx: Tx,
  wanted: { readonly agencyId: number; readonly carrier: string; readonly day: string },
): Promise<readonly ShipmentRow[]> {
  const it = { agencies: [wanted.agencyId], today: wanted.day, lateAfterDays: 1, carrier: wanted.carrier } as const;
  const { rows } =
    await sql<ShipmentRow>`${rowsOf({ ...it, from: wanted.day, to: wanted.day, view: undefined, q: undefined, sort: "oldest" })}
    and id is not null order by id`.execute(tx);
  return rows;
}
