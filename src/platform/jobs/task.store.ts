import { sql } from "kysely";
import type { Json } from "../db/command.ts";
import type { Tx } from "../db/tx.ts";
import type { LeasedTask, NewTask, OutboxRow } from "./task.ts";

const RELAY_LOCK = 7_415_001;

/**
 * What a machine that fails at this moment would forget is only who took what: it would be handed on and taken again, and
 * whatever rests on it is written later in the same log. So nobody waits for the disk.
 */
const FORGETTABLE = sql`set_config('synchronous_commit', 'off', true)`;

/** Whether this transaction alone hands rows on: two relays at once could disorder the rows of one subject. */
export async function lockRelay(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${RELAY_LOCK}) as locked, ${FORGETTABLE}`.execute(tx);
  return rows[0]?.locked === true;
}

export async function listUnrelayed(tx: Tx, most: number): Promise<readonly OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select id, at, agency_id as "agencyId", topic, subject, payload from outbox where relayed_at is null order by id limit ${most}`.execute(
    tx,
  );
  return rows;
}

export async function markRelayed(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  await sql`update outbox set relayed_at = ${now} where id = any(${[...ids]}::bigint[])`.execute(tx);
}

/** Writes tasks; one whose kind and key are known is left as it is. */
export async function insertTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await sql`
    insert into task (kind, key, lane, position, agency_id, payload, run_at)
    select t.kind, t.key, t.lane, t.position, t.agency_id, t.payload, t.run_at from jsonb_to_recordset(${JSON.stringify(
      tasks.map(({ agencyId, runAt, ...task }) => ({ ...task, agency_id: agencyId, run_at: runAt.toISOString() })),
    )}::jsonb) t (kind text, key text, lane text, position bigint, agency_id int, payload jsonb, run_at timestamptz)
    on conflict (kind, key) do nothing`.execute(tx);
}

export interface Lease {
  readonly kinds: readonly string[];
  readonly worker: string;
  readonly now: Date;
  readonly until: Date;
}

/**
 * Leases the next task that is due, or whose worker let its lease run out; undefined where there is none. OFFSET 0 keeps
 * the look at the lane a look-up for one row at a time: joined, every lease would read all that waits. So it would by a plan
 * that sorts, which looks cheap as long as the statistics do not know yet how much waits.
 */
export async function leaseTask(tx: Tx, { kinds, worker, now, until }: Lease): Promise<LeasedTask | undefined> {
  await sql`select ${FORGETTABLE}, set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`.execute(
    tx,
  );
  const { rows } = await sql<LeasedTask>`
    update task set state = 'leased', attempt = attempt + 1, failures = failures + (state = 'leased')::int, lease_until = ${until}, worker = ${worker}
    where id = (
      select c.id from task c
      where c.state in ('waiting', 'leased') and c.run_at <= ${now} and (c.state = 'waiting' or c.lease_until <= ${now})
        and c.kind = any(${[...kinds]}::text[])
        and (c.lane is null or not exists (
          select from task e where e.kind = c.kind and e.lane = c.lane and e.position < c.position and e.state in ('waiting', 'leased', 'dead')
          offset 0))
      order by c.run_at, c.id limit 1 for update skip locked)
    returning id, kind, key, agency_id as "agencyId", payload, attempt, failures, lease_until as "leaseUntil"`.execute(tx);
  return rows[0];
}

export type TaskEnd =
  | { readonly state: "done" }
  | { readonly state: "dead"; readonly reason: string }
  | { readonly state: "waiting"; readonly runAt: Date; readonly reason: string | null; readonly failures: number };

/** Ends an attempt; false where another worker has taken the task over meanwhile. */
export async function endAttempt(tx: Tx, task: LeasedTask, end: TaskEnd, now: Date): Promise<boolean> {
  const waiting = end.state === "waiting";
  const { numAffectedRows } = await sql`
    update task set state = ${end.state}, lease_until = null,
      reason = ${end.state === "done" ? null : end.reason}::text,
      run_at = ${waiting ? end.runAt : now}, failures = ${waiting ? end.failures : task.failures},
      ended_at = ${waiting ? null : now}::timestamptz
    where id = ${task.id} and attempt = ${task.attempt} and state = 'leased'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Done tasks are kept for a month, as long as somebody may ask what became of an event. */
export async function deleteDoneTasks(tx: Tx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from task where state = 'done' and ended_at < ${now}::timestamptz - interval '30 days'`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export interface TaskRow {
  readonly id: number;
  readonly kind: string;
  readonly state: "waiting" | "leased" | "done" | "dead" | "discarded";
  readonly agencyId: number | null;
  readonly payload: Readonly<Record<string, Json>>;
  readonly attempt: number;
  readonly reason: string | null;
  readonly runAt: Date;
  readonly createdAt: Date;
  /** Tasks of the same lane that wait for this one. */
  readonly heldBack: number;
}

export interface TaskFilter {
  readonly agencies: readonly number[];
  readonly states: readonly TaskRow["state"][];
  readonly kind?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Tasks of these agencies and of none, the oldest first. */
export async function listTasks(tx: Tx, filter: TaskFilter): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select t.id, t.kind, t.state, t.agency_id as "agencyId", t.payload, t.attempt, t.reason, t.run_at as "runAt", t.created_at as "createdAt",
      (select count(*)::int from task w where w.kind = t.kind and w.lane = t.lane and w.position > t.position and w.state in ('waiting', 'leased', 'dead')) as "heldBack"
    from task t where (t.agency_id is null or t.agency_id = any(${[...filter.agencies]}::int[])) and t.state = any(${[...filter.states]}::text[])
      and (${filter.kind ?? null}::text is null or t.kind = ${filter.kind ?? null})
    order by t.created_at, t.id limit ${filter.limit} offset ${filter.offset}`.execute(tx);
  return rows;
}

export interface TaskFigure {
  readonly kind: string;
  readonly waiting: number;
  readonly dead: number;
  readonly doneToday: number;
}

export async function countTasks(tx: Tx, agencies: readonly number[], since: Date): Promise<readonly TaskFigure[]> {
  const { rows } = await sql<TaskFigure>`
    select kind, count(*) filter (where state in ('waiting', 'leased'))::int as waiting, count(*) filter (where state = 'dead')::int as dead,
      count(*) filter (where state = 'done' and ended_at >= ${since})::int as "doneToday"
    from task where agency_id is null or agency_id = any(${[...agencies]}::int[]) group by kind order by kind`.execute(tx);
  return rows;
}

/** A person's decision on a dead task: to try again, or to give it up with the reason; false where it is not dead (any more). */
export async function decideDeadTask(
  tx: Tx,
  id: number,
  agencies: readonly number[],
  decision: { readonly retryAt: Date } | { readonly discardedBy: number; readonly reason: string; readonly at: Date },
): Promise<{ readonly kind: string; readonly agencyId: number | null } | undefined> {
  const mine = sql`id = ${id} and state = 'dead' and (agency_id is null or agency_id = any(${[...agencies]}::int[]))`;
  const change =
    "retryAt" in decision
      ? sql`state = 'waiting', failures = 0, run_at = ${decision.retryAt}, ended_at = null`
      : sql`state = 'discarded', reason = ${decision.reason}, ended_at = ${decision.at}, ended_by = ${decision.discardedBy}`;
  const { rows } = await sql<{ kind: string; agencyId: number | null }>`
    update task set ${change} where ${mine} returning kind, agency_id as "agencyId"`.execute(tx);
  return rows[0];
}
