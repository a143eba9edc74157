import { sql } from "kysely";
import type { EpochMs } from "#core/instant.ts";
import type { Statement } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Content } from "./check-action.ts";
import type { Dossier, Parties, ReceivedComponent } from "./dossier.ts";

/** What a dossier said before a correction. */
export interface DossierVersion extends Content {
  readonly version: number;
  readonly replacedAt: Date;
  readonly replacedBy: string;
  readonly reason: string;
}

export interface Replacement {
  readonly at: EpochMs;
  readonly by: string;
  readonly reason: string;
}

/** Keeps what the dossier says as its next old version and puts the new content in its place, in one statement. */
export function replaceContent(tx: Tx, before: Dossier, after: Content, about: Replacement): Statement {
  const { owner, submitter } = after.parties;
  return sql`
    with kept as (
      insert into dossier_version (agency_id, dossier_id, version, parties, subject, components, replaced_at, replaced_by, reason)
      select ${before.agencyId}::int, ${before.id}::bigint, count(*) + 1, ${JSON.stringify(before.parties)}::jsonb, ${before.subject}::text,
        ${JSON.stringify(before.components)}::jsonb, ${new Date(about.at).toISOString()}::timestamptz, ${about.by}::text, ${about.reason}::text
      from dossier_version where dossier_id = ${before.id}
    )
    update dossier set parties = ${JSON.stringify(after.parties)}::jsonb, subject = ${after.subject}::text,
      components = ${JSON.stringify(after.components)}::jsonb, owner_name = ${owner.name}::text, owner_id_number = ${owner.idNumber ?? null}::text,
      owner_phone = ${owner.phone ?? submitter?.phone ?? null}::text
    where id = ${before.id}`.compile(tx);
}

/** The old versions of a dossier, the first first. */
export async function listVersions(tx: Tx, dossierId: number): Promise<readonly DossierVersion[]> {
  const rows = await tx
    .selectFrom("dossier_version")
    .selectAll()
    .where("dossier_id", "=", dossierId)
    .orderBy("version")
    .execute();
  return rows.map((row) => ({
    version: row.version,
    parties: row.parties as unknown as Parties,
    subject: row.subject,
    components: row.components as unknown as readonly ReceivedComponent[],
    replacedAt: row.replaced_at,
    replacedBy: row.replaced_by,
    reason: row.reason,
  }));
}
