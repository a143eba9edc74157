import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { FROM_VERSION, SUMMARY, type SummaryRow, toSummary } from "./procedure.store.ts";
import type { Level, ProcedureSummary } from "./procedure.ts";

/** What happened to a procedure on the board on its day. */
export type BoardChange = "added" | "changed" | "ended";

export interface Posted {
  readonly procedure: ProcedureSummary;
  readonly decision: { readonly no: string; readonly date?: string | undefined } | null;
  /** When it was shown to the public. */
  readonly publishedAt: Date;
  /** The day (yyyy-MM-dd) from which it stands on the board: its first day in force, or of its publication where that is unknown. */
  readonly since: string;
}

export interface Changed extends Posted {
  readonly change: BoardChange;
  readonly changedOn: string;
}

/** Which procedures a unit posts: those of the commune's own office, or those of another level. */
const postedBy = (level: Level) => (level === "commune" ? sql`v.commune_office` : sql`${level} = any(v.levels)`);

const LOCAL_DAY = sql`(v.published_at at time zone 'Asia/Ho_Chi_Minh')::date`;
const POSTED = sql`${SUMMARY}, v.definition -> 'announcingDecision' as decision, v.published_at as "publishedAt",
  coalesce(lower(v.during), ${LOCAL_DAY})::text as since`;

type Row = SummaryRow & Omit<Posted, "procedure">;
const toPosted = (row: Row): Posted => ({
  procedure: toSummary(row),
  decision: row.decision,
  publishedAt: row.publishedAt,
  since: row.since,
});

/** Everything that a level posts on a day (yyyy-MM-dd), by field and code. */
export async function listPosted(tx: Tx, level: Level, on: string): Promise<readonly Posted[]> {
  const found = await sql<Row>`select ${POSTED} from ${FROM_VERSION}
    where v.status = 'published' and v.during @> ${on}::date and ${postedBy(level)}
    order by v.field collate "und-x-icu", p.code`.execute(tx);
  return found.rows.map(toPosted);
}

/** What changed on the board after a day, up to another (yyyy-MM-dd), the newest first; at most `limit`. */
export async function listChanged(tx: Tx, level: Level, after: string, on: string, limit: number): Promise<readonly Changed[]> {
  const found = await sql<Row & { change: BoardChange; changedOn: string }>`select * from (
      select ${POSTED}, case when v.version = 1 then 'added' else 'changed' end as change,
        coalesce(lower(v.during), ${LOCAL_DAY})::text as "changedOn"
      from ${FROM_VERSION} where v.status = 'published' and ${postedBy(level)}
      union all
      select ${POSTED}, 'ended', upper(v.during)::text from ${FROM_VERSION}
      where v.status <> 'draft' and not upper_inf(v.during) and ${postedBy(level)}
        and not exists (select from procedure_version n where n.procedure_id = v.procedure_id and n.status = 'published'
          and n.during @> upper(v.during))) c
    where c."changedOn" > ${after} and c."changedOn" <= ${on}
    order by c."changedOn" desc, c.code limit ${limit}`.execute(tx);
  return found.rows.map((row) => ({ ...toPosted(row), change: row.change, changedOn: row.changedOn }));
}

/** How many procedures each level posts on a day, and which edition of the catalogue that is. */
export async function countPosted(tx: Tx, on: string): Promise<Readonly<Partial<Record<Level, number>>>> {
  const found = await sql<{ level: Level; posted: number }>`select l.level, count(v.id)::int as posted
    from (values ('province'), ('district'), ('commune')) as l (level)
    left join procedure_version v on v.status = 'published' and v.during @> ${on}::date
      and case when l.level = 'commune' then v.commune_office else l.level = any(v.levels) end
    group by l.level`.execute(tx);
  return Object.fromEntries(found.rows.map((row) => [row.level, row.posted]));
}
