import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import type { Branded } from "#core/branded.ts";
import type { DB } from "./schema.ts";

/** A transaction in progress. Every store function takes it first; there is no way to query without one. */
export type Tx = Branded<Kysely<DB>, "Tx">;

/** Whose rows a transaction may touch; row-level security reads it from the transaction's settings. */
export interface RowScope {
  readonly accountId: number | null;
  readonly agencies: readonly number[];
  /** The count of reference changes that the request's session saw (see remembered.ts). */
  readonly generation?: string | undefined;
}

export const NO_ROWS: RowScope = { accountId: null, agencies: [] };

const MOST_STATEMENT_NAMES = 1000;
const statementNames = new Map<string, string>();

/** Naming a statement halves the database's work on it; beyond a bound, statements stay unnamed. */
function statementName(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  if (statementNames.size >= MOST_STATEMENT_NAMES) return undefined;
  const name = `m_${createHash("sha1").update(text).digest("base64url").slice(0, 20)}`;
  statementNames.set(text, name);
  return name;
}

export function namedQuery(text: string, values: readonly unknown[]): pg.QueryConfig {
  const name = statementName(text);
  return name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
}

/** Whatever is sent before the event loop turns leaves in one packet: a system call less for every statement. */
function send(client: pg.PoolClient, query: pg.QueryConfig | string): Promise<pg.QueryResult> {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  return client.query(query as pg.QueryConfig);
}

const transactions = new WeakMap<pg.PoolClient, Tx>();
const homes = new WeakMap<Tx, { readonly pool: pg.Pool; readonly client: pg.PoolClient }>();
const openings = new WeakMap<pg.PoolClient, Promise<void>>();
const untouched = new WeakMap<pg.PoolClient, string>();

/** An answer is handed on only after the opening of the transaction has been judged. */
async function ask(client: pg.PoolClient, query: pg.QueryConfig): Promise<pg.QueryResult> {
  untouched.delete(client);
  const answer = send(client, query);
  answer.catch(() => {});
  await openings.get(client);
  return answer;
}

/** The query builder that runs on this one connection. */
function txOn(pool: pg.Pool, client: pg.PoolClient): Tx {
  const known = transactions.get(client);
  if (known !== undefined) return known;
  const connection = {
    query: (text: string, values: readonly unknown[]) => ask(client, namedQuery(text, values)),
    release: () => undefined,
  };
  const only = { connect: async () => connection, end: async () => undefined };
  const tx = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: only as unknown as ConstructorParameters<typeof PostgresDialect>[0] extends { pool: infer P } ? P : never,
    }),
  }) as Tx;
  transactions.set(client, tx);
  homes.set(tx, { pool, client });
  return tx;
}

function homeOf(tx: Tx): { readonly pool: pg.Pool; readonly client: pg.PoolClient } {
  const home = homes.get(tx);
  if (home === undefined) throw new Error("a transaction of another kind");
  return home;
}

/** The generation that a transaction was given, as long as it has sent nothing that could have made it another. */
export const givenGeneration = (tx: Tx): string | undefined => untouched.get(homeOf(tx).client);

/** The pool whose connection a transaction runs on: which database it is, for what a process remembers of it. */
export const poolOf = (tx: Tx): pg.Pool => homeOf(tx).pool;

/** One statement of the transaction without the query builder: for the few that every command sends. */
export async function runQuery<R extends pg.QueryResultRow>(tx: Tx, text: string, values: readonly unknown[]): Promise<R[]> {
  const answer = await ask(homeOf(tx).client, namedQuery(text, values));
  return answer.rows as R[];
}

/** SET takes no parameters, so nothing but whole numbers may get into its text. */
function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error("the scope of a transaction consists of ids");
  return String(value);
}

/** Opens the transaction and its row scope in one message. */
function beginIn(scope: RowScope, begin: Begin): string {
  const account = scope.accountId === null ? "" : wholeNumber(scope.accountId);
  const agencies = scope.agencies.map(wholeNumber).join(",");
  return `${begin}; set local app.account = '${account}'; set local app.agencies = '{${agencies}}'`;
}

/** What opens and closes a transaction; each list is sent in one round trip. */
export interface Bracket {
  readonly open?: readonly pg.QueryConfig[];
  /** Sees what `open` answered before the work sees any answer of its own; what it throws ends the transaction. */
  readonly check?: (opened: readonly pg.QueryResult[]) => void;
  readonly close?: () => readonly pg.QueryConfig[];
}

type Begin = "begin" | "begin read only" | "begin isolation level repeatable read read only";

/** Sends what opens the transaction, without waiting: the first statements of the work travel in the same packet. */
function openTransaction(client: pg.PoolClient, scope: RowScope, bracket: Bracket, begin: Begin): Promise<void> {
  const sent = settle([beginIn(scope, begin), ...(bracket.open ?? [])].map((query) => send(client, query)));
  const opening = sent.then(([, ...opened]) => bracket.check?.(opened));
  // Whoever awaits it sees its failure; nobody does when the connection breaks first.
  opening.catch(() => {});
  return opening;
}

/**
 * Runs `work` in one transaction under the given row scope and commits it. `bracket.open` travels with BEGIN and with
 * the first statements of the work, which are answered only once `bracket.check` has passed; `bracket.close` travels
 * with COMMIT. Any error rolls everything back.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  scope: RowScope,
  work: (tx: Tx) => Promise<T>,
  bracket: Bracket = {},
  begin: Begin = "begin",
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const opening = openTransaction(client, scope, bracket, begin);
  openings.set(client, opening);
  if (scope.generation === undefined) untouched.delete(client);
  else untouched.set(client, scope.generation);
  try {
    const result = await work(txOn(pool, client));
    await opening;
    const closing = [...(bracket.close?.() ?? []), "commit"].map((query) => send(client, query));
    const committed = (await settle(closing)).at(-1);
    // A transaction that failed inside answers COMMIT with ROLLBACK and no error.
    if (committed?.command !== "COMMIT") throw new Error("the transaction was rolled back by the database");
    return result;
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => {
      broken = reason;
    });
    // Where the opening failed, what the work made of it is only a consequence.
    await opening;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Waits for all answers, then throws the first error: nothing is left in flight on the connection. */
async function settle(queries: readonly Promise<pg.QueryResult>[]): Promise<pg.QueryResult[]> {
  const answers = await Promise.allSettled(queries);
  return answers.map((answer) => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}

/** Reads in one snapshot-free, read-only transaction under the row scope. */
export const reading = <T>(pool: pg.Pool, scope: RowScope, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(pool, scope, work, {}, "begin read only");
