import { isDeepStrictEqual } from "node:util";
import pg from "pg";
import type { Acknowledged, Write } from "./journal.ts";

interface Kept {
  readonly key: string;
  readonly command: string;
  readonly response: Acknowledged;
}

/** Statements that must answer no row: each would be something half-written, lost or written twice. */
const NEVER: Readonly<Record<string, string>> = {
  "a dossier whose events are not 1 … last_seq": `
    select d.code from dossier d left join dossier_event e on e.dossier_id = d.id
    group by d.id having count(e.seq) <> d.last_seq or coalesce(min(e.seq), 0) <> 1 or coalesce(max(e.seq), 0) <> d.last_seq`,
  "a dossier that differs from its last event": `
    select d.code from dossier d join dossier_event e on e.dossier_id = d.id and e.seq = d.last_seq
    where d.state <> e.state or d.due_at is distinct from e.due_at or d.ended_at is distinct from e.ended_at`,
  "an event without a dossier":
    "select e.id::text from dossier_event e left join dossier d on d.id = e.dossier_id where d.id is null",
  "a counter that is not the number of dossiers of its agency and day": `
    select c.agency_id || ' ' || c.day from dossier_counter c where c.series = 'dossier' and c.last_number <>
      (select count(*) from dossier d where d.agency_id = c.agency_id and (d.received_at at time zone 'Asia/Ho_Chi_Minh')::date = c.day)`,
  "a number given twice or left out": `
    select agency_id || ' ' || day from (
      select agency_id, (received_at at time zone 'Asia/Ho_Chi_Minh')::date as day, count(*) as dossiers,
        count(distinct right(code, 4)::int) as numbers, max(right(code, 4)::int) as highest
      from dossier group by 1, 2) n
    where dossiers <> numbers or dossiers <> highest`,
  "a command with an answer and without exactly one audit row": `
    select a.subject from audit a where a.outcome = 'done' and a.action like 'dossiers.%' group by a.action, a.subject having count(*) > 1`,
  "an event without its outbox row, or with two": `
    select e.dossier_id || '/' || e.seq from dossier_event e left join outbox o
      on o.subject = e.dossier_id::text and coalesce((o.payload ->> 'seq')::int, 1) = e.seq
    group by e.dossier_id, e.seq having count(o.id) <> 1`,
};

export interface Verdict {
  readonly problems: readonly string[];
  readonly dossiers: number;
  readonly events: number;
}

/** Compares what clients were told with what the database holds, and the tables with one another. */
export async function verify(superuserUrl: string, writes: readonly Write[]): Promise<Verdict> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const problems: string[] = [];
    for (const [what, statement] of Object.entries(NEVER)) {
      const { rows } = await client.query<Record<string, string>>({ text: statement });
      if (rows.length > 0) problems.push(`${what}: ${rows.length}, such as ${Object.values(rows[0] ?? {})[0]}`);
    }
    const kept = await client.query<Kept>("select key, command, response from idempotency");
    // What one command wrote is of one transaction; what the worker records of its own answers nobody.
    const events = await client.query<{ place: string; command: string | null }>(
      "select dossier_id || '/' || seq as place, case when account_id is not null then dossier_id || '/' || xmin end as command from dossier_event",
    );
    const codes = await client.query<{ id: string; code: string }>("select id, code from dossier");
    const audited = await client.query<{ n: number }>(
      "select count(*)::int as n from audit where outcome = 'done' and action like 'dossiers.%'",
    );
    problems.push(
      ...compare(
        writes,
        kept.rows,
        new Set(events.rows.map(({ place }) => place)),
        new Map(codes.rows.map(({ id, code }) => [Number(id), code])),
      ),
    );
    const commands = new Set(events.rows.flatMap(({ command }) => command ?? [])).size;
    const counts = { answers: kept.rows.length, commands, audit: audited.rows[0]?.n ?? 0 };
    if (counts.answers !== counts.commands || counts.audit !== counts.commands)
      problems.push(`as many answers kept as commands that left events and audit rows: ${JSON.stringify(counts)}`);
    return { problems, dossiers: codes.rows.length, events: events.rows.length };
  } finally {
    await client.end();
  }
}

/** Every acknowledged write is there as it was acknowledged; one that nobody acknowledged left everything or nothing. */
function compare(
  writes: readonly Write[],
  kept: readonly Kept[],
  events: ReadonlySet<string>,
  codes: ReadonlyMap<number, string>,
): string[] {
  const problems: string[] = [];
  const answers = new Map(kept.map((row) => [row.key, row]));
  for (const { key, path, answer } of writes) {
    const stored = answers.get(key);
    if (answer === undefined && stored === undefined) continue;
    if (stored === undefined) {
      problems.push(`lost: ${path} ${key} was answered ${answer}`);
      continue;
    }
    const { id, code, seq = 1 } = stored.response;
    if (answer !== undefined && !isDeepStrictEqual(JSON.parse(answer), stored.response))
      problems.push(`${key}: answered ${answer}, kept ${JSON.stringify(stored.response)}`);
    if (codes.get(id) !== code || !events.has(`${id}/${seq}`)) problems.push(`half-written: ${path} ${key} of dossier ${id}`);
  }
  const known = new Set(writes.map(({ key }) => key));
  for (const { key } of kept) if (!known.has(key)) problems.push(`an answer to a key that nobody sent: ${key}`);
  return problems;
}
