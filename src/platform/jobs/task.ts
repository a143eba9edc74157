import type pg from "pg";
import type { Json, UnitOfWork } from "../db/command.ts";
import type { Tx } from "../db/tx.ts";

/** A row of the outbox, as subscribers see it. */
export interface OutboxRow {
  readonly id: number;
  readonly at: Date;
  readonly agencyId: number | null;
  readonly topic: string;
  readonly subject: string;
  readonly payload: Readonly<Record<string, Json>>;
}

/** A task in the hands of one worker until `leaseUntil`; `attempt` is the fence. */
export interface LeasedTask {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly agencyId: number | null;
  readonly payload: Readonly<Record<string, Json>>;
  readonly attempt: number;
  readonly failures: number;
  readonly leaseUntil: Date;
}

/** What the world answered. `write` runs in the transaction that ends the attempt, and only while the lease is held. */
export type TaskOutcome = { readonly write?: (tx: Tx, unit: UnitOfWork) => Promise<void> } & (
  | { readonly outcome: "done" }
  /** Tried again after a pause; dead after the last one. */
  | { readonly outcome: "failed"; readonly reason: string }
  /** No further attempt can help. */
  | { readonly outcome: "dead"; readonly reason: string }
  /** Not yet: the same attempt is made again then, and counts as no failure. */
  | { readonly outcome: "later"; readonly at: Date }
);

export interface TaskContext {
  readonly pool: pg.Pool;
  readonly now: Date;
  /** Fires before the lease ends: whatever waits for another machine must give up by then. */
  readonly signal: AbortSignal;
  readonly publicUrl: string;
}

/** One kind of work for the outside, declared by an area and run by the worker. */
export interface TaskDefinition {
  readonly kind: string;
  /** Whether a row of the outbox makes a task of this kind, and in which lane: those of one lane run one after another. */
  readonly subscribe?: (row: OutboxRow) => { readonly lane: string | null } | undefined;
  /** Of which of these agencies anybody hears by this kind at present: rows of the others make no task. Without it, of all. */
  readonly listens?: (tx: Tx, agencies: readonly number[]) => Promise<ReadonlySet<number>>;
  /** Pauses after the first, second … failure; after the last the task is dead. */
  readonly retryAfterSeconds: readonly number[];
  /** What it does outside must be harmless when done twice: a killed worker may have done it already. */
  readonly run: (task: LeasedTask, context: TaskContext) => Promise<TaskOutcome>;
}

/** A task before it is written; `key` is unique within its kind. */
export interface NewTask {
  readonly kind: string;
  readonly key: string;
  readonly lane: string | null;
  readonly position: number;
  readonly agencyId: number | null;
  readonly payload: Readonly<Record<string, Json>>;
  readonly runAt: Date;
}
