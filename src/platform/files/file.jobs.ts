import { inTransaction, NO_ROWS, reading } from "../db/tx.ts";
import type { JobDefinition } from "../jobs/job.ts";
import { findOrphans, listHashesAfter, recordCheck } from "./file.store.ts";

const BATCH = 200;

/** Uploads that came to nothing are taken away after a day. */
const sweep: JobDefinition = {
  queue: "files.sweep",
  cron: "17 3 * * *",
  run: async (pool, now, { files }) => {
    const unfinished = await files.sweepIncoming(now);
    let orphans = 0;
    for await (const hashes of files.oldHashes(now)) {
      for (const sha256 of await reading(pool, NO_ROWS, (tx) => findOrphans(tx, hashes))) {
        if (await files.removeOld(sha256, now)) orphans += 1;
      }
    }
    return { unfinished, orphans };
  },
};

/** Every file is read and compared with its hash, so that a disk that forgets is found before the paper is needed. */
const walk: JobDefinition = {
  queue: "files.walk",
  cron: "40 3 * * *",
  run: async (pool, now, { files }) => {
    const report = { whole: 0, missing: 0, damaged: 0 };
    for (let after = ""; ;) {
      const hashes = await reading(pool, NO_ROWS, (tx) => listHashesAfter(tx, after, BATCH));
      for (const sha256 of hashes) {
        const problem = await files.check(sha256);
        report[problem ?? "whole"] += 1;
        await inTransaction(pool, NO_ROWS, (tx) => recordCheck(tx, sha256, problem ?? null, now));
      }
      const last = hashes.at(-1);
      if (last === undefined || hashes.length < BATCH) return report;
      after = last;
    }
  },
};

export const fileJobs: readonly JobDefinition[] = [sweep, walk];
