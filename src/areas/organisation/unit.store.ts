import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { type CodeScheme, isAgencyKind, type Period, type UnitCode, type UnitKind } from "./unit.ts";

/** Rows in one statement; keeps a statement of an import far below the server's time limit. */
const CHUNK = 2000;

/** Runs a statement over rows in pieces, one after the other, in the same transaction. */
export async function inChunks<T, R>(rows: readonly T[], work: (chunk: readonly T[]) => Promise<readonly R[]>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < rows.length; at += CHUNK) results.push(...(await work(rows.slice(at, at + CHUNK))));
  return results;
}

export interface NewUnit extends Period {
  readonly kind: UnitKind;
  readonly name: string;
  readonly fullName: string;
  readonly parentId: number | null;
  /** The province above it; null for the country and for provinces. */
  readonly provinceId: number | null;
  /** The agency that a part belongs to; agencies leave it out and are their own. */
  readonly agencyId?: number;
  readonly startKnown?: boolean;
  readonly basis?: string | null;
  readonly source: string;
  readonly codes?: readonly UnitCode[];
}

/** Adds units with their first version and codes; returns their ids in the order given. */
export async function insertUnits(tx: Tx, units: readonly NewUnit[]): Promise<number[]> {
  return inChunks(units, async (chunk) => {
    const rows = chunk.map((unit) => ({ province_id: unit.provinceId, agency_id: unit.agencyId ?? null, source: unit.source }));
    // The rows are numbered in the order given, so the ids in ascending order belong to them one by one.
    const inserted = await sql<{ id: number }>`
      insert into unit (province_id, agency_id, source)
      select r.province_id, r.agency_id, r.source
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (province_id int, agency_id int, source text)) with ordinality r
      order by r.ordinality returning id`.execute(tx);
    const ids = inserted.rows.map((row) => row.id).toSorted((a, b) => a - b);
    const own = ids.filter((_, index) => isAgencyKind(chunk[index]?.kind ?? "division") && chunk[index]?.agencyId === undefined);
    if (own.length > 0) await sql`update unit set agency_id = id where id = any(${own})`.execute(tx);
    const unitIdOf = (index: number): number => ids[index] ?? 0;
    await addVersions(
      tx,
      chunk.map((unit, index) => ({ ...unit, unitId: unitIdOf(index) })),
    );
    await addCodes(
      tx,
      chunk.flatMap((unit, index) =>
        (unit.codes ?? []).map((code) => ({ ...code, unitId: unitIdOf(index), from: unit.from, until: unit.until })),
      ),
    );
    return ids;
  });
}

export interface NewVersion extends Period {
  readonly unitId: number;
  readonly kind: UnitKind;
  readonly name: string;
  readonly fullName: string;
  readonly parentId: number | null;
  readonly startKnown?: boolean;
  readonly basis?: string | null;
}

export async function addVersions(tx: Tx, versions: readonly NewVersion[]): Promise<void> {
  await inChunks(versions, async (chunk) => {
    const rows = chunk.map((version) => ({
      unit_id: version.unitId,
      from_on: version.from,
      until_on: version.until,
      start_known: version.startKnown ?? true,
      kind: version.kind,
      name: version.name,
      full_name: version.fullName,
      parent_id: version.parentId,
      basis: version.basis ?? null,
    }));
    await sql`
      insert into unit_version (unit_id, during, start_known, kind, name, full_name, parent_id, basis)
      select unit_id, daterange(from_on, until_on), start_known, kind, name, full_name, parent_id, basis
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (unit_id int, from_on date, until_on date, start_known boolean,
        kind text, name text, full_name text, parent_id int, basis text)`.execute(tx);
    return [];
  });
}

/** Ends the versions and codes in force on that day: the day itself no longer belongs to them. */
export async function closeUnits(tx: Tx, unitIds: readonly number[], on: string, what: "version" | "all" = "all"): Promise<void> {
  await sql`update unit_version set during = daterange(lower(during), ${on}::date)
    where unit_id = any(${[...unitIds]}) and during @> ${on}::date and (lower(during) is null or lower(during) < ${on}::date)`.execute(
    tx,
  );
  if (what === "version") return;
  await sql`update unit_code set during = daterange(lower(during), ${on}::date)
    where unit_id = any(${[...unitIds]}) and during @> ${on}::date and (lower(during) is null or lower(during) < ${on}::date)`.execute(
    tx,
  );
}

/** Corrects the names of versions in force on a day, where the source itself has been corrected. */
export async function correctNames(
  tx: Tx,
  on: string,
  names: readonly {
    readonly unitId: number;
    readonly name: string;
    readonly fullName: string;
    readonly parentId: number | null;
  }[],
): Promise<void> {
  await inChunks(names, async (chunk) => {
    const rows = chunk.map((row) => ({ unit_id: row.unitId, name: row.name, full_name: row.fullName, parent_id: row.parentId }));
    await sql`update unit_version v set name = r.name, full_name = r.full_name, parent_id = r.parent_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (unit_id int, name text, full_name text, parent_id int)
      where v.unit_id = r.unit_id and v.during @> ${on}::date`.execute(tx);
    return [];
  });
}

export interface NewCode extends Period {
  readonly unitId: number;
  readonly scheme: CodeScheme;
  readonly code: string;
}

export async function addCodes(tx: Tx, codes: readonly NewCode[]): Promise<void> {
  await inChunks(codes, async (chunk) => {
    const rows = chunk.map((code) => ({
      unit_id: code.unitId,
      scheme: code.scheme,
      code: code.code,
      from_on: code.from,
      until_on: code.until,
    }));
    await sql`
      insert into unit_code (unit_id, scheme, code, during)
      select unit_id, scheme, code, daterange(from_on, until_on)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (unit_id int, scheme text, code text, from_on date, until_on date)`.execute(
      tx,
    );
    return [];
  });
}

export type SuccessionKind = "merged" | "split" | "renamed" | "dissolved" | "continued";

export interface Succession {
  readonly fromUnitId: number;
  readonly toUnitId: number;
  readonly happenedOn: string;
  readonly kind: SuccessionKind;
  readonly basis: string | null;
}

/** Records which unit took over from which; what is recorded already stays. Returns how many were new. */
export async function addSuccessions(tx: Tx, successions: readonly Succession[]): Promise<number> {
  const added = await inChunks(successions, async (chunk) => {
    const rows = chunk.map((row) => ({
      from_id: row.fromUnitId,
      to_id: row.toUnitId,
      happened_on: row.happenedOn,
      kind: row.kind,
      basis: row.basis,
    }));
    const result = await sql<{ one: number }>`
      insert into unit_succession (from_unit_id, to_unit_id, happened_on, kind, basis)
      select from_id, to_id, happened_on, kind, basis
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (from_id int, to_id int, happened_on date, kind text, basis text)
      on conflict do nothing returning 1 as one`.execute(tx);
    return result.rows;
  });
  return added.length;
}
