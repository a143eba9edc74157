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

/** The parts in which a version differs from the one before it. */
export const CHANGEABLE = [
  "name",
  "term",
  "components",
  "fees",
  "steps",
  "channels",
  "agencies",
  "results",
  "conditions",
  "legalBases",
] as const;
export type ChangedPart = (typeof CHANGEABLE)[number];

export interface Changed extends Posted {
  readonly change: BoardChange;
  readonly changedOn: string;
  /** What is different from the version before; empty for one that is new or has ended. */
  readonly parts: readonly ChangedPart[];
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

/** In which parts `v` differs from `o`, the version before it. */
const CHANGED_PARTS = sql`array_remove(array[
  case when v.name <> o.name then 'name' end,
  case when (v.term_value, v.term_unit) is distinct from (o.term_value, o.term_unit) then 'term' end,
  ${sql.join(
    CHANGEABLE.filter((part) => part !== "name" && part !== "term").map(
      (part) =>
        sql`case when v.definition -> ${sql.lit(part)} is distinct from o.definition -> ${sql.lit(part)} then ${sql.lit(part)} end`,
    ),
  )}], null)`;

/** What changed on the board after a day, up to another (yyyy-MM-dd), the newest first; at most `limit`. */
export async function listChanged(tx: Tx, level: Level, after: string, on: string, limit: number): Promise<readonly Changed[]> {
  const found = await sql<Row & { change: BoardChange; changedOn: string; parts: ChangedPart[] }>`select * from (
      select ${POSTED}, case when v.version = 1 then 'added' else 'changed' end as change,
        coalesce(lower(v.during), ${LOCAL_DAY})::text as "changedOn",
        case when o.id is null then '{}'::text[] else ${CHANGED_PARTS} end as parts
      from ${FROM_VERSION}
      left join lateral (select * from procedure_version b where b.procedure_id = v.procedure_id and b.version < v.version
        and b.status <> 'draft' order by b.version desc limit 1) o on true
      where v.status = 'published' and ${postedBy(level)}
        -- What the first day brought, with no start of its own, is the board and no change of it.
        and (not lower_inf(v.during) or v.published_at >= (select min(published_at) + interval '1 day' from procedure_version))
      union all
      select ${POSTED}, 'ended', upper(v.during)::text, '{}'::text[] from ${FROM_VERSION}
      where v.status <> 'draft' and not upper_inf(v.during) and ${postedBy(level)}
        and not exists (select from procedure_version n where n.procedure_id = v.procedure_id and n.status = 'published'
          and n.during @> upper(v.during))) c
    where c."changedOn" > ${after} and c."changedOn" <= ${on}
    order by c."changedOn" desc, c.code limit ${limit}`.execute(tx);
  return found.rows.map((row) => ({ ...toPosted(row), change: row.change, changedOn: row.changedOn, parts: row.parts }));
}

/** A draft that an announcing decision of a known day asks to be posted. */
export interface AnnouncedDraft {
  readonly procedure: ProcedureSummary;
  readonly decision: { readonly no: string; readonly date: string };
}

/** Drafts whose announcing decision has a date, the oldest decision first; a version that was published since is none of them. */
export async function listAnnouncedDrafts(tx: Tx, limit: number): Promise<readonly AnnouncedDraft[]> {
  const found = await sql<SummaryRow & Pick<AnnouncedDraft, "decision">>`select ${SUMMARY},
      v.definition -> 'announcingDecision' as decision
    from ${FROM_VERSION} where v.status = 'draft' and v.definition #>> '{announcingDecision,date}' is not null
      and not exists (select from procedure_version n where n.procedure_id = v.procedure_id and n.status = 'published' and n.version > v.version)
    order by v.definition #>> '{announcingDecision,date}', p.code limit ${limit}`.execute(tx);
  return found.rows.map((row) => ({ procedure: toSummary(row), decision: row.decision }));
}

/** How many procedures each level posts on a day. */
export async function countPosted(tx: Tx, on: string): Promise<Readonly<Partial<Record<Level, number>>>> {
  const found = await sql<{ level: Level; posted: number }>`select l.level, count(v.id)::int as posted
    from (values ('province'), ('district'), ('commune')) as l (level)
    left join procedure_version v on v.status = 'published' and v.during @> ${on}::date
      and case when l.level = 'commune' then v.commune_office else l.level = any(v.levels) end
    group by l.level`.execute(tx);
  return Object.fromEntries(found.rows.map((row) => [row.level, row.posted]));
}
