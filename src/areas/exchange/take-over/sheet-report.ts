import type pg from "pg";
import { execute, type Json, type UnitOfWork } from "#platform/db/command.ts";
import { NO_ROWS, reading, type Tx } from "#platform/db/tx.ts";
import type { RejectedLine } from "../read-batches.ts";

/** What the list says otherwise than we do; nothing here is changed by it. */
export interface SheetDifference {
  readonly line: number;
  readonly key: string;
  readonly field: string;
  readonly here: string;
  readonly there: string;
}

/** The reconciliation of a list: rows = taken + same + differing + rejected. */
export interface SheetReport {
  readonly runId: number;
  readonly dryRun: boolean;
  readonly system: string;
  readonly rows: number;
  readonly taken: number;
  readonly same: number;
  /** Lines of what is known here and said otherwise there. */
  readonly differing: number;
  readonly differences: readonly SheetDifference[];
  /** Known here from that system, and not in the list. */
  readonly onlyHere: readonly string[];
  readonly rejected: readonly RejectedLine[];
}

/** What page and command line have in common: reading, and running a command in one transaction. */
export interface Door {
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  execute<T extends Json>(name: string, input: Json, work: (tx: Tx, unit: UnitOfWork) => Promise<T>): Promise<T>;
}

/** The door of whoever sits at the machine. */
export const operatorDoor = (pool: pg.Pool): Door => ({
  read: (work) => reading(pool, NO_ROWS, work),
  execute: (name, input, work) => execute(pool, { name, scope: NO_ROWS, actorKey: "cli", input, agencyId: null }, work),
});
