import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createPool } from "#platform/db/connect.ts";
import { DATABASE_NAME, readCredentials, socketUrl } from "#platform/db/embedded/credentials.ts";
import { chooseDataFolder, prepareDataFolder } from "#platform/db/embedded/data-folder.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { findProcedureByCode, loadStarterCatalogue, type Procedure } from "#procedures";
import { makeOffices, type Office, openScratchDatabase } from "../../bench/support/office.ts";
import {
  findFreePort,
  findProcesses,
  makeScratchFolder,
  removeScratchFolder,
  type Running,
  startProduct,
} from "../../bench/support/product.ts";
import { workUntilOver } from "./callers.ts";
import { type Journal, newJournal, sendWrite } from "./journal.ts";
import { verify, type Verdict } from "./verify.ts";

/** `everything` ends supervisor, web, worker and postmaster at once, as a power cut does; then it is started anew. */
export const TARGETS = ["web", "worker", "database", "supervisor", "everything"] as const;
export type Target = (typeof TARGETS)[number];

export interface Campaign {
  readonly kills: readonly Target[];
  readonly callers: number;
  readonly log: (line: string) => void;
}

export interface Outcome extends Verdict {
  readonly gaps: Readonly<Record<Target, readonly number[]>>;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly unavailable: number;
  readonly disconnected: number;
  readonly repeated: number;
  readonly slowestMs: number;
  readonly seconds: number;
}

const OFFICES = 3;
const WRITES_BETWEEN_KILLS = 15;
const RECOVERY_MS = 60_000;

interface World {
  readonly data: string;
  readonly offices: readonly Office[];
  readonly procedure: Procedure;
  readonly superuserUrl: string;
}

async function makeWorld(): Promise<World> {
  const data = makeScratchFolder();
  const database = await openScratchDatabase(data);
  const pool = createPool({ connectionString: database.appUrl, max: 1, pipeline: true });
  try {
    const offices = await makeOffices(pool, OFFICES);
    const procedure = await inTransaction(pool, NO_ROWS, async (tx) => {
      await loadStarterCatalogue(tx, "2015-01-01");
      const found = await findProcedureByCode(tx, "1.001193", new Date().toISOString().slice(0, 10));
      if (found === undefined) throw new Error("the starter catalogue lacks birth registration");
      return found;
    });
    return { data, offices, procedure, superuserUrl: superuserUrlOf(data) };
  } finally {
    await pool.end();
    await database.release();
  }
}

function superuserUrlOf(data: string): string {
  const folder = prepareDataFolder(chooseDataFolder(data));
  return socketUrl(folder.socketFolder, "postgres", readCredentials(folder.cluster).postgres, DATABASE_NAME);
}

const postmasterOf = (data: string): number =>
  Number(readFileSync(join(prepareDataFolder(chooseDataFolder(data)).cluster, "postmaster.pid"), "utf8").split("\n")[0]);

const end = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
};

/** Kills and, where the supervisor itself is gone, starts the product again on the same folder and port, as a service manager would. */
async function kill(target: Target, world: World, product: Running): Promise<Running> {
  const { supervisor, web, worker } = findProcesses(product.supervisor.pid ?? 0);
  const postmaster = postmasterOf(world.data);
  const pids = {
    web: [web],
    worker: [worker],
    database: [postmaster],
    supervisor: [supervisor],
    everything: [supervisor, web, worker, postmaster],
  }[target];
  for (const pid of pids) end(pid);
  if (!pids.includes(supervisor)) return product;
  return startProduct({ data: world.data, port: product.port });
}

/** Waits for the first acknowledged write that was sent after an instant; from the instant to its answer, in ms. */
async function gapAfter(journal: Journal, killedAt: number): Promise<number> {
  for (;;) {
    const next = journal.successes.slice(-200).find(({ sentAt }) => sentAt > killedAt);
    if (next !== undefined) return next.answeredAt - killedAt;
    if (performance.now() - killedAt > RECOVERY_MS) throw new Error(`no write for ${RECOVERY_MS} ms after a kill`);
    await pause(5);
  }
}

/** Waits for writes, not for time: a kill must fall into work on a slow machine too. */
async function untilAcknowledged(journal: Journal, wanted: number): Promise<void> {
  const deadline = performance.now() + RECOVERY_MS;
  while (journal.successes.length < wanted) {
    if (performance.now() > deadline) throw new Error(`fewer than ${WRITES_BETWEEN_KILLS} writes in ${RECOVERY_MS} ms`);
    await pause(5);
  }
}

/** Waits until the process that was killed runs again, so that the next kill finds one. */
async function untilWhole(product: Running): Promise<void> {
  const deadline = performance.now() + RECOVERY_MS;
  for (;;) {
    const { web, worker } = findProcesses(product.supervisor.pid ?? 0);
    if (web !== undefined && worker !== undefined) return;
    if (performance.now() > deadline) throw new Error("web or worker did not come back");
    await pause(20);
  }
}

/** Runs the product under load, kills its parts again and again, and says what came of it. Nobody lends a hand. */
export async function runCampaign(campaign: Campaign): Promise<Outcome> {
  const world = await makeWorld();
  const begun = performance.now();
  const gaps: Record<Target, number[]> = { web: [], worker: [], database: [], supervisor: [], everything: [] };
  const journal = newJournal();
  let product = await startProduct({ data: world.data, port: await findFreePort() });
  try {
    let over = false;
    const callers = Array.from({ length: campaign.callers }, (_, index) =>
      workUntilOver({
        journal,
        port: product.port,
        office: world.offices[index % OFFICES] as Office,
        procedure: world.procedure,
        isOver: () => over,
      }),
    );
    try {
      for (const [index, target] of campaign.kills.entries()) {
        await untilAcknowledged(journal, journal.successes.length + WRITES_BETWEEN_KILLS);
        await pause((index * 379) % 200);
        const killedAt = performance.now();
        product = await kill(target, world, product);
        const gap = await gapAfter(journal, killedAt);
        gaps[target].push(gap);
        campaign.log(
          `kill ${index + 1} of ${campaign.kills.length}: ${target}, next write after ${Math.round(gap)} ms; ${journal.successes.length} acknowledged`,
        );
        await untilWhole(product);
      }
      await pause(500);
    } finally {
      over = true;
      await Promise.all(callers);
    }
    const unknown = journal.writes.filter(({ answer }) => answer === undefined).length;
    const acknowledged = journal.writes.length - unknown;
    const before = await verify(world.superuserUrl, journal.writes);
    // The same key answers the same, and a write that nobody acknowledged can be sent again.
    for (const write of journal.writes.slice(-200)) await sendWrite(journal, product.port, write);
    for (const write of journal.writes.filter(({ answer }) => answer === undefined))
      await sendWrite(journal, product.port, write);
    const after = await verify(world.superuserUrl, journal.writes);
    const { unavailable, disconnected, repeated, slowestMs } = journal;
    const problems = [...journal.problems, ...before.problems, ...after.problems];
    return {
      ...after,
      problems,
      gaps,
      acknowledged,
      unknown,
      unavailable,
      disconnected,
      repeated,
      slowestMs,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await product.stop();
    removeScratchFolder(world.data);
  }
}
