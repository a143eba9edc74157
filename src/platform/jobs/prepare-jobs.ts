import { PgBoss } from "pg-boss";
import pg from "pg";
import type { JobDefinition } from "./job.ts";

/** A job of a killed worker is taken over after this long. */
const LEASE_SECONDS = 60;

const ALLOW_APP = `
  grant usage on schema pgboss to motcua_app;
  grant select, insert, update, delete on all tables in schema pgboss to motcua_app;
  grant usage on all sequences in schema pgboss to motcua_app;
  grant execute on all functions in schema pgboss to motcua_app;`;

/**
 * Creates the job tables, queues and schedules as the owner of the schema, and lets the application role use them. The
 * worker itself starts without the right to create anything.
 */
export async function prepareJobs(ownerUrl: string, jobs: readonly JobDefinition[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "motcua prepare jobs" });
  await client.connect();
  try {
    if (await isPrepared(client, jobs)) return;
    const boss = new PgBoss({ connectionString: ownerUrl, schedule: false, supervise: false });
    await boss.start();
    for (const job of jobs) {
      await boss.createQueue(job.queue, { policy: "singleton", expireInSeconds: LEASE_SECONDS, retryLimit: 3 });
      await boss.schedule(job.queue, job.cron, null, { tz: "Asia/Ho_Chi_Minh" });
    }
    await boss.stop({ graceful: false });
    await client.query(ALLOW_APP);
  } finally {
    await client.end();
  }
}

/** Every queue with its schedule is there already: the second start need not ask again. */
async function isPrepared(client: pg.Client, jobs: readonly JobDefinition[]): Promise<boolean> {
  const { rows: tables } = await client.query<{ there: boolean }>("select to_regclass('pgboss.schedule') is not null as there");
  if (tables[0]?.there !== true) return false;
  const { rows } = await client.query<{ name: string; cron: string }>("select name, cron from pgboss.schedule");
  return jobs.every((job) => rows.some((row) => row.name === job.queue && row.cron === job.cron));
}
