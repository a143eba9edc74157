import type pg from "pg";
import { execute } from "../db/command.ts";
import { reading, type RowScope, type Tx } from "../db/tx.ts";
import { openSecret, sealedUnder, sealSecret, secretKeys } from "./seal.ts";

/** One stored secret, plain or sealed, and how to store it anew. */
export interface SealedRow {
  readonly about: string;
  readonly stored: string;
  save(tx: Tx, sealed: string): Promise<void>;
}

/** Where an area keeps secrets. */
export interface SealedPlace {
  readonly name: string;
  list(tx: Tx): Promise<readonly SealedRow[]>;
}

export interface SecretState {
  readonly sealed: number;
  /** From before there were keys, or put in by hand. */
  readonly plain: number;
  /** Keys that are used, known or not. */
  readonly keyIds: readonly string[];
  /** Keys that are used and that this installation does not have, and how many secrets are lost without them. */
  readonly unknownKeyIds: readonly string[];
  readonly locked: number;
}

/** Secrets of all agencies are looked at: an agency's scope would hide the others'. */
async function scopeOfAll(pool: pg.Pool): Promise<RowScope> {
  const { rows } = await pool.query<{ id: number }>("select id from unit");
  return { accountId: null, agencies: rows.map(({ id }) => id) };
}

async function listAll(tx: Tx, places: readonly SealedPlace[]): Promise<readonly SealedRow[]> {
  const rows: SealedRow[] = [];
  for (const place of places) rows.push(...(await place.list(tx)));
  return rows;
}

/** How the stored secrets stand to the keys of this installation. */
export async function findSecretState(pool: pg.Pool, places: readonly SealedPlace[]): Promise<SecretState> {
  const rows = await reading(pool, await scopeOfAll(pool), (tx) => listAll(tx, places));
  const used = rows.flatMap(({ stored }) => sealedUnder(stored) ?? []);
  const keyIds = [...new Set(used)].toSorted();
  const known = new Set(
    secretKeys()
      .list()
      .map(({ id }) => id),
  );
  return {
    sealed: used.length,
    plain: rows.length - used.length,
    keyIds,
    unknownKeyIds: keyIds.filter((id) => !known.has(id)),
    locked: used.filter((id) => !known.has(id)).length,
  };
}

/**
 * Seals every stored secret that is not yet under the newest key, in one transaction with its audit row; the number of
 * those. Secrets whose key is unknown stay as they are (`findSecretState` names the key).
 */
export async function sealAll(pool: pg.Pool, places: readonly SealedPlace[]): Promise<number> {
  const scope = await scopeOfAll(pool);
  const newest = secretKeys().list()[0]?.id;
  if (newest === undefined) return 0;
  const { unknownKeyIds } = await findSecretState(pool, places);
  const isStale = ({ stored }: SealedRow): boolean => {
    const under = sealedUnder(stored);
    return under !== newest && !(under !== undefined && unknownKeyIds.includes(under));
  };
  const stale = (await reading(pool, scope, (tx) => listAll(tx, places))).filter(isStale);
  if (stale.length === 0) return 0;
  const call = { name: "secrets.seal", scope, actorKey: "system", input: {}, agencyId: null };
  return execute(pool, call, async (tx, unit) => {
    const rows = (await listAll(tx, places)).filter(isStale);
    for (const row of rows) await row.save(tx, sealSecret(openSecret(row.stored, row.about), row.about));
    unit.note({ key: newest, secrets: rows.length });
    return rows.length;
  });
}
