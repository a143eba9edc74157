import type { z } from "zod";
import { sql } from "kysely";
import type { LegalState } from "#core/workflow/dossier-state.ts";
import type { Tx } from "#platform/db/tx.ts";
import { sealedSetting } from "#platform/secrets/sealed-setting.store.ts";
import { NationalSettings } from "./national-settings.ts";
import type { Difference } from "./national-payload.rules.ts";

const setting = sealedSetting("exchange.national", NationalSettings);

/** What was set, also where the connection was taken away since. */
export const findNationalWords = setting.find;

/** How the national side is reached; undefined where it is not. */
export async function findNationalSettings(tx: Tx): Promise<NationalSettings | undefined> {
  const found = await setting.find(tx);
  return found?.connected === true ? found : undefined;
}

/** What is not said has the value that ships. */
export const saveNationalSettings = (tx: Tx, settings: z.input<typeof NationalSettings>, now: Date): Promise<void> =>
  setting.save(tx, NationalSettings.parse(settings), now);
export const nationalSecrets = setting.place;

/**
 * The agency's dossiers that the portal was to be told of. Those that it has taken or refused say so themselves: a task that is
 * done is forgotten after a month, what the portal has is not. The others still have a task.
 */
export async function listToldDossiers(tx: Tx, agencyId: number): Promise<readonly { code: string; state: LegalState }[]> {
  const { rows } = await sql<{ code: string; state: LegalState }>`
    select d.code, d.state from dossier d where d.agency_id = ${agencyId} and d.origin in ('local', 'taken_over') and d.state <> 'VOIDED'
      and (d.facts #> '{sync,national}' is not null
        or exists (select from task t where t.kind = 'exchange.national' and t.lane = d.id::text)) order by d.code`.execute(tx);
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
