import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { execute } from "../db/command.ts";
import { inTransaction, NO_ROWS } from "../db/tx.ts";
import { relayOutbox } from "./relay-outbox.ts";
import { plainReason, runNextTask, type TaskRunner } from "./run-tasks.ts";
import type { LeasedTask, OutboxRow, TaskDefinition, TaskOutcome } from "./task.ts";
import { insertTasks, leaseTask } from "./task.store.ts";

const PROCESS = join(import.meta.dirname, "../../../test/support/task-worker.process.ts");
const START = new Date("2026-11-02T02:00:00Z");
const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

let database: TestDatabase;
let clock = START;

const newKind = (): string => `test.${randomUUID()}`;

function runnerOf(definitions: readonly TaskDefinition[]): TaskRunner {
  return {
    pool: database.app,
    definitions,
    publicUrl: "http://localhost",
    now: () => clock,
    log: { done: () => {}, failed: () => {} },
  };
}

function kindOf(kind: string, run: (task: LeasedTask) => Promise<TaskOutcome>, retryAfterSeconds = [10, 60]): TaskDefinition {
  const subscribe = (row: OutboxRow) => (row.topic === kind ? { lane: row.subject } : undefined);
  return { kind, subscribe, retryAfterSeconds, run };
}

const emit = (topic: string, subject: string, n: number): Promise<null> =>
  execute(database.app, { name: "test.emit", scope: NO_ROWS, actorKey: "test", input: {}, agencyId: null }, async (_tx, unit) => {
    unit.emit(topic, subject, { n });
    return null;
  });

const nOf = (task: LeasedTask): number => (task.payload["data"] as { n: number }).n;

async function stateOf(kind: string): Promise<readonly { state: string; reason: string | null; attempt: number }[]> {
  const { rows } = await database.superuser.query("select state, reason, attempt from task where kind = $1 order by position", [
    kind,
  ]);
  return rows;
}

beforeAll(async () => {
  database = await freshDatabase("tasks");
});

describe("the relay of the outbox", () => {
  it("makes one task of each row and subscriber, however many relays run at once", async () => {
    const kind = newKind();
    const runner = runnerOf([kindOf(kind, async () => ({ outcome: "done" }))]);
    for (let n = 0; n < 5; n += 1) await emit(kind, "a", n);
    await Promise.all(Array.from({ length: 4 }, () => relayOutbox(database.app, runner.definitions, clock)));
    while ((await relayOutbox(database.app, runner.definitions, clock)) > 0);
    expect(await stateOf(kind)).toHaveLength(5);
  });

  it("makes no task of a kind to which nobody listens, and hands the row on all the same", async () => {
    const kind = newKind();
    const heard = kindOf(kind, async () => ({ outcome: "done" }));
    const unheard = { ...heard, kind: newKind(), listens: async () => new Set<number>() };
    await emit(kind, "a", 1);
    expect(await relayOutbox(database.app, [heard, unheard], clock)).toBe(1);
    expect(await stateOf(heard.kind)).toHaveLength(1);
    expect(await stateOf(unheard.kind)).toHaveLength(0);
    expect(await relayOutbox(database.app, [heard, unheard], clock)).toBe(0);
  });

  it("runs the rows of one subject in their order and those of another meanwhile, although the first one fails", async () => {
    const kind = newKind();
    const seen: string[] = [];
    let failing = true;
    const runner = runnerOf([
      kindOf(kind, async (task) => {
        seen.push(`${String(task.payload["subject"])}${nOf(task)}`);
        return failing && nOf(task) === 1 ? { outcome: "failed", reason: "peer down" } : { outcome: "done" };
      }),
    ]);
    for (const [subject, n] of [
      ["a", 1],
      ["a", 2],
      ["b", 3],
    ] as const)
      await emit(kind, subject, n);
    await relayOutbox(database.app, runner.definitions, clock);
    while ((await runNextTask(runner, "w")) !== "idle");
    expect(seen).toEqual(["a1", "b3"]);
    failing = false;
    clock = after(11);
    while ((await runNextTask(runner, "w")) !== "idle");
    expect(seen).toEqual(["a1", "b3", "a1", "a2"]);
    clock = START;
  });

  it("buries a task with its reason after its last attempt, and holds back what follows in its lane", async () => {
    const kind = newKind();
    const runner = runnerOf([kindOf(kind, async () => ({ outcome: "failed", reason: "answered 500" }))]);
    await emit(kind, "a", 1);
    await emit(kind, "a", 2);
    await relayOutbox(database.app, runner.definitions, clock);
    for (const seconds of [0, 10, 71]) {
      clock = after(seconds);
      await runNextTask(runner, "w");
    }
    clock = after(100_000);
    expect(await runNextTask(runner, "w")).toBe("idle");
    expect(await stateOf(kind)).toEqual([
      { state: "dead", reason: "answered 500", attempt: 3 },
      { state: "waiting", reason: null, attempt: 0 },
    ]);
    clock = START;
  });
});

