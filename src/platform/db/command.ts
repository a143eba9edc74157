import { createHash } from "node:crypto";
import pg from "pg";
import { announce } from "../events/announce.ts";
import { Refusal } from "../refusal.ts";
import { platformRefusal } from "../refusals.ts";
import { inTransaction, namedQuery, type RowScope, type Tx } from "./tx.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One call of a command: who, which, with what input, and the key that makes a repetition harmless. */
export interface CommandCall {
  readonly name: string;
  readonly scope: RowScope;
  /** Keys are scoped to the actor, or one actor could probe another's. */
  readonly actorKey: string;
  /** Absent for doors that cannot repeat a call by accident (command line, jobs with their own key). */
  readonly key?: string | undefined;
  readonly input: Json;
  readonly agencyId: number | null;
  readonly correlationId?: string | undefined;
}

/** A statement that needs no answer, compiled by a store. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What a command leaves behind beside its rows; written with the commit, in the same round trip. */
export interface UnitOfWork {
  /** Names what the command acted on, for the audit trail (an id or a code, never personal data). */
  subject(subject: string): void;
  note(detail: Record<string, Json>): void;
  /** Something other areas or systems may act on after the commit, in the scope of the command's agency or of the one that is named. */
  emit(topic: string, subject: string, payload?: Record<string, Json>, agency?: number): void;
  /** Sends a statement with the commit, in its round trip; what it violates rolls the command back. */
  write(statement: Statement): void;
  /** After the commit, pages that are open on this topic in any process renew themselves (such as "queue:12"). */
  announce(topic: string): void;
}

interface Emitted {
  readonly topic: string;
  readonly subject: string;
  readonly payload: Record<string, Json>;
  readonly agency?: number | undefined;
}

const FIND_ANSWER = "select command, fingerprint, response from idempotency where actor = $1 and key = $2";
const WRITE_AUDIT =
  "insert into audit (account_id, agency_id, action, outcome, subject, correlation_id, detail) values ($1, $2::int, $3::text, 'done', $4, $5, $6)";
const WRITE_OUTBOX =
  "insert into outbox (agency_id, topic, subject, payload) select coalesce(e.agency, $2::int), e.topic, e.subject, e.payload from jsonb_to_recordset($7::jsonb) e (agency int, topic text, subject text, payload jsonb)";
/** What almost every command leaves, in one statement: planning and sending three would cost more than their rows. */
const WRITE_ALL = `with audited as (${WRITE_AUDIT}), sent as (${WRITE_OUTBOX})
  insert into idempotency (actor, key, command, fingerprint, response) values ($8, $9, $3, $10, $11)`;
const WRITE_AUDIT_AND_OUTBOX = `with audited as (${WRITE_AUDIT}) ${WRITE_OUTBOX}`;

