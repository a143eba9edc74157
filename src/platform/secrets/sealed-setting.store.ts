import { sql } from "kysely";
import type { z } from "zod";
import type { Tx } from "../db/tx.ts";
import type { SealedPlace } from "./sealed-places.ts";
import { openSecret, sealSecret } from "./seal.ts";

/** A setting that holds secrets: stored as a whole as `{"sealed": …}`. */
export interface SealedSetting<T> {
  find(tx: Tx): Promise<T | undefined>;
  save(tx: Tx, value: T, now: Date): Promise<void>;
  readonly place: SealedPlace;
}

interface Stored {
  readonly sealed?: string;
}

/** The setting of this name; values from before it was sealed are read as they are. */
export function sealedSetting<S extends z.ZodType>(name: string, schema: S): SealedSetting<z.output<S>> {
  const about = `setting:${name}`;
  const read = async (tx: Tx): Promise<Stored | undefined> => {
    const { rows } = await sql<{ value: Stored }>`select value from setting where name = ${name}`.execute(tx);
    return rows[0]?.value;
  };
  return {
    find: async (tx) => {
      const stored = await read(tx);
      if (stored === undefined) return undefined;
      return schema.parse(stored.sealed === undefined ? stored : JSON.parse(openSecret(stored.sealed, about)));
    },
    save: async (tx, value, now) => {
      const sealed = JSON.stringify({ sealed: sealSecret(JSON.stringify(value), about) });
      await sql`
        insert into setting (name, value, changed_at) values (${name}, ${sealed}::jsonb, ${now})
        on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(tx);
    },
    place: {
      name: about,
      list: async (tx) => {
        const stored = await read(tx);
        if (stored === undefined) return [];
        // Whoever saved it meanwhile has sealed it.
        const save = async (on: Tx, sealed: string): Promise<void> => {
          await sql`update setting set value = ${JSON.stringify({ sealed })}::jsonb
            where name = ${name} and value = ${JSON.stringify(stored)}::jsonb`.execute(on);
        };
        return [{ about, stored: stored.sealed ?? JSON.stringify(stored), save }];
      },
    },
  };
}
