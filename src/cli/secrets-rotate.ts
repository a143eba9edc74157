import { parseArgs } from "node:util";
import { operatorText } from "#platform/operator-texts.ts";
import { secretKeys } from "#platform/secrets/seal.ts";
import { addKeyToFile, keepKeysInFile } from "#platform/secrets/secret-keys.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT } from "./command.ts";
import { findStoredSecrets, sealSecrets } from "./seal-secrets.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "secrets rotate",
  summary: "Seal stored secrets under a new key",
  usage: `
Usage: motcua secrets rotate [--drop-old] [--json]

  --drop-old   make no new key; forget those of the key file that no secret is sealed under
  --json       {"key", "sealed", "keyIds", "unknownKeyIds"}

Secrets of gateways, webhooks, the national portal and banks are stored sealed. With the key file of the data folder this
makes a new key and seals all of them under it; processes that run go on with it. Older keys stay in the file, for older
backups, until --drop-old. With MOTCUA_SECRET_KEY put the new key before the old one first ("new,old"), restart, then run
this. Ends with 1 where a secret cannot be opened. See docs/ops/secrets.md.`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const options = { "drop-old": { type: "boolean" }, json: { type: "boolean" } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const dropOld = values["drop-old"] === true;
  return withDatabase(io, async ({ config, database }) => {
    const fromFile = config.secretKeys === undefined;
    if (!fromFile && (dropOld || (config.secretKeys?.length ?? 0) < 2)) {
      const { vi, en } = operatorText("secrets.rotate_first");
      throw new CliRefusal(`${vi}\n  ${en}`, EXIT.usage);
    }
    if (fromFile && !dropOld) addKeyToFile(database.dataFolder);
    const sealed = await sealSecrets(database.appUrl, io);
    const { keyIds, unknownKeyIds } = await findStoredSecrets(database.appUrl);
    const newest = secretKeys().list()[0]?.id ?? "";
    if (fromFile && dropOld) keepKeysInFile(database.dataFolder, new Set([newest, ...keyIds]));
    io.stdout.write(
      values.json === true
        ? `${JSON.stringify({ key: newest, sealed, keyIds, unknownKeyIds })}\n`
        : `${sealed} secrets sealed under key ${newest}; keep a copy of the key apart from the backups\n`,
    );
    return unknownKeyIds.length > 0 ? EXIT.failed : EXIT.done;
  });
}
