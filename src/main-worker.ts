import { constants, getPriority, setPriority } from "node:os";
import { loadConfig } from "#platform/config.ts";
import { createPool } from "#platform/db/connect.ts";
import { chooseDataFolder, prepareFilesFolder } from "#platform/db/embedded/data-folder.ts";
import { assertSafeDatabase } from "#platform/db/self-check.ts";
import { openFileFolder } from "#platform/files/file-folder.ts";
import { runJobs } from "#platform/jobs/run-jobs.ts";
import { plainReason, runTasks } from "#platform/jobs/run-tasks.ts";
import { announceReady, runUntilStopped } from "#platform/lifecycle/process.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { loadSecretKeys } from "#platform/secrets/secret-keys.ts";
import { followedHere, useTraining } from "#platform/training.ts";
import { allJobs, allTasks } from "./areas.ts";

const loaded = loadConfig(process.env);
if (!loaded.ok) throw new Error(loaded.error.map((e) => `${e.variable}: ${e.reason.en}`).join("; "));
const config = loaded.value;
if (config.databaseUrl === undefined) throw new Error("the worker needs DATABASE_URL; `motcua start` sets it");

const write = (level: "info" | "error", line: Readonly<Record<string, unknown>>): void => {
  const quiet = config.logLevel === "silent" || (level === "info" && config.logLevel !== "info" && config.logLevel !== "debug");
  if (!quiet) process.stdout.write(`${JSON.stringify({ level, time: Date.now(), process: "worker", ...line })}\n`);
};

// Where the processor is short, whoever stands at a counter goes first. Who was started lower may not be raised.
const { PRIORITY_BELOW_NORMAL } = constants.priority;
if (getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL);

const pool = createPool({ connectionString: config.databaseUrl, max: 5, pipeline: true, applicationName: "motcua worker" });
const training = config.mode === "training";
await assertSafeDatabase(pool, training);
useTraining(training);
useSecretKeys(loadSecretKeys(config, chooseDataFolder(config.dataFolder)));
const files = openFileFolder(prepareFilesFolder(chooseDataFolder(config.dataFolder)).files);
const jobs = await runJobs(
  config.databaseUrl,
  pool,
  allJobs,
  { files, publicUrl: config.publicUrl },
  {
    done: (queue, report, ms) => write("info", { msg: "job done", queue, ms, ...report }),
    failed: (queue, error) =>
      write("error", { msg: "job failed", queue, reason: error instanceof Error ? error.message : String(error) }),
  },
);
const tasks = runTasks({
  pool,
  definitions: followedHere(allTasks),
  publicUrl: config.publicUrl,
  log: {
    done: (kind, outcome, ms) => write("info", { msg: "task ended", kind, outcome, ms }),
    failed: (kind, error) => write("error", { msg: "task failed", kind, reason: plainReason(error) }),
  },
});
runUntilStopped(async () => {
  await Promise.all([jobs.stop(), tasks.stop()]);
  await pool.end();
});
announceReady("worker");
