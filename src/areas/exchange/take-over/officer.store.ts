import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** An account as the import of officers compares it. */
export interface KnownOfficer {
  readonly accountId: number;
  readonly personId: number;
  readonly username: string;
  readonly name: string;
  readonly disabled: boolean;
  /** Its number in the system that is asked about; null where it did not come from there. */
  readonly sourceId: string | null;
}

/** The staff accounts that the numbers of a system or these usernames lead to. */
export async function findKnownOfficers(
  tx: Tx,
  system: string,
  sourceIds: readonly string[],
  usernames: readonly string[],
): Promise<readonly KnownOfficer[]> {
  const { rows } = await sql<KnownOfficer>`
    select a.id as "accountId", p.id as "personId", a.username, p.full_name as name, a.disabled_at is not null as disabled,
      s.source_id as "sourceId"
    from account a join person p on p.id = a.person_id
    left join officer_source s on s.account_id = a.id and s.system = ${system}
    where a.kind = 'staff' and (s.source_id = any(${[...sourceIds]}::text[]) or a.username = any(${[...usernames]}::text[]))
    order by a.id`.execute(tx);
  return rows;
}

/** Who came from a system, still has a post below these units (all where null) and may sign in, by username. */
export async function listOfficersFrom(
  tx: Tx,
  system: string,
  on: string,
  units: readonly number[] | null,
): Promise<readonly { readonly username: string; readonly sourceId: string }[]> {
  const { rows } = await sql<{ username: string; sourceId: string }>`
    select a.username, s.source_id as "sourceId" from officer_source s join account a on a.id = s.account_id
    where s.system = ${system} and a.disabled_at is null and exists (
      select from assignment g join post o on o.id = g.post_id where g.person_id = a.person_id and g.during @> ${on}::date
        and (${units === null ? null : [...units]}::int[] is null or o.unit_id = any(${units === null ? null : [...units]}::int[])))
    order by a.username`.execute(tx);
  return rows;
}

export async function linkOfficer(tx: Tx, system: string, sourceId: string, accountId: number): Promise<void> {
  await sql`insert into officer_source (system, source_id, account_id) values (${system}, ${sourceId}, ${accountId})`.execute(tx);
}

/** The persons behind numbers of a system and behind usernames, as a list of dossiers names its officers. */
export async function findOfficerPersons(tx: Tx, system: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; personId: number }>`
    select t.name, coalesce(
      (select a.person_id from officer_source s join account a on a.id = s.account_id where s.system = ${system} and s.source_id = t.name),
      (select a.person_id from account a where a.kind = 'staff' and a.username = lower(split_part(t.name, '@', 1)))) as "personId"
    from unnest(${[...names]}::text[]) t (name)`.execute(tx);
  return new Map(rows.flatMap(({ name, personId }) => (personId === null ? [] : [[name, Number(personId)] as const])));
}
