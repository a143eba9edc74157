import { sql } from "kysely";
import type { Role } from "#core/roles.ts";
import type { Tx } from "#platform/db/tx.ts";

/** One post that someone holds, in an agency that works by a process. */
export interface StaffRow {
  readonly assignmentId: number;
  readonly agencyId: number;
  readonly agencyName: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly unitKind: string;
  readonly role: Role;
  readonly personId: number;
  readonly name: string;
}

const nameOn = (unit: ReturnType<typeof sql>, on: string) => sql`coalesce((select n.full_name from unit_version n
  where n.unit_id = ${unit} and n.during @> ${on}::date limit 1), '')`;

/**
 * Who holds which post on a day in the owner of a process: in the agency, or in every agency of the province that has a
 * one-stop shop (those that receive by the process).
 */
export async function listProcessStaff(tx: Tx, ownerUnitId: number, on: string): Promise<readonly StaffRow[]> {
  const found = await sql<StaffRow>`
    with agency (id) as materialized (
      select distinct s.agency_id from unit s join unit_version k on k.unit_id = s.id and k.during @> ${on}::date and k.kind = 'one_stop_shop'
      where s.agency_id = ${ownerUnitId} or s.province_id = ${ownerUnitId}
      union select ${ownerUnitId} where exists (select from unit_version k where k.unit_id = ${ownerUnitId} and k.kind <> 'province')
    )
    select o.agency_id as "agencyId", ${nameOn(sql`o.agency_id`, on)} as "agencyName", o.unit_id as "unitId",
      ${nameOn(sql`o.unit_id`, on)} as "unitName", coalesce(k.kind, '') as "unitKind", o.role, g.id as "assignmentId", p.id as "personId", p.full_name as name
    from agency join post o on o.agency_id = agency.id and o.during @> ${on}::date
    join assignment g on g.post_id = o.id and g.during @> ${on}::date join person p on p.id = g.person_id
    left join unit_version k on k.unit_id = o.unit_id and k.during @> ${on}::date
    order by "agencyName", "unitName", p.full_name collate "und-x-icu", p.id`.execute(tx);
  return found.rows;
}
