import pg from "pg";

export interface PoolOptions {
  readonly connectionString: string;
  /** Connections at most; the embedded server has 60 for all processes together. */
  readonly max: number;
  /** Sends the statements of one transaction without waiting for each answer (libpq's pipeline mode). */
  readonly pipeline?: boolean;
  /** Shown in pg_stat_activity: which process is this? */
  readonly applicationName?: string;
  /** Longest statement, in ms; 0 is no limit. Default 15 s. */
  readonly statementTimeoutMs?: number;
  /** How long a connection is kept that nobody uses, in ms. Default 10 s. */
  readonly idleTimeoutMs?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

const STATEMENT_TIMEOUT_MS = 15_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 10_000;

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;

/**
 * A pool whose rows hold what our types say: `bigint` a number (a value beyond 2^53 throws), `date` a string
 * "YYYY-MM-DD", `timestamptz` a Date. Sessions work in UTC; SQL names its time zones. Unless set otherwise a statement
 * ends after 15 s, a wait for a lock after 10 s, an idle transaction after 30 s.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max,
    application_name: options.applicationName ?? "motcua",
    statement_timeout: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
    options: "-c TimeZone=UTC -c DateStyle=ISO",
    // A bench or a command-line tool must end when its work is done, though connections stay open for reuse.
    allowExitOnIdle: true,
    types: rowTypes,
    ...(options.pipeline === true ? { pipeline: true } : {}),
  });
  pool.on("error", options.onIdleError ?? (() => {}));
  // A connection can break while it is lent out and no statement runs on it: nobody listens then, and the process would
  // end. Its next statement fails, which is where the loss is dealt with.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** The same reading of rows for a single connection. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (format !== "binary") {
      if (oid === INT8) return parseBigint;
      if (oid === DATE) return (value: string) => value;
      if (oid === INT8_ARRAY)
        return (value: string) => parseList(value).map((item) => (item === null ? null : parseBigint(item)));
      if (oid === DATE_ARRAY) return parseList;
    }
    return pg.types.getTypeParser(oid, format as "text");
  },
};

function parseBigint(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`the database returned ${value}, which a number cannot hold exactly`);
  return number;
}

/** `{1,NULL,3}`: the items of an array of numbers or dates, which PostgreSQL never quotes. */
function parseList(value: string): (string | null)[] {
  const inner = value.slice(1, -1);
  return inner === "" ? [] : inner.split(",").map((item) => (item === "NULL" ? null : item));
}
