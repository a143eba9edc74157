import { findSession, useIdentityProvider } from "#identity";
import { makeDowntimeBanner } from "#notices";
import { loadConfig } from "#platform/config.ts";
import { createPool } from "#platform/db/connect.ts";
import { chooseDataFolder, prepareFilesFolder } from "#platform/db/embedded/data-folder.ts";
import { assertSafeDatabase } from "#platform/db/self-check.ts";
import { openFileFolder } from "#platform/files/file-folder.ts";
import { useVirusScanner } from "#platform/files/scan-for-viruses.ts";
import { buildServer } from "#platform/http/build-server.ts";
import { announceReady, runUntilStopped } from "#platform/lifecycle/process.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { loadSecretKeys } from "#platform/secrets/secret-keys.ts";
import { useTraining } from "#platform/training.ts";
import { allNavigation, allRoutes, findFrontPage } from "./areas.ts";
import { makeShells } from "./shell.tsx";

const loaded = loadConfig(process.env);
if (!loaded.ok) throw new Error(loaded.error.map((e) => `${e.variable}: ${e.reason.en}`).join("; "));
const config = loaded.value;
if (config.databaseUrl === undefined) throw new Error("the web process needs DATABASE_URL; `motcua start` sets it");

useIdentityProvider(config.identityProvider);
const pool = createPool({
  connectionString: config.databaseUrl,
  max: 12,
  pipeline: true,
  applicationName: "motcua web",
  // A new connection plans each statement of a page anew; nobody should wait for that after a quiet minute.
  idleTimeoutMs: 600_000,
});
const training = config.mode === "training";
await assertSafeDatabase(pool, training);
useTraining(training);
useVirusScanner(config.virusScanner);
useSecretKeys(loadSecretKeys(config, chooseDataFolder(config.dataFolder)));
const server = await buildServer({
  pool,
  files: openFileFolder(prepareFilesFolder(chooseDataFolder(config.dataFolder)).files),
  routes: allRoutes,
  findSession: (token, now) => findSession(pool, token, now),
  shells: makeShells(allNavigation, makeDowntimeBanner(pool)),
  publicUrl: config.publicUrl,
  findFrontPage: findFrontPage(pool),
  trustProxy: config.trustProxy,
  logLevel: config.logLevel,
});
runUntilStopped(async () => {
  await server.close();
  await pool.end();
});
await server.listen({ port: config.port, host: config.host });
announceReady(config.publicUrl);
