import { sql } from "kysely";
import type { PlainDate } from "#core/plain-date.ts";
import type { Role } from "#core/roles.ts";
import type { Tx } from "#platform/db/tx.ts";
import { standInOn } from "./stand-in.store.ts";
import type { InPlaceOf, StandIn } from "./stand-in.ts";
import { inChunks } from "./unit.store.ts";
import type { Period } from "./unit.ts";

/** Adds persons by name; returns their ids in the order given. */
export async function insertPersons(tx: Tx, names: readonly string[]): Promise<number[]> {
  return inChunks(names, async (chunk) => {
    const result = await sql<{ id: number }>`insert into person (full_name)
      select n.full_name from unnest(${[...chunk]}::text[]) with ordinality n (full_name, ord) order by n.ord returning id`.execute(
      tx,
    );
    return result.rows.map((row) => row.id).toSorted((a, b) => a - b);
  });
}

export interface NewPost extends Period {
  readonly unitId: number;
  readonly title: string;
  readonly role: Role;
}

/** Adds posts to units; each belongs to the agency of its unit. Returns their ids in the order given. */
export async function insertPosts(tx: Tx, posts: readonly NewPost[]): Promise<number[]> {
  return inChunks(posts, async (chunk) => {
    const rows = chunk.map((post) => ({
      unit_id: post.unitId,
      title: post.title,
      role: post.role,
      from_on: post.from,
      until_on: post.until,
    }));
    const result = await sql<{ id: number }>`
      insert into post (unit_id, agency_id, title, role, during)
      select r.unit_id, coalesce(u.agency_id, u.id), r.title, r.role, daterange(r.from_on, r.until_on)
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (unit_id int, title text, role text, from_on date, until_on date)) with ordinality r
      join unit u on u.id = r.unit_id order by r.ordinality returning id`.execute(tx);
    return result.rows.map((row) => row.id).toSorted((a, b) => a - b);
  });
}

export interface NewAssignment extends Period {
  readonly personId: number;
  readonly postId: number;
  readonly decisionNo: string | null;
}

/** Puts persons into posts; returns the ids of the assignments in the order given. */
export async function insertAssignments(tx: Tx, assignments: readonly NewAssignment[]): Promise<number[]> {
  return inChunks(assignments, async (chunk) => {
    const rows = chunk.map((a) => ({
      person_id: a.personId,
      post_id: a.postId,
      from_on: a.from,
      until_on: a.until,
      decision_no: a.decisionNo,
    }));
    const result = await sql<{ id: number }>`
      insert into assignment (person_id, post_id, during, decision_no)
      select r.person_id, r.post_id, daterange(r.from_on, r.until_on), r.decision_no
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (person_id bigint, post_id int, from_on date, until_on date, decision_no text)) with ordinality r
      order by r.ordinality returning id`.execute(tx);
    return result.rows.map((row) => row.id).toSorted((a, b) => a - b);
  });
}

/** The person leaves the post: `until` is the first day on which they no longer hold it. */
export async function endAssignment(tx: Tx, assignmentId: number, until: string): Promise<void> {
  await sql`update assignment set during = daterange(lower(during), ${until}::date) where id = ${assignmentId}`.execute(tx);
}

export interface PostHolder {
  readonly assignmentId: number;
  readonly postId: number;
  readonly personId: number;
  readonly name: string;
  readonly role: Role;
  readonly title: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly agencyId: number;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
  readonly decisionNo: string | null;
  /** Who does their work on the day that was asked for; null where they do it themselves. */
  readonly standIn: StandIn | null;
  /** Set by \`withDelegates\`: whose post it is that was lent to this person. */
  readonly inPlaceOf?: InPlaceOf;
}

const HOLDER = (
  on: string,
) => sql`g.id as "assignmentId", o.id as "postId", p.id as "personId", p.full_name as name, o.role, o.title,
  o.unit_id as "unitId", o.agency_id as "agencyId", lower(g.during) as "from", upper(g.during) as "until", g.decision_no as "decisionNo",
  coalesce((select v.full_name from unit_version v where v.unit_id = o.unit_id
    order by v.during @> ${on}::date desc, lower(v.during) desc nulls last limit 1), '') as "unitName",
  ${standInOn(on)} as "standIn"`;

const RANK = sql`array_position(array['leader', 'one_stop_head', 'division_head', 'specialist', 'receiving_officer'], o.role) nulls last, p.full_name collate "und-x-icu"`;

