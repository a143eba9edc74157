import { sql } from "kysely";
import { z } from "zod";
import type { LegalState } from "#core/workflow/dossier-state.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Difference } from "./national-payload.rules.ts";

const NAME = "exchange.national";

/** How the national portal is reached; absent where it is not. */
export const NationalSettings = z.object({
  url: z.url(),
  token: z.string(),
  /** The other side is the local peer that ships for trying out. */
  localPeer: z.boolean().default(false),
});
export type NationalSettings = z.output<typeof NationalSettings>;

export async function findNationalSettings(tx: Tx): Promise<NationalSettings | undefined> {
  const { rows } = await sql<{ value: unknown }>`select value from setting where name = ${NAME}`.execute(tx);
  return rows[0] === undefined ? undefined : NationalSettings.parse(rows[0].value);
}

export async function saveNationalSettings(tx: Tx, settings: NationalSettings, now: Date): Promise<void> {
  await sql`
    insert into setting (name, value, changed_at) values (${NAME}, ${JSON.stringify(settings)}::jsonb, ${now})
    on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(tx);
}

/** The agency's dossiers that the portal was to be told of: those whose synchronisation is done or still to do. */
export async function listToldDossiers(tx: Tx, agencyId: number): Promise<readonly { code: string; state: LegalState }[]> {
  const { rows } = await sql<{ code: string; state: LegalState }>`
    select d.code, d.state from dossier d where d.agency_id = ${agencyId} and d.origin = 'local' and d.state <> 'VOIDED'
      and exists (select from task t where t.kind = 'exchange.national' and t.lane = d.id::text) order by d.code`.execute(tx);
  return rows;
}

export interface Reconciliation {
  readonly id: number;
  readonly at: Date;
  readonly here: number;
  readonly there: number;
  readonly differing: readonly Difference[];
}

export async function insertReconciliation(
  tx: Tx,
  agencyId: number,
  key: string,
  found: Omit<Reconciliation, "id">,
): Promise<void> {
  await sql`
    insert into reconciliation (agency_id, key, at, here, there, differing)
    values (${agencyId}, ${key}, ${found.at}, ${found.here}, ${found.there}, ${JSON.stringify(found.differing)}::jsonb)
    on conflict (key) do nothing`.execute(tx);
}

export async function listReconciliations(tx: Tx, agencies: readonly number[]): Promise<readonly Reconciliation[]> {
  const { rows } = await sql<Reconciliation>`
    select id, at, here, there, differing from reconciliation where agency_id = any(${[...agencies]}::int[])
    order by at desc, id desc limit 60`.execute(tx);
  return rows;
}
