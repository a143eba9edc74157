import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { execute } from "../db/command.ts";
import { inTransaction, NO_ROWS } from "../db/tx.ts";
import { relayOutbox } from "./relay-outbox.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "./task.ts";
import { endAttempt, leaseTask, type TaskEnd } from "./task.store.ts";

export interface TaskLog {
  done(kind: string, outcome: TaskOutcome["outcome"] | "lost", ms: number): void;
  failed(kind: string, error: unknown): void;
}

export interface TaskRunner {
  readonly pool: pg.Pool;
  readonly definitions: readonly TaskDefinition[];
  readonly publicUrl: string;
  readonly log: TaskLog;
  /** Another worker takes over a killed one's task after this long; at most 60. */
  readonly leaseSeconds?: number;
  readonly now?: () => Date;
}

const LEASE_SECONDS = 30;
/** An attempt gives up this long before its lease ends, so that its end still counts. */
const GIVE_UP_BEFORE_MS = 5_000;
const IDLE_MS = 700;
/** Rows that come in meanwhile are handed on together. */
const GATHER_MS = 60;
const AFTER_ERROR_MS = 3_000;
const AT_ONCE = 2;
/** Between two tasks the worker rests as long as the first took, at most this: people come before what piled up. */
const LONGEST_REST_MS = 50;
const LONGEST_REASON = 500;

class LeaseLost extends Error {}

/** Runs at most one task that is due; "idle" where there was none. */
export async function runNextTask(runner: TaskRunner, worker: string): Promise<TaskOutcome["outcome"] | "lost" | "idle"> {
  const { pool, definitions, log } = runner;
  const clock = runner.now ?? (() => new Date());
  const now = clock();
  const leaseMs = (runner.leaseSeconds ?? LEASE_SECONDS) * 1000;
  const lease = { kinds: definitions.map(({ kind }) => kind), worker, now, until: new Date(now.getTime() + leaseMs) };
  const task = await inTransaction(pool, NO_ROWS, (tx) => leaseTask(tx, lease));
  if (task === undefined) return "idle";
  const startedAt = performance.now();
  const definition = definitions.find(({ kind }) => kind === task.kind) as TaskDefinition;
  const signal = AbortSignal.timeout(Math.max(leaseMs - GIVE_UP_BEFORE_MS, leaseMs / 2));
  const outcome = await attempt(definition, task, { pool, now, signal, publicUrl: runner.publicUrl }, log);
  const ended = await finish(pool, definition, task, outcome, clock());
  log.done(task.kind, ended, Math.round(performance.now() - startedAt));
  return ended;
}

async function attempt(definition: TaskDefinition, task: LeasedTask, context: TaskContext, log: TaskLog): Promise<TaskOutcome> {
  // Workers died over it again and again: it must not take all of them.
  if (task.failures > definition.retryAfterSeconds.length) return { outcome: "dead", reason: "worker_lost" };
  try {
    return await definition.run(task, context);
  } catch (error) {
    log.failed(task.kind, error);
    return { outcome: "failed", reason: context.signal.aborted ? "timeout" : plainReason(error) };
  }
}

/** What went wrong in few words, without addresses, numbers of telephones or papers: an administrator reads it. */
export function plainReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replaceAll(/[^\s<>"',;:]+@[^\s<>"',;:]+/g, "…@…")
    .replaceAll(/\+?\d[\d .-]{7,}\d/g, "…")
    .slice(0, LONGEST_REASON);
}

function endOf({ retryAfterSeconds }: TaskDefinition, task: LeasedTask, outcome: TaskOutcome, now: Date): TaskEnd {
  switch (outcome.outcome) {
    case "done":
      return { state: "done" };
    case "dead":
      return { state: "dead", reason: outcome.reason };
    case "later":
      return { state: "waiting", runAt: outcome.at, reason: null, failures: task.failures };
    case "failed": {
      const seconds = retryAfterSeconds[task.failures];
      if (seconds === undefined) return { state: "dead", reason: outcome.reason };
      const runAt = new Date(now.getTime() + seconds * 1000);
      return { state: "waiting", runAt, reason: outcome.reason, failures: task.failures + 1 };
    }
  }
}

/** The end of an attempt and what it writes commit together, and only while the lease is this worker's. */
async function finish(pool: pg.Pool, definition: TaskDefinition, task: LeasedTask, outcome: TaskOutcome, now: Date) {
  const end = endOf(definition, task, outcome, now);
  const scope = { accountId: null, agencies: task.agencyId === null ? [] : [task.agencyId] };
  const call = { name: task.kind, scope, actorKey: "worker", input: {}, agencyId: task.agencyId };
  try {
    await execute(pool, call, async (tx, unit) => {
      if (!(await endAttempt(tx, task, end, now))) throw new LeaseLost();
      unit.subject(`task:${task.id}`);
      unit.note({ outcome: outcome.outcome, attempt: task.attempt });
      await outcome.write?.(tx, unit);
      return null;
    });
    return end.state === "dead" ? "dead" : outcome.outcome;
  } catch (error) {
    if (error instanceof LeaseLost) return "lost";
    throw error;
  }
}

/** Relays the outbox and runs tasks until it is stopped; a stop waits for the attempts that are under way. */
export function runTasks(runner: TaskRunner): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const worker = `${process.pid}.${randomUUID().slice(0, 8)}`;
  const clock = runner.now ?? (() => new Date());
  const until = async (name: string, step: () => Promise<boolean>, rest: (tookMs: number) => number): Promise<void> => {
    while (!stopped.signal.aborted) {
      const begunAt = performance.now();
      let wait: number;
      try {
        wait = (await step()) ? rest(performance.now() - begunAt) : IDLE_MS;
      } catch (error) {
        runner.log.failed(name, error);
        wait = AFTER_ERROR_MS;
      }
      await pause(wait, undefined, { signal: stopped.signal }).catch(() => {});
    }
  };
  const loops = [
    until(
      "relay",
      async () => (await relayOutbox(runner.pool, runner.definitions, clock())) > 0,
      () => GATHER_MS,
    ),
    ...Array.from({ length: AT_ONCE }, (_, n) =>
      until(
        "tasks",
        async () => (await runNextTask(runner, `${worker}.${n}`)) !== "idle",
        (tookMs) => Math.min(tookMs, LONGEST_REST_MS),
      ),
    ),
  ];
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(loops);
    },
  };
}
