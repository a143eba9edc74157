import type pg from "pg";
import type { Bilingual } from "../bilingual.ts";
import { operatorText, type OperatorTextKey } from "../operator-texts.ts";
import { isMarkedForTraining } from "../training.ts";
import { type AppliedMigration, findPending, type Migration, MigrationError, readMigrations } from "./migrate.ts";

export type SelfCheckCode = Extract<OperatorTextKey, `check.${string}`> | "migration";

export interface SelfCheckProblem {
  readonly code: SelfCheckCode;
  /** "refuse": the server must not start so. "warn": it may, and somebody should look. */
  readonly severity: "refuse" | "warn";
  readonly text: Bilingual;
}

/** The server must not start on this database; `problems` says everything that is wrong with it at once. */
export class UnsafeDatabaseError extends Error {
  readonly problems: readonly SelfCheckProblem[];
  readonly text: Bilingual;

  constructor(problems: readonly SelfCheckProblem[]) {
    super(problems.map(({ text }) => text.en).join("; "));
    this.name = "UnsafeDatabaseError";
    this.problems = problems;
    this.text = { vi: problems.map(({ text }) => text.vi).join("\n  "), en: problems.map(({ text }) => text.en).join("\n  ") };
  }
}

const OLDEST_SERVER = 15;
const CLOCK_WARN_MS = 2_000;
const CLOCK_REFUSE_MS = 60_000;

interface Facts {
  readonly role: string;
  readonly superuser: boolean;
  readonly bypass: boolean;
  readonly owned: number;
  readonly encoding: string;
  readonly version: number;
  readonly version_text: string;
  readonly at: Date;
  readonly not_forced: readonly string[];
  readonly fsync: string;
  readonly commit: string;
  readonly migrated: boolean;
  readonly unfinished: boolean;
}

// Rights count that come by membership as well: a role that may become the owner is as powerful as the owner.
const FACTS = `
  select session_user::text as role,
         bool_or(r.rolsuper) as superuser,
         bool_or(r.rolbypassrls) as bypass,
         (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_t%'
             and pg_has_role(session_user, c.relowner, 'member')) as owned,
         (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
         current_setting('server_version_num')::int / 10000 as version,
         current_setting('server_version') as version_text,
         clock_timestamp() as at,
         (select coalesce(array_agg(c.relname::text order by c.relname), '{}') from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
             and c.relrowsecurity and not c.relforcerowsecurity) as not_forced,
         current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as commit,
         to_regclass('public.schema_migration') is not null as migrated,
         to_regclass('public.restore_in_progress') is not null as unfinished
    from pg_roles r
   where pg_has_role(session_user, r.oid, 'member')`;

// One machine has one clock: what stands in the database is all that it can be compared with.
const BEHIND = `
  select (extract(epoch from greatest((select max(applied_at) from schema_migration),
                                      (select at from outbox order by id desc limit 1)) - clock_timestamp()) * 1000)::float8 as behind`;

/** What is wrong with the database or with the role of this pool; empty when the server may start without a word. */
export async function findDatabaseProblems(
  pool: pg.Pool,
  migrations: readonly Migration[] = readMigrations(),
  training = false,
): Promise<SelfCheckProblem[]> {
  const client = await pool.connect();
  try {
    const askedAt = Date.now();
    const facts = (await client.query<Facts>(FACTS)).rows[0];
    const answeredAt = Date.now();
    if (facts === undefined) throw new Error("the database does not know the role that asks");
    const skewMs = clockSkew(facts.at.getTime(), askedAt, answeredAt);
    const applied = facts.migrated
      ? (await client.query<AppliedMigration>("select version, name, sha256 from schema_migration order by version")).rows
      : undefined;
    const behindMs = applied === undefined ? 0 : ((await client.query<{ behind: number }>(BEHIND)).rows[0]?.behind ?? 0);
    const marked = applied !== undefined && (await isMarkedForTraining(client));
    return [
      ...judgeRole(facts),
      ...judgeServer(facts, skewMs),
      ...judgePast(behindMs),
      ...judgeSchema(facts, applied, migrations),
      ...judgeSide(marked, training),
    ];
  } finally {
    client.release();
  }
}

