import { parse } from "csv-parse/sync";
import { organisationRefusal } from "./organisation.errors.ts";

/** One row of a snapshot of units, with the line it stands on. */
export interface SnapshotRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly fullName: string;
  readonly provinceCode: string | null;
  readonly districtCode: string | null;
}

export interface MappingRow {
  readonly line: number;
  readonly oldCode: string;
  readonly oldName: string;
  readonly newCode: string;
  readonly newName: string;
}

/** The files that an import reads, by what they hold; a folder must have all of them. */
export const UNIT_FILES = {
  oldProvinces: "provinces_pre2025.csv",
  oldDistricts: "districts_pre2025.csv",
  oldCommunes: "wards_pre2025.csv",
  provinces: "provinces_2025-07.csv",
  communes: "wards_2025-07.csv",
  laterProvinces: "provinces_2026-07.csv",
  laterCommunes: "wards_2026-07.csv",
  provinceMapping: "province_mapping_old_to_new.csv",
  communeMapping: "ward_mapping_old_to_new.csv",
} as const;

export type UnitFile = keyof typeof UNIT_FILES;

const COLUMNS: Readonly<Record<UnitFile, readonly string[]>> = {
  oldProvinces: ["code", "name", "full_name"],
  oldDistricts: ["code", "name", "full_name", "province_code"],
  oldCommunes: ["code", "name", "full_name", "district_code", "province_code"],
  provinces: ["code", "name", "full_name"],
  communes: ["code", "name", "full_name", "province_code"],
  laterProvinces: ["code", "name", "full_name"],
  laterCommunes: ["code", "name", "full_name", "province_code"],
  provinceMapping: ["old_code", "old_full_name", "new_code", "new_full_name"],
  communeMapping: ["old_ward_code", "old_ward_name", "new_ward_code", "new_ward_name"],
};

type Raw = { readonly info: { readonly lines: number }; readonly record: Readonly<Record<string, string>> };

function readTable(file: UnitFile, bytes: Uint8Array): Raw[] {
  const name = UNIT_FILES[file];
  let content: string;
  try {
    content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw organisationRefusal("csv_not_utf8", { field: name, values: { file: name } });
  }
  if (content.includes("\0")) throw organisationRefusal("csv_not_utf8", { field: name, values: { file: name } });
  let rows: Raw[];
  try {
    rows = parse(content, { columns: true, info: true, bom: true, skip_empty_lines: true, trim: true }) as unknown as Raw[];
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 0;
    throw organisationRefusal("csv_malformed", { field: name, values: { file: name, line } });
  }
  const header = content
    .slice(0, content.search(/\r?\n|$/))
    .replace("\uFEFF", "")
    .split(",")
    .map((column) => column.trim().replace(/^"|"$/g, ""));
  const missing = COLUMNS[file].find((column) => !header.includes(column));
  if (missing !== undefined)
    throw organisationRefusal("csv_column_missing", { field: name, values: { file: name, column: missing } });
  return rows;
}

const cell = (row: Raw, column: string): string => (row.record[column] ?? "").normalize("NFC");

/** The rows of one of the snapshots. Refuses a file that is not UTF-8, not CSV, or lacks a column, by name and line. */
export function readSnapshot(file: Exclude<UnitFile, "provinceMapping" | "communeMapping">, bytes: Uint8Array): SnapshotRow[] {
  return readTable(file, bytes).map((row) => ({
    line: row.info.lines,
    code: cell(row, "code"),
    name: cell(row, "name"),
    fullName: cell(row, "full_name"),
    provinceCode: cell(row, "province_code") || null,
    districtCode: cell(row, "district_code") || null,
  }));
}

/** The rows of one of the two tables that lead from old units to new ones. */
export function readMapping(file: "provinceMapping" | "communeMapping", bytes: Uint8Array): MappingRow[] {
  const [code, name] = file === "provinceMapping" ? ["code", "full_name"] : ["ward_code", "ward_name"];
  return readTable(file, bytes).map((row) => ({
    line: row.info.lines,
    oldCode: cell(row, `old_${code}`),
    oldName: cell(row, `old_${name}`),
    newCode: cell(row, `new_${code}`),
    newName: cell(row, `new_${name}`),
  }));
}
