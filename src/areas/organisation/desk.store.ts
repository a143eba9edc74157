import { sql } from "kysely";
import type { Role } from "#core/roles.ts";
import type { Tx } from "#platform/db/tx.ts";

/** What an agency needs to receive dossiers at one of its units on a day. */
export interface Desk {
  readonly unitId: number;
  readonly unitName: string;
  readonly agencyId: number;
  readonly agencyName: string;
  readonly parentName: string | null;
  readonly agencyKind: string;
  readonly provinceId: number;
  /** Prefix of dossier codes, such as H55.242; null where the agency has none yet. */
  readonly codePrefix: string | null;
  readonly calendar: string;
  readonly timeZone: string;
  readonly week: readonly string[];
  readonly hours: readonly (readonly [string, string])[];
  /** Whether unit and agency existed on that day; a start that is not known does not count against it. */
  readonly existed: boolean;
}

/**
 * The desk at which a unit receives on a day (yyyy-MM-dd), in one statement; undefined for a unit that is not known.
 * Codes follow Decision 20/2020 (qd20), else QCVN 102, else the source's; the working time is that of the agency, else of
 * its province, else Monday to Friday, 07:30–11:30 and 13:00–17:00.
 */
export async function findDesk(tx: Tx, unitId: number, on: string): Promise<Desk | undefined> {
  const { rows } = await sql<Desk>`
    select u.id as "unitId", coalesce(here.full_name, any_here.full_name) as "unitName", u.agency_id as "agencyId",
      coalesce(agency.full_name, any_agency.full_name) as "agencyName", parent.full_name as "parentName",
      coalesce(agency.kind, any_agency.kind) as "agencyKind", coalesce(u.province_id, u.agency_id) as "provinceId",
      (select c.code from unit_code c where c.unit_id = u.agency_id and c.during @> ${on}::date
        order by array_position(array['qd20', 'qcvn102', 'source'], c.scheme) limit 1) as "codePrefix",
      coalesce(w.calendar, 'vn') as calendar, coalesce(w.time_zone, 'Asia/Ho_Chi_Minh') as "timeZone",
      coalesce(w.week, '{mon,tue,wed,thu,fri}') as week,
      coalesce(w.hours, '[["07:30","11:30"],["13:00","17:00"]]'::jsonb) as hours,
      here.unit_id is not null and agency.unit_id is not null as existed
    from unit u
    left join unit_version here on here.unit_id = u.id and here.during @> ${on}::date
    left join unit_version agency on agency.unit_id = u.agency_id and agency.during @> ${on}::date
    left join unit_version parent on parent.unit_id = agency.parent_id and parent.during @> ${on}::date
    left join lateral (select v.* from unit_version v where v.unit_id = u.id order by upper(v.during) desc nulls first limit 1) any_here on true
    left join lateral (select v.* from unit_version v where v.unit_id = u.agency_id order by upper(v.during) desc nulls first limit 1) any_agency on true
    left join lateral (
      select c.* from unit_calendar c where c.unit_id in (u.agency_id, u.province_id) and c.during @> ${on}::date
      order by (c.unit_id = u.agency_id) desc limit 1) w on true
    where u.id = ${unitId} and u.agency_id is not null`.execute(tx);
  return rows[0];
}

/** Someone who holds a post of an agency on a day. */
export interface PostHolder {
  readonly personId: number;
  readonly name: string;
  readonly role: Role;
  readonly title: string;
  readonly unitId: number;
  readonly unitName: string;
}

/** Who holds which post in an agency on a day (yyyy-MM-dd), by unit and name: those to whom a dossier can be given. */
export async function listPostHolders(tx: Tx, agencyId: number, on: string): Promise<readonly PostHolder[]> {
  const { rows } = await sql<PostHolder>`
    select a.person_id as "personId", p.full_name as name, o.role, o.title, o.unit_id as "unitId", coalesce(v.name, '') as "unitName"
    from post o
    join assignment a on a.post_id = o.id and a.during @> ${on}::date
    join person p on p.id = a.person_id
    left join unit_version v on v.unit_id = o.unit_id and v.during @> ${on}::date
    where o.agency_id = ${agencyId} and o.during @> ${on}::date
    order by v.name, p.search_key, a.person_id`.execute(tx);
  return rows;
}

/** The names of persons by id, for pages that show who has something. */
export async function findPersonNames(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("person").select(["id", "full_name"]).where("id", "=", sql<number>`any(${[...ids]}::bigint[])`).execute();
  return new Map(rows.map((row) => [row.id, row.full_name]));
}