/** A training process on a real database would put practice among real dossiers, and the other way round. */
function judgeSide(marked: boolean, training: boolean): SelfCheckProblem[] {
  if (marked === training) return [];
  return [refuse(marked ? "check.training_database" : "check.real_database")];
}

/** Throws UnsafeDatabaseError when the server must not start on this database; returns the warnings. */
export async function assertSafeDatabase(pool: pg.Pool, training: boolean): Promise<SelfCheckProblem[]> {
  const problems = await findDatabaseProblems(pool, readMigrations(), training);
  const refusals = problems.filter(({ severity }) => severity === "refuse");
  if (refusals.length > 0) throw new UnsafeDatabaseError(refusals);
  return problems;
}

/** The database's clock must lie between question and answer; what is outside of that span is skew, in ms. */
export function clockSkew(databaseAt: number, askedAt: number, answeredAt: number): number {
  if (databaseAt < askedAt) return databaseAt - askedAt;
  return databaseAt > answeredAt ? databaseAt - answeredAt : 0;
}

function judgeRole(facts: Facts): SelfCheckProblem[] {
  const { role } = facts;
  if (facts.superuser) return [refuse("check.superuser", { role })];
  return [
    ...(facts.bypass ? [refuse("check.bypass_rls", { role })] : []),
    ...(facts.owned > 0 ? [refuse("check.owner", { role, count: facts.owned })] : []),
  ];
}

function judgeServer(facts: Facts, skewMs: number): SelfCheckProblem[] {
  const problems: SelfCheckProblem[] = [];
  if (facts.encoding !== "UTF8") problems.push(refuse("check.encoding", { encoding: facts.encoding }));
  if (facts.version < OLDEST_SERVER)
    problems.push(refuse("check.version", { version: facts.version_text, needed: OLDEST_SERVER }));
  if (Math.abs(skewMs) > CLOCK_WARN_MS) {
    const judge = Math.abs(skewMs) > CLOCK_REFUSE_MS ? refuse : warn;
    problems.push(judge("check.clock", { seconds: String(Math.round(skewMs / 1000)) }));
  }
  if (facts.fsync !== "on") problems.push(warn("check.durability", { setting: "fsync", value: facts.fsync }));
  if (facts.commit === "off") problems.push(warn("check.durability", { setting: "synchronous_commit", value: facts.commit }));
  return problems;
}

/** A warning alone: a clock that was once ahead and is right again must not close the office. */
function judgePast(behindMs: number): SelfCheckProblem[] {
  return behindMs > CLOCK_WARN_MS ? [warn("check.clock_behind", { seconds: String(Math.round(behindMs / 1000)) })] : [];
}

function judgeSchema(
  facts: Facts,
  applied: readonly AppliedMigration[] | undefined,
  migrations: readonly Migration[],
): SelfCheckProblem[] {
  if (applied === undefined) return [refuse("check.schema_missing")];
  const problems: SelfCheckProblem[] = facts.unfinished ? [refuse("check.restore_unfinished")] : [];
  if (facts.not_forced.length > 0) problems.push(refuse("check.rls_not_forced", { tables: facts.not_forced.join(", ") }));
  try {
    const pending = findPending(applied, migrations);
    if (pending.length > 0) problems.push(refuse("check.schema_outdated", { count: pending.length }));
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    problems.push({ code: "migration", severity: "refuse", text: error.text });
  }
  return problems;
}

type CheckKey = Extract<OperatorTextKey, `check.${string}`>;

const refuse = (code: CheckKey, values?: Record<string, string | number>): SelfCheckProblem => ({
  code,
  severity: "refuse",
  text: operatorText(code, values),
});

const warn = (code: CheckKey, values?: Record<string, string | number>): SelfCheckProblem => ({
  code,
  severity: "warn",
  text: operatorText(code, values),
});
