import { sql } from "kysely";
import type { Statement } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Bundle, BundleMember } from "./bundle.ts";

const COLUMNS = sql.raw(`id, province_id as "provinceId", agency_id as "agencyId", unit_id as "unitId", agencies, code,
  group_code as "groupCode", group_version_id as "groupVersionId", group_name as "groupName", total_days as "totalDays", separate_days as "separateDays", way, channel,
  owner_name as "ownerName", data, filed_at as "filedAt", due_at as "dueAt", ended_at as "endedAt"`);
const MEMBER =
  sql.raw(`m.position, m.agency_id as "agencyId", m.desk_unit_id as "deskUnitId", m.procedure_code as "procedureCode",
  m.procedure_name as "procedureName", m.duty, m.is_lead as "isLead", m.depends_on as "dependsOn", m.term_days as "termDays",
  m.dossier_id as "dossierId", m.code, m.state, m.outcome, m.opened_at as "openedAt", m.due_at as "dueAt", m.ended_at as "endedAt"`);

export type NewBundle = Omit<Bundle, "id" | "code" | "endedAt"> & {
  readonly codePrefix: string;
  readonly origin: "local" | "synthetic";
  readonly endedAt?: Date | null;
};

/** Writes a bundle; its code is the agency's prefix with a running number of its own. */
export async function insertBundle(tx: Tx, it: NewBundle): Promise<{ id: number; code: string }> {
  const { rows } = await sql<{ id: number }>`
    insert into bundle (province_id, agency_id, unit_id, agencies, code, group_code, group_version_id, group_name, total_days, separate_days, way,
      channel, origin, owner_name, data, filed_at, due_at, ended_at)
    values (${it.provinceId}, ${it.agencyId}, ${it.unitId}, ${[...it.agencies]}::int[],
      gen_random_uuid()::text,
      ${it.groupCode}, ${it.groupVersionId}, ${it.groupName}, ${it.totalDays}, ${it.separateDays}, ${it.way}, ${it.channel}, ${it.origin},
      ${it.ownerName}, ${JSON.stringify(it.data)}::jsonb, ${it.filedAt}, ${it.dueAt}, ${it.endedAt ?? null})
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the bundle was not written");
  const code = `${it.codePrefix}-LT-${String(id).padStart(6, "0")}`;
  await sql`update bundle set code = ${code} where id = ${id}`.execute(tx);
  return { id, code };
}

export async function insertMembers(
  tx: Tx,
  bundleId: number,
  agencies: readonly number[],
  members: readonly BundleMember[],
): Promise<void> {
  const rows = members.map(({ dependsOn, ...member }) => ({ ...member, dependsOn: `{${dependsOn.join(",")}}` }));
  await sql`
    insert into bundle_member (bundle_id, position, agencies, agency_id, desk_unit_id, procedure_code, procedure_name, duty, is_lead,
      depends_on, term_days, dossier_id, code, state, outcome, opened_at, due_at, ended_at)
    select ${bundleId}, m.position, ${[...agencies]}::int[], m."agencyId", m."deskUnitId", m."procedureCode", m."procedureName",
      m.duty, m."isLead", m."dependsOn"::int[], m."termDays", m."dossierId", m.code, m.state, m.outcome, m."openedAt", m."dueAt", m."endedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) m (position int, "agencyId" int, "deskUnitId" int, "procedureCode" text,
      "procedureName" text, duty text, "isLead" boolean, "dependsOn" text, "termDays" int, "dossierId" bigint, code text, state text,
      outcome text, "openedAt" timestamptz, "dueAt" timestamptz, "endedAt" timestamptz)`.execute(tx);
}

export async function findBundle(tx: Tx, id: number): Promise<Bundle | undefined> {
  const { rows } = await sql<Bundle>`select ${COLUMNS} from bundle where id = ${id}`.execute(tx);
  return rows[0];
}

/** Keeps others from opening a member of it until the commit. */
export async function lockBundle(tx: Tx, id: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('bundle'), ${id}::int)`.execute(tx);
}

export async function listMembers(tx: Tx, bundleId: number): Promise<readonly BundleMember[]> {
  const { rows } =
    await sql<BundleMember>`select ${MEMBER} from bundle_member m where m.bundle_id = ${bundleId} order by m.position`.execute(
      tx,
    );
  return rows;
}

/** The bundle of a dossier with all its members, if it is one of them. */
export async function findByDossier(tx: Tx, dossierId: number) {
  const { rows } = await sql<BundleMember & { readonly bundleId: number }>`
    select m.bundle_id as "bundleId", ${MEMBER} from bundle_member m
    where m.bundle_id = (select n.bundle_id from bundle_member n where n.dossier_id = ${dossierId}) order by m.position`.execute(
    tx,
  );
  const [first] = rows;
  return first === undefined ? undefined : { bundleId: first.bundleId, members: rows as readonly BundleMember[] };
}

export interface BundleFilter {
  readonly agencies: readonly number[];
  readonly open: boolean;
  readonly limit: number;
  readonly offset: number;
}
export type BundleRow = Bundle & { readonly members: number; readonly done: number };

/** The bundles that the agencies received or have a part in, the newest first. */
export async function listBundles(tx: Tx, { agencies, open, limit, offset }: BundleFilter): Promise<readonly BundleRow[]> {
  const { rows } = await sql<BundleRow>`
    select ${COLUMNS}, (select count(*)::int from bundle_member m where m.bundle_id = bundle.id) as members,
      (select count(*)::int from bundle_member m where m.bundle_id = bundle.id and m.ended_at is not null) as done
    from bundle where agencies && ${[...agencies]}::int[] and (${!open} or ended_at is null)
    order by filed_at desc, id desc limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}

/** Links a member to the dossier that was opened for it. */
export async function linkMember(tx: Tx, bundleId: number, position: number, dossierId: number, at: Date): Promise<void> {
  await sql`update bundle_member m set dossier_id = d.id, code = d.code, state = d.state, opened_at = ${at}, due_at = d.due_at
    from dossier d where d.id = ${dossierId} and m.bundle_id = ${bundleId} and m.position = ${position} and m.dossier_id is null`.execute(
    tx,
  );
}

/** What a member and its bundle have come to, from the row of its dossier; nothing where the dossier is no member. */
export const followStatements = (tx: Tx, dossierId: number): readonly Statement[] => [
  sql`update bundle_member m set state = d.state, outcome = d.outcome, due_at = d.due_at, ended_at = d.ended_at
    from dossier d where d.id = ${dossierId} and m.dossier_id = d.id`.compile(tx),
  // A member whose dossier will never be opened, since what it depends on was not decided in favour, keeps nobody waiting.
  sql`update bundle b set ended_at = (
      with recursive member as (select * from bundle_member m where m.bundle_id = b.id), blocked (position) as (
        select position from member where ended_at is not null and (outcome = 'refused' or state in ('WITHDRAWN', 'STOPPED', 'VOIDED'))
        union
        select m.position from member m join blocked o on o.position = any (m.depends_on) where m.dossier_id is null
      )
      select case when bool_and(m.ended_at is not null or m.dossier_id is null and m.position in (select position from blocked))
        then max(m.ended_at) end from member m)
    where b.id = (select m.bundle_id from bundle_member m where m.dossier_id = ${dossierId})`.compile(tx),
];
