import { sql } from "kysely";
import type { SlipKind } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";

/** A template of an agency's own; without a file the product's layout is taken up again from its day. */
export interface OwnTemplate {
  readonly kind: SlipKind;
  readonly version: number;
  readonly validFrom: string;
  readonly sha256: string | null;
  readonly fileName: string | null;
  readonly note: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
}

const COLUMNS = sql`t.kind, t.version, t.valid_from::text as "validFrom", t.file_sha256 as "sha256", t.file_name as "fileName",
  t.note, t.made_by as "madeBy", t.made_at as "madeAt"`;

/** Every version that an agency has, the newest first. */
export async function listOwnTemplates(tx: Tx, agencyId: number): Promise<readonly OwnTemplate[]> {
  const { rows } = await sql<OwnTemplate>`
    select ${COLUMNS} from slip_template t where t.agency_id = ${agencyId} order by t.kind, t.version desc`.execute(tx);
  return rows;
}

/** The agency's own template for a slip on a day (yyyy-MM-dd); undefined where the product's layout holds. */
export async function findOwnTemplate(tx: Tx, agencyId: number, kind: SlipKind, on: string): Promise<OwnTemplate | undefined> {
  const { rows } = await sql<OwnTemplate>`
    select ${COLUMNS} from slip_template t
    where t.agency_id = ${agencyId} and t.kind = ${kind} and t.valid_from <= ${on}::date
    order by t.valid_from desc, t.version desc limit 1`.execute(tx);
  return typeof rows[0]?.sha256 === "string" ? rows[0] : undefined;
}

export interface NewTemplate {
  readonly agencyId: number;
  readonly kind: SlipKind;
  readonly validFrom: string;
  readonly file: { readonly sha256: string; readonly name: string } | undefined;
  readonly note: string | undefined;
  readonly accountId: number;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** Adds the next version of a slip's template; undefined where somebody else has added one at this moment. */
export async function insertTemplate(tx: Tx, it: NewTemplate): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    insert into slip_template (agency_id, kind, version, valid_from, file_sha256, file_name, note, account_id, made_by, made_at)
    select ${it.agencyId}::int, ${it.kind}::text, coalesce(max(version), 0) + 1, ${it.validFrom}::date, ${it.file?.sha256 ?? null}::text,
      ${it.file?.name ?? null}::text, ${it.note ?? null}::text, ${it.accountId}::bigint, ${it.madeBy}::text, ${it.madeAt.toISOString()}::timestamptz
    from slip_template where agency_id = ${it.agencyId} and kind = ${it.kind}
    on conflict (agency_id, kind, version) do nothing returning version`.execute(tx);
  return rows[0]?.version;
}
