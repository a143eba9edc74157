import { PgBoss } from "pg-boss";
import type pg from "pg";
import type { JobContext, JobDefinition, JobReport } from "./job.ts";

export interface JobLog {
  done(queue: string, report: JobReport, ms: number): void;
  failed(queue: string, error: unknown): void;
}

/** Runs the declared jobs by their schedules until it is stopped; each is leased to one worker at a time. */
export async function runJobs(
  connectionString: string,
  pool: pg.Pool,
  jobs: readonly JobDefinition[],
  about: JobContext,
  log: JobLog,
): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString, max: 2, migrate: false, createSchema: false, application_name: "motcua jobs" });
  boss.on("error", (error) => log.failed("jobs", error));
  await boss.start();
  for (const job of jobs) {
    await boss.work(job.queue, { pollingIntervalSeconds: 5 }, async () => {
      const startedAt = performance.now();
      try {
        log.done(job.queue, await job.run(pool, new Date(), about), Math.round(performance.now() - startedAt));
      } catch (error) {
        log.failed(job.queue, error);
        throw error;
      }
    });
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) };
}