/** Who held which post of an agency on that day. */
export async function listPostHolders(tx: Tx, agencyId: number, on: string): Promise<PostHolder[]> {
  const result = await sql<PostHolder>`select ${HOLDER(on)}
    from post o join assignment g on g.post_id = o.id and g.during @> ${on}::date join person p on p.id = g.person_id
    where o.agency_id = ${agencyId} and o.during @> ${on}::date order by ${RANK}`.execute(tx);
  return result.rows;
}

export interface PostOn {
  readonly postId: number;
  readonly title: string;
  readonly role: Role;
  readonly holders: readonly {
    readonly personId: number;
    readonly name: string;
    readonly from: PlainDate | null;
    readonly decisionNo: string | null;
  }[];
}

/** The posts of one unit that existed on that day and who held each; a post without a holder is vacant. */
export async function listPostsOn(tx: Tx, unitId: number, on: string): Promise<PostOn[]> {
  const result = await sql<PostOn>`
    select o.id as "postId", o.title, o.role, coalesce((
      select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.full_name, 'from', lower(g.during), 'decisionNo', g.decision_no) order by lower(g.during), p.id)
      from assignment g join person p on p.id = g.person_id where g.post_id = o.id and g.during @> ${on}::date), '[]') as holders
    from post o where o.unit_id = ${unitId} and o.during @> ${on}::date
    order by array_position(array['leader', 'one_stop_head', 'division_head', 'specialist', 'receiving_officer'], o.role) nulls last, o.title collate "und-x-icu", o.id`.execute(
    tx,
  );
  return result.rows;
}

/** Everyone who has held or will hold a post, the latest first. */
export async function listHoldersOfPost(tx: Tx, postId: number): Promise<PostHolder[]> {
  const result =
    await sql<PostHolder>`select ${HOLDER("infinity")} from post o join assignment g on g.post_id = o.id join person p on p.id = g.person_id
    where o.id = ${postId} order by lower(g.during) desc nulls last, g.id desc`.execute(tx);
  return result.rows;
}

/** A post, whether or not anyone holds it. */
export async function findPostUnit(tx: Tx, postId: number): Promise<{ title: string; unitId: number } | undefined> {
  const row = await tx.selectFrom("post").select(["title", "unit_id"]).where("id", "=", postId).executeTakeFirst();
  return row === undefined ? undefined : { title: row.title, unitId: row.unit_id };
}

/** Every post that a person has held or will hold, the latest first. */
export async function listAssignmentsOf(tx: Tx, personIds: readonly number[]): Promise<PostHolder[]> {
  const result =
    await sql<PostHolder>`select ${HOLDER("infinity")} from assignment g join post o on o.id = g.post_id join person p on p.id = g.person_id
    where g.person_id = any(${[...personIds]}) order by lower(g.during) desc nulls last, g.id desc`.execute(tx);
  return result.rows;
}

export async function findAssignment(tx: Tx, assignmentId: number): Promise<PostHolder | undefined> {
  const result =
    await sql<PostHolder>`select ${HOLDER("infinity")} from assignment g join post o on o.id = g.post_id join person p on p.id = g.person_id
    where g.id = ${assignmentId}`.execute(tx);
  return result.rows[0];
}

/** A post of this unit, title and role without a holder during the whole period: given again instead of doubled. */
export async function findVacantPost(tx: Tx, post: NewPost): Promise<number | undefined> {
  const result = await sql<{ id: number }>`
    select o.id from post o where o.unit_id = ${post.unitId} and o.role = ${post.role} and o.title = ${post.title}
      and o.during @> daterange(${post.from}::date, ${post.until}::date)
      and not exists (select from assignment g where g.post_id = o.id and g.during && daterange(${post.from}::date, ${post.until}::date))
    order by o.id limit 1`.execute(tx);
  return result.rows[0]?.id;
}

/** Ends every post of these units, and who holds it, on that day. */
export async function endPostsOfUnits(tx: Tx, unitIds: readonly number[], on: string): Promise<void> {
  await sql`with ended as (
      update post set during = daterange(lower(during), ${on}::date) where unit_id = any(${[...unitIds]}) and during @> ${on}::date
        and (lower(during) is null or lower(during) < ${on}::date) returning id
    )
    update assignment set during = daterange(lower(during), ${on}::date) from ended
    where post_id = ended.id and during @> ${on}::date and (lower(during) is null or lower(during) < ${on}::date)`.execute(tx);
}
