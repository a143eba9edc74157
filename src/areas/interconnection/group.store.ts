import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { type BundleGroup, findGroup, type GroupDraft, holdsOn, shippedGroups } from "./groups.ts";

export const GROUP_STAGES = ["draft", "published", "planned", "retired", "withdrawn"] as const;
export type GroupStage = (typeof GROUP_STAGES)[number];

/** A version of a group that a province wrote. */
export interface GroupVersion {
  readonly id: number;
  readonly provinceId: number;
  readonly code: string;
  readonly version: number;
  readonly stage: GroupStage;
  /** Plain dates; `until` is the first day on which it no longer holds. Both null while it is a draft. */
  readonly from: string | null;
  readonly until: string | null;
  readonly revision: number;
  readonly definition: GroupDraft;
}

const COLUMNS = (on: string) => sql<string>`id, province_id as "provinceId", code, version, revision, definition,
  lower(during)::text as "from", upper(during)::text as "until",
  case when status in ('draft', 'withdrawn') then status when ${on}::date < lower(during) then 'planned'
    when upper(during) <= ${on}::date then 'retired' else 'published' end as stage`;

/** Every version that a province wrote, the newest of each group first. */
export async function listGroupVersions(tx: Tx, provinceId: number, on: string): Promise<readonly GroupVersion[]> {
  const { rows } = await sql<GroupVersion>`
    select ${COLUMNS(on)} from bundle_group_version where province_id = ${provinceId} order by code, version desc`.execute(tx);
  return rows;
}

export async function findGroupVersion(tx: Tx, id: number, on: string, lock = false): Promise<GroupVersion | undefined> {
  const { rows } = await sql<GroupVersion>`select ${COLUMNS(on)} from bundle_group_version where id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

const groupOf = ({ id, code, from, until, definition }: GroupVersion): BundleGroup => ({
  ...definition,
  code,
  from: from ?? "",
  until,
  totalDays: definition.totalDays ?? 1,
  separateDays: definition.separateDays ?? definition.totalDays ?? 1,
  versionId: id,
});

/** The groups that may be filed in a province on a day: its own version of a code takes the place of the one that ships. */
export async function groupsOn(tx: Tx, provinceId: number | null, on: string): Promise<readonly BundleGroup[]> {
  const { rows } = await sql<GroupVersion>`
    select ${COLUMNS(on)} from bundle_group_version
    where province_id = ${provinceId} and status = 'published' and during @> ${on}::date order by code`.execute(tx);
  const own = new Map(rows.map((row) => [row.code, groupOf(row)]));
  const shipped = shippedGroups().filter((group) => holdsOn(group, on) && !own.has(group.code));
  return [...shipped, ...own.values()];
}

/** The version under which something was filed; undefined only for a code that no release ships any more. */
export async function findFiledGroup(
  tx: Tx,
  filed: { readonly groupCode: string; readonly groupVersionId: number | null },
): Promise<BundleGroup | undefined> {
  if (filed.groupVersionId === null) return findGroup(filed.groupCode);
  const version = await findGroupVersion(tx, filed.groupVersionId, "9999-12-31");
  return version === undefined ? undefined : groupOf(version);
}

/** Adds a draft; undefined where somebody else has begun one of the same group at this moment. */
export async function insertGroupDraft(
  tx: Tx,
  it: { readonly provinceId: number; readonly code: string; readonly definition: GroupDraft },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into bundle_group_version (province_id, code, version, definition)
    select ${it.provinceId}, ${it.code}, coalesce(max(version), 0) + 1, ${JSON.stringify(it.definition)}::jsonb
    from bundle_group_version where province_id = ${it.provinceId} and code = ${it.code}
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** Answers whether the draft was still as its editor had seen it. */
export async function updateGroupDraft(
  tx: Tx,
  { id, revision }: Pick<GroupVersion, "id" | "revision">,
  definition: GroupDraft,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update bundle_group_version set definition = ${JSON.stringify(definition)}::jsonb,
    revision = revision + 1 where id = ${id} and revision = ${revision} and status = 'draft'`.execute(tx);
  return numAffectedRows === 1n;
}

export async function deleteGroupDraft(tx: Tx, id: number): Promise<void> {
  await sql`delete from bundle_group_version where id = ${id} and status = 'draft'`.execute(tx);
}

/** The version that a later one ended, and when it would have ended without it. */
export interface Cut {
  readonly id: number;
  readonly until: string | null;
}

/** Ends what stands, from a day; answers what that was. */
export async function endGroup(
  tx: Tx,
  { provinceId, code }: Pick<GroupVersion, "provinceId" | "code">,
  on: string,
): Promise<Cut | undefined> {
  const { rows } = await sql<Cut>`with standing as (
      select id, upper(during)::text as until from bundle_group_version
      where province_id = ${provinceId} and code = ${code} and status = 'published' and during @> ${on}::date and lower(during) < ${on}::date
      for update)
    update bundle_group_version v set during = daterange(lower(v.during), ${on}::date) from standing s where v.id = s.id
    returning v.id, s.until`.execute(tx);
  return rows[0];
}

/** Takes a version back that has not begun; what it ended goes on as long as it would have. */
export async function withdrawVersion(tx: Tx, id: number): Promise<void> {
  const { rows } = await sql<{ cut: number | null; until: string | null }>`
    update bundle_group_version set status = 'withdrawn' where id = ${id} and status = 'published'
    returning cut_version_id as cut, cut_until::text as until`.execute(tx);
  const [{ cut, until } = { cut: null, until: null }] = rows;
  if (cut === null) return;
  await sql`update bundle_group_version set during = daterange(lower(during), ${until}::date) where id = ${cut}`.execute(tx);
}

/** Whether a version of it begins on that day or later. */
export async function beginsFrom(
  tx: Tx,
  { provinceId, code }: Pick<GroupVersion, "provinceId" | "code">,
  on: string,
): Promise<boolean> {
  const { rows } = await sql`select from bundle_group_version where province_id = ${provinceId} and code = ${code}
    and status = 'published' and lower(during) >= ${on}::date and not isempty(during) limit 1`.execute(tx);
  return rows.length > 0;
}

export async function putGroupInForce(
  tx: Tx,
  it: {
    readonly id: number;
    readonly from: string;
    readonly definition: GroupDraft;
    readonly accountId: number;
    readonly now: Date;
    readonly cut: Cut | undefined;
  },
): Promise<void> {
  await sql`update bundle_group_version set status = 'published', cut_version_id = ${it.cut?.id ?? null}, cut_until = ${it.cut?.until ?? null}::date, during = daterange(${it.from}::date, null), definition = ${JSON.stringify(it.definition)}::jsonb,
    published_at = ${it.now}, published_by = ${it.accountId} where id = ${it.id} and status = 'draft'`.execute(tx);
}
