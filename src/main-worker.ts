import { loadConfig } from "#platform/config.ts";
import { createPool } from "#platform/db/connect.ts";
import { assertSafeDatabase } from "#platform/db/self-check.ts";
import { announceReady, runUntilStopped } from "#platform/lifecycle/process.ts";

const loaded = loadConfig(process.env);
if (!loaded.ok) throw new Error(loaded.error.map((e) => `${e.variable}: ${e.reason.en}`).join("; "));
const config = loaded.value;
if (config.databaseUrl === undefined) throw new Error("the worker needs DATABASE_URL; `motcua start` sets it");

const pool = createPool({ connectionString: config.databaseUrl, max: 3, applicationName: "motcua worker" });
await assertSafeDatabase(pool);
runUntilStopped(async () => {
  await pool.end();
});
announceReady("worker");
