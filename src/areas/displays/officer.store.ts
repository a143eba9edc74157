import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export interface Officer {
  readonly personId: number;
  readonly name: string;
  /** The duty, as the post says it. */
  readonly post: string;
  readonly photo: { readonly sha256: string; readonly kind: "jpg" | "png" } | null;
}

const HALL_ROLES = ["receiving_officer", "one_stop_head"];

/** Those who may sit at the counters of an agency on a day, with their photographs. */
export async function listOfficers(tx: Tx, agencyId: number, on: string): Promise<readonly Officer[]> {
  const { rows } = await sql<Officer>`
    select distinct on (p.id) p.id as "personId", p.full_name as name, o.title as post,
      case when f.person_id is not null then jsonb_build_object('sha256', f.sha256, 'kind', f.kind) end as photo
    from post o join assignment a on a.post_id = o.id and a.during @> ${on}::date join person p on p.id = a.person_id
    left join officer_photo f on f.agency_id = ${agencyId} and f.person_id = p.id
    where o.agency_id = ${agencyId} and o.during @> ${on}::date and o.role = any (${HALL_ROLES})
    order by p.id, array_position(${HALL_ROLES}::text[], o.role)`.execute(tx);
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
}

export async function keepPhoto(
  tx: Tx,
  at: { readonly agencyId: number; readonly personId: number },
  photo: { readonly sha256: string; readonly kind: "jpg" | "png" },
  now: Date,
): Promise<void> {
  await sql`
    insert into officer_photo (agency_id, person_id, sha256, kind, kept_at)
    values (${at.agencyId}, ${at.personId}, ${photo.sha256}, ${photo.kind}, ${now.toISOString()}::timestamptz)
    on conflict (agency_id, person_id) do update set sha256 = excluded.sha256, kind = excluded.kind, kept_at = excluded.kept_at`.execute(
    tx,
  );
}

export async function removePhoto(tx: Tx, agencyId: number, personId: number): Promise<void> {
  await sql`delete from officer_photo where agency_id = ${agencyId} and person_id = ${personId}`.execute(tx);
}
