import { createPool } from "#platform/db/connect.ts";
import { operatorText } from "#platform/operator-texts.ts";
import { findSecretState, sealAll, type SecretState } from "#platform/secrets/sealed-places.ts";
import { allSealedPlaces } from "../areas.ts";
import type { CliIo } from "./command.ts";

const pool = (connectionString: string) => createPool({ connectionString, max: 1, applicationName: "motcua secrets" });

/** How the secrets of a database stand to the keys of this installation. */
export async function findStoredSecrets(appUrl: string): Promise<SecretState> {
  const on = pool(appUrl);
  try {
    return await findSecretState(on, allSealedPlaces);
  } finally {
    await on.end();
  }
}

/** Seals what is plain or under an older key, and says which secrets cannot be opened; the number of those sealed now. */
export async function sealSecrets(appUrl: string, io: CliIo): Promise<number> {
  const on = pool(appUrl);
  try {
    const sealed = await sealAll(on, allSealedPlaces);
    const { locked, unknownKeyIds } = await findSecretState(on, allSealedPlaces);
    if (locked > 0) {
      const { vi, en } = operatorText("secrets.not_all", { count: locked, ids: unknownKeyIds.join(", ") });
      io.stderr.write(`${vi}\n  ${en}\n`);
    }
    return sealed;
  } finally {
    await on.end();
  }
}