/** The same input always gives the same fingerprint: object keys are sorted. */
export function fingerprint(input: Json): string {
  const canonical = JSON.stringify(input, (_, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(canonical).digest("base64url");
}

/** Raised by the database itself for a record that another system handles, whatever the command (0290). */
const HANDLED_ELSEWHERE = "MQ001";
/** Where the database finds that a new row is of an agency which the one who acts does not reach. */
const ROW_LEVEL_SECURITY = "ExecWithCheckOptions";
/** Two commands waited for each other's rows; the database ends one of them, and nothing of it was done. */
const DEADLOCK = "40P01";
const MOST_ATTEMPTS = 3;

/**
 * Runs one command in one transaction: its rows, its audit row, its outbox rows and the answer under its key commit
 * together, and only then is the answer given. A repeated key answers what was answered before; the same key with
 * another input is refused (422). A Refusal or an error thrown inside leaves nothing behind. Of two that wait for each other one
 * begins anew.
 */
export async function execute<T extends Json>(
  pool: pg.Pool,
  call: CommandCall,
  work: (tx: Tx, unit: UnitOfWork) => Promise<T>,
  attempts = 1,
): Promise<T> {
  const print = call.key === undefined ? "" : fingerprint(call.input);
  try {
    const topics: string[] = [];
    const answer = await attempt(pool, call, print, work, topics);
    announce(pool, topics);
    return answer;
  } catch (error) {
    if (error instanceof Repeated) return error.answer as T;
    const raced = error instanceof pg.DatabaseError && error.code === "23505" && error.constraint === "idempotency_pkey";
    const crossed = error instanceof pg.DatabaseError && error.code === DEADLOCK && attempts < MOST_ATTEMPTS;
    if (raced || crossed) return execute(pool, call, work, attempts + 1);
    if (error instanceof pg.DatabaseError && error.code === HANDLED_ELSEWHERE) throw platformRefusal("handled_elsewhere");
    if (error instanceof pg.DatabaseError && error.routine === ROW_LEVEL_SECURITY) throw platformRefusal("not_allowed");
    // A repetition that waited for the first one's locks is refused for what the first has done: it gets the first one's answer.
    const before = error instanceof Refusal && call.key !== undefined ? await findAnswer(pool, call, print) : undefined;
    if (before === undefined) throw error;
    return before.answer as T;
  }
}

/** What was answered under this key, if anything was. */
async function findAnswer(pool: pg.Pool, call: CommandCall, print: string): Promise<Repeated | undefined> {
  const open = [namedQuery(FIND_ANSWER, [call.actorKey, call.key])];
  try {
    await inTransaction(pool, call.scope, async () => {}, { open, check: refuseRepetition(call, print) }, "begin read only");
    return undefined;
  } catch (error) {
    if (error instanceof Repeated) return error;
    throw error;
  }
}

function attempt<T extends Json>(
  pool: pg.Pool,
  call: CommandCall,
  print: string,
  work: (tx: Tx, unit: UnitOfWork) => Promise<T>,
  topics: string[],
): Promise<T> {
  let subject: string | null = null;
  let detail: Record<string, Json> = {};
  const emitted: Emitted[] = [];
  const written: pg.QueryConfig[] = [];
  let answer: { readonly value: T } | undefined;
  const unit: UnitOfWork = {
    subject: (value) => void (subject = value),
    note: (value) => void (detail = { ...detail, ...value }),
    emit: (topic, about, payload = {}, agency) => void emitted.push({ topic, subject: about, payload, agency }),
    write: ({ sql, parameters }) => void written.push(namedQuery(sql, parameters)),
    announce: (topic) => void topics.push(topic),
  };
  const close = (): pg.QueryConfig[] => {
    if (answer === undefined) return [];
    const audit = [call.scope.accountId, call.agencyId, call.name, subject, call.correlationId ?? null, JSON.stringify(detail)];
    const sent = JSON.stringify(emitted);
    if (call.key === undefined) {
      const left = emitted.length === 0 ? namedQuery(WRITE_AUDIT, audit) : namedQuery(WRITE_AUDIT_AND_OUTBOX, [...audit, sent]);
      return [...written, left];
    }
    return [...written, namedQuery(WRITE_ALL, [...audit, sent, call.actorKey, call.key, print, JSON.stringify(answer.value)])];
  };
  return inTransaction(
    pool,
    call.scope,
    async (tx) => {
      const value = await work(tx, unit);
      answer = { value };
      return value;
    },
    {
      open: call.key === undefined ? [] : [namedQuery(FIND_ANSWER, [call.actorKey, call.key])],
      check: refuseRepetition(call, print),
      close,
    },
  );
}

/** Ends a transaction whose command was done before, and carries the answer that was given then. */
class Repeated extends Error {
  readonly answer: Json;

  constructor(answer: Json) {
    super("done before");
    this.answer = answer;
  }
}

const refuseRepetition =
  (call: CommandCall, print: string) =>
  ([found]: readonly pg.QueryResult[]): void => {
    const before = found?.rows[0] as { command: string; fingerprint: string; response: Json } | undefined;
    if (before === undefined) return;
    if (before.fingerprint !== print || before.command !== call.name) throw platformRefusal("idempotency_key_reused");
    throw new Repeated(before.response);
  };
