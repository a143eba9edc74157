import type pg from "pg";
import type { FileFolder } from "../files/file-folder.ts";

/** Work that nobody waits for: an area declares it, the worker runs it, in one process at a time. */
export interface JobDefinition {
  /** Name of its queue, such as "dossiers.watch". */
  readonly queue: string;
  /** When it runs by itself (cron, Việt Nam time). */
  readonly cron: string;
  /** Must be safe to run twice: a job of a killed worker is run again. */
  readonly run: (pool: pg.Pool, now: Date, about: JobContext) => Promise<JobReport>;
}

/** Figures for the log; never personal data. */
export type JobReport = Readonly<Record<string, number>>;

/** What a job may need beside the database. */
export interface JobContext {
  /** Where people reach the product, for links. */
  readonly publicUrl: string;
  readonly files: FileFolder;
}
