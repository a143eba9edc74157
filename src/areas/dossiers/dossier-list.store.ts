import { type ExpressionBuilder, expressionBuilder, type ExpressionWrapper, type SqlBool, sql } from "kysely";
import type { LegalState } from "#core/workflow/dossier-state.ts";
import { OPEN_STATES } from "#core/workflow/dossier-state.ts";
import type { DB } from "#platform/db/schema.ts";
import type { Tx } from "#platform/db/tx.ts";
import { phoneToE164 } from "#platform/input/fields.ts";
import { searchKey } from "#platform/input/text.ts";
import type { DossierFilter, DossierSummary, FoundFilter } from "./dossier-list.ts";
import type { Channel, DossierId } from "./dossier.ts";

/** Of a common name the newest; more words find the others. */
const MOST_NAME_MATCHES = 300;
/** Counting stops here: "more than 1,000" tells a person as much as the exact number, and stays fast. */
const MOST_COUNTED = 1000;
const WHOLE_CODE = /^(TH-)?[A-Z0-9.]+-\d{6}-(HD)?\d{4,9}$/;
const FOREIGN_CODE = /^(?=\S*\d)(?=\S*[-./_])\S{4,100}$/;

type Condition = ExpressionWrapper<DB, "dossier", SqlBool>;
type Builder = ExpressionBuilder<DB, "dossier">;

/** What a person typed into the search box: a code, an ID number or a phone number; undefined for a name. */
function searchCondition(eb: Builder, q: string): Condition | undefined {
  const bare = q.replace(/[\s.]/g, "");
  if (/^\d{12}$/.test(bare)) return eb("owner_id_number", "=", bare) as Condition;
  const phone = phoneToE164(q);
  if (phone !== undefined) return eb("owner_phone", "=", phone) as Condition;
  const code = q.toUpperCase();
  if (WHOLE_CODE.test(code)) return eb("code", "=", code) as Condition;
  if (/-\d{6}/.test(q)) return eb("code", "like", `${code.replace(/[%_\\]/g, "")}%`) as Condition;
  // Codes of other systems have shapes of their own; no name has a digit beside such a sign.
  if (FOREIGN_CODE.test(q)) return eb.or([eb("code", "=", q), eb("code", "=", code)]) as Condition;
  return undefined;
}

/**
 * Finds the dossiers of a name once, so that rows and count of a page do not search twice. Whatever else was typed is
 * compared with its own column.
 */
export async function resolveSearch(tx: Tx, { q, ...filter }: DossierFilter): Promise<FoundFilter> {
  if (q === undefined) return filter;
  if (searchCondition(expressionBuilder<DB, "dossier">(), q) !== undefined) return { ...filter, exact: q };
  const { rows } = await sql<{ id: number }>`
    select search_dossier_ids(${searchKey(q)}, ${[...filter.agencies]}::int[], ${MOST_NAME_MATCHES}) as id`.execute(tx);
  return { ...filter, ids: rows.map(({ id }) => id) };
}

const startOf = (day: string): string => `${day}T00:00:00+07:00`;
const endOf = (day: string): string => `${day}T23:59:59.999+07:00`;

/** With one agency, as almost everyone has, an equality: only then does an index give the rows in their order. */
function agencyCondition(eb: Builder, agencies: readonly number[]): Condition {
  const [only] = agencies;
  if (agencies.length === 1 && only !== undefined) return eb("agency_id", "=", only) as Condition;
  return eb("agency_id", "=", sql<number>`any(${[...agencies]}::int[])`) as Condition;
}

function conditions(eb: Builder, filter: FoundFilter): Condition[] {
  const all: (Condition | undefined)[] = [
    agencyCondition(eb, filter.agencies),
    filter.exact === undefined ? undefined : searchCondition(eb, filter.exact),
    filter.ids === undefined ? undefined : (eb("id", "=", sql<number>`any(${[...filter.ids]}::bigint[])`) as Condition),
    filter.states.length === 0 ? undefined : (eb("state", "in", filter.states) as Condition),
    filter.field === undefined ? undefined : (eb("field", "=", filter.field) as Condition),
    filter.channel === undefined ? undefined : (eb("channel", "=", filter.channel) as Condition),
    filter.procedureCode === undefined ? undefined : (eb("procedure_code", "=", filter.procedureCode) as Condition),
    filter.receivedFrom === undefined
      ? undefined
      : (eb("received_at", ">=", sql<Date>`${startOf(filter.receivedFrom)}::timestamptz`) as Condition),
    filter.receivedTo === undefined
      ? undefined
      : (eb("received_at", "<=", sql<Date>`${endOf(filter.receivedTo)}::timestamptz`) as Condition),
    filter.holderPersonId === undefined ? undefined : (eb("holder_person_id", "=", filter.holderPersonId) as Condition),
    ...dueConditions(eb, filter),
  ];
  return all.filter((condition) => condition !== undefined);
}

/** Due conditions count only dossiers on which the office still has to work, and whose clock runs. */
function dueConditions(eb: Builder, { due }: FoundFilter): Condition[] {
  if (due === undefined) return [];
  const running = [eb("ended_at", "is", null) as Condition, eb("paused_at", "is", null) as Condition];
  if (due.kind === "late") return [...running, eb("due_at", "<", due.now) as Condition];
  return [...running, eb("due_at", ">=", due.now) as Condition, eb("due_at", "<=", due.until) as Condition];
}