describe("a lease", () => {
  const taskOf = (kind: string, key: string) => ({
    kind,
    key,
    lane: null,
    position: 0,
    agencyId: null,
    payload: {},
    runAt: START,
  });

  it("ends no task for a worker that lost it: its attempt is fenced, and what it would write is not written", async () => {
    const kind = newKind();
    await inTransaction(database.app, NO_ROWS, (tx) => insertTasks(tx, [taskOf(kind, "slow")]));
    let wrote = 0;
    const slow = runnerOf([
      kindOf(kind, async () => {
        // Meanwhile the lease runs out and another worker takes the task over.
        const late = { kinds: [kind], worker: "other", now: after(31), until: after(61) };
        const taken = await inTransaction(database.app, NO_ROWS, (tx) => leaseTask(tx, late));
        expect(taken?.attempt).toBe(2);
        return { outcome: "done", write: async () => void (wrote += 1) };
      }),
    ]);
    expect(await runNextTask(slow, "slow")).toBe("lost");
    expect(wrote).toBe(0);
    expect(await stateOf(kind)).toEqual([{ state: "leased", reason: null, attempt: 2 }]);
  });

  it("of a worker that is killed by SIGKILL is taken over when it ends, within sixty seconds", async () => {
    const kind = newKind();
    await inTransaction(database.app, NO_ROWS, (tx) => insertTasks(tx, [taskOf(kind, "held")]));
    const worker = spawn(process.execPath, [PROCESS, database.appUrl, kind, "3"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = (await once(worker.stdout, "data")) as [Buffer];
    expect(String(said).trim()).toBe("held");
    worker.kill("SIGKILL");
    const killedAt = performance.now();
    clock = new Date();
    const taken: number[] = [];
    const second = runnerOf([kindOf(kind, async (task) => (taken.push(task.attempt), { outcome: "done" }))]);
    while ((await runNextTask(second, "second")) === "idle" && performance.now() - killedAt < 60_000) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      clock = new Date();
    }
    expect(taken).toEqual([2]);
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    expect(await stateOf(kind)).toEqual([{ state: "done", reason: null, attempt: 2 }]);
    clock = START;
  }, 90_000);

  it("reads no more of what waits than it takes, before the statistics know how much that is", async () => {
    const kind = newKind();
    const many = Array.from({ length: 2000 }, (_, n) => taskOf(kind, String(n)));
    const read = await inTransaction(database.app, NO_ROWS, async (tx) => {
      await insertTasks(tx, many);
      const rows = async (): Promise<number> => {
        const { rows: found } = await sql<{ n: number }>`
          select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'task'`.execute(tx);
        return found[0]?.n ?? Number.NaN;
      };
      const before = await rows();
      expect(await leaseTask(tx, { kinds: [kind], worker: "w", now: after(1), until: after(31) })).toBeDefined();
      return (await rows()) - before;
    });
    expect(read).toBeLessThan(100);
    await database.superuser.query("delete from task where kind = $1", [kind]);
  });

  it("does not let one poisonous task kill worker after worker: it is buried", async () => {
    const kind = newKind();
    await inTransaction(database.app, NO_ROWS, (tx) => insertTasks(tx, [taskOf(kind, "poison")]));
    for (let n = 0; n < 3; n += 1) {
      const lease = { kinds: [kind], worker: `dying${n}`, now: after(n * 31), until: after(n * 31 + 30) };
      await inTransaction(database.app, NO_ROWS, (tx) => leaseTask(tx, lease));
    }
    clock = after(200);
    const runner = runnerOf([kindOf(kind, async () => ({ outcome: "done" }))]);
    expect(await runNextTask(runner, "w")).toBe("dead");
    expect(await stateOf(kind)).toEqual([{ state: "dead", reason: "worker_lost", attempt: 4 }]);
    clock = START;
  });
});

describe("the reason of a failure", () => {
  it("names no address and no number of a person, since an administrator reads it", () => {
    const said = plainReason(new Error("550 no such user lan.nguyen@example.vn, call +84 912 345 678, paper 001206001234"));
    expect(said).toBe("550 no such user …@…, call …, paper …");
  });
});
