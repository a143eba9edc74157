// A worker that takes a task, says so, and never comes back from it; tests kill it. Arguments: connection, kind, lease in seconds.
import { createPool } from "#platform/db/connect.ts";
import { runTasks } from "#platform/jobs/run-tasks.ts";

const [connectionString = "", kind = "", leaseSeconds = "2"] = process.argv.slice(2);
const pool = createPool({ connectionString, max: 3, applicationName: "motcua test worker" });
runTasks({
  pool,
  publicUrl: "http://localhost",
  leaseSeconds: Number(leaseSeconds),
  log: { done: () => {}, failed: (_, error) => process.stderr.write(`${String(error)}\n`) },
  definitions: [
    {
      kind,
      retryAfterSeconds: [0],
      run: (task) => {
        process.stdout.write(`${task.key}\n`);
        return new Promise(() => {});
      },
    },
  ],
});