/** From here to the end of the transaction statements are planned for their values: a list of a rare state needs another plan than that of a common one. */
export async function planForValues(tx: Tx): Promise<void> {
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(tx);
}

/** One page of dossiers under the filter, by keyset: page 1,000 costs what page 1 costs. */
export async function listDossiers(tx: Tx, filter: FoundFilter): Promise<readonly DossierSummary[]> {
  const byDue = filter.sort === "due";
  let query = tx
    .selectFrom("dossier")
    .select([
      "id",
      "code",
      "owner_name",
      "procedure_name",
      "field",
      "state",
      "outcome",
      "received_at",
      "due_at",
      "paused_at",
      "ended_at",
      "channel",
      "time_zone",
      "holder_person_id",
      "subject",
      "last_seq",
    ])
    .select(sql<string | null>`attributes #>> '{external,title}'`.as("external_title"))
    .where((eb) => eb.and(conditions(eb, filter)));
  if (byDue) query = query.where("due_at", "is not", null);
  const { after } = filter;
  if (after !== undefined) {
    query = byDue
      ? query.where(sql<boolean>`(due_at, id) > (${after.at}::timestamptz, ${after.id})`)
      : query.where(sql<boolean>`(received_at, id) < (${after.at}::timestamptz, ${after.id})`);
  }
  const ordered = byDue ? query.orderBy("due_at").orderBy("id") : query.orderBy("received_at", "desc").orderBy("id", "desc");
  const rows = await ordered.limit(filter.limit).execute();
  return rows.map((row) => ({
    id: row.id as DossierId,
    code: row.code,
    ownerName: row.owner_name,
    procedureName: row.procedure_name,
    field: row.field,
    state: row.state as LegalState,
    outcome: row.outcome,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    pausedAt: row.paused_at,
    endedAt: row.ended_at,
    channel: row.channel as Channel,
    timeZone: row.time_zone,
    holderPersonId: row.holder_person_id,
    subject: row.subject,
    livesIn: row.external_title,
    seq: row.last_seq,
  }));
}

/** How many dossiers the filter finds, counted up to a bound. */
export async function countDossiers(tx: Tx, filter: FoundFilter): Promise<{ readonly count: number; readonly more: boolean }> {
  const found = tx
    .selectFrom("dossier")
    .select("id")
    .where((eb) => eb.and(conditions(eb, filter)))
    .limit(MOST_COUNTED + 1)
    .as("found");
  const row = await tx
    .selectFrom(found)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return { count: Math.min(row.count, MOST_COUNTED), more: row.count > MOST_COUNTED };
}

export interface WorkFigures {
  readonly held: number;
  readonly late: number;
  readonly dueSoon: number;
  readonly waiting: number;
  readonly toReturn: number;
  readonly open: number;
  readonly receivedToday: number;
}

/** The tiles of the first page after sign-in: one statement over the open dossiers of the agencies. */
export async function workFigures(
  tx: Tx,
  agencies: readonly number[],
  personId: number,
  at: { readonly now: Date; readonly soon: Date; readonly startOfToday: Date },
): Promise<WorkFigures> {
  const { rows } = await sql<WorkFigures>`
    select count(*) filter (where holder_person_id = ${personId})::int as held,
      count(*) filter (where ended_at is null and paused_at is null and due_at < ${at.now})::int as late,
      count(*) filter (where ended_at is null and paused_at is null and due_at >= ${at.now} and due_at <= ${at.soon})::int as "dueSoon",
      count(*) filter (where state in ('SUPPLEMENT_WAIT', 'FINANCE_WAIT'))::int as waiting,
      count(*) filter (where state = 'DECIDED')::int as "toReturn",
      count(*) filter (where state = any(${[...OPEN_STATES]}::text[]))::int as open,
      (select count(*)::int from dossier where agency_id = any(${[...agencies]}::int[]) and received_at >= ${at.startOfToday}
        and state not in ('DRAFT', 'SUBMITTED', 'INTAKE_SUPPLEMENT', 'INTAKE_REFUSED', 'VOIDED')) as "receivedToday"
    from dossier
    where agency_id = any(${[...agencies]}::int[]) and state in ('SUBMITTED', 'INTAKE_SUPPLEMENT', 'ACCEPTED', 'PROCESSING', 'SUPPLEMENT_WAIT', 'FINANCE_WAIT', 'DECIDED')`.execute(
    tx,
  );
  const [figures] = rows;
  if (figures === undefined) throw new Error("an aggregate without groups has one row");
  return figures;
}

/** Fields in which the agencies have dossiers, for the filter: a look-up in an index for each field, not a pass over the rows. */
export async function listDossierFields(tx: Tx, agencies: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ field: string }>`
    select distinct f.field from unnest(${[...agencies]}::int[]) a (agency_id), lateral (
      with recursive next as (
        (select d.field from dossier d where d.agency_id = a.agency_id order by d.field limit 1)
        union all
        select (select d.field from dossier d where d.agency_id = a.agency_id and d.field > next.field order by d.field limit 1)
        from next where next.field is not null
      ) select field from next where field is not null
    ) f order by f.field`.execute(tx);
  return rows.map((row) => row.field);
}
