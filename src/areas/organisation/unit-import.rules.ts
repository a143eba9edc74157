import { searchKey } from "#platform/input/text.ts";
import type { MappingRow, SnapshotRow } from "./unit-files.ts";
import type { SuccessionKind } from "./unit.store.ts";

export type Level = "province" | "district" | "commune";

export interface Rejection {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason:
    | "code_malformed"
    | "code_twice"
    | "name_missing"
    | "parent_unknown"
    | "no_old_code"
    | "old_unknown"
    | "new_unknown";
  readonly value: string;
}

const CODE: Readonly<Record<Level, RegExp>> = { province: /^\d{2}$/, district: /^\d{3}$/, commune: /^\d{5}$/ };

/** The rows that can be used, each code once; and why the others cannot. */
export function checkRows(
  file: string,
  level: Level,
  rows: readonly SnapshotRow[],
  isKnownParent: (row: SnapshotRow) => boolean,
): { readonly good: SnapshotRow[]; readonly rejected: Rejection[] } {
  const seen = new Set<string>();
  const good: SnapshotRow[] = [];
  const rejected: Rejection[] = [];
  const reject = (row: SnapshotRow, field: string, reason: Rejection["reason"], value: string): void =>
    void rejected.push({ file, line: row.line, field, reason, value });
  for (const row of rows) {
    if (!CODE[level].test(row.code)) reject(row, "code", "code_malformed", row.code);
    else if (seen.has(row.code)) reject(row, "code", "code_twice", row.code);
    else if (row.name === "" || row.fullName === "")
      reject(row, row.name === "" ? "name" : "full_name", "name_missing", row.code);
    else if (!isKnownParent(row))
      reject(
        row,
        level === "district" || row.districtCode === null ? "province_code" : "district_code",
        "parent_unknown",
        row.districtCode ?? row.provinceCode ?? "",
      );
    else good.push(row);
    seen.add(row.code);
  }
  return { good, rejected };
}

export interface Step {
  readonly oldCode: string;
  readonly newCode: string;
  readonly kind: Extract<SuccessionKind, "merged" | "split" | "continued">;
}

/**
 * Who became what: one step for every pair of an old and a new unit. An old unit that went to several was split; a new
 * one made of several merged them; one that became one went on, and where its name stayed too it is the same unit.
 */
export function planSteps(
  file: string,
  mapping: readonly MappingRow[],
  isOld: (code: string) => boolean,
  isNew: (code: string) => boolean,
): { readonly steps: Step[]; readonly same: ReadonlyMap<string, string>; readonly rejected: Rejection[] } {
  const rejected: Rejection[] = [];
  const pairs = new Map<string, MappingRow>();
  for (const row of mapping) {
    const reject = (field: string, reason: Rejection["reason"], value: string): void =>
      void rejected.push({ file, line: row.line, field, reason, value });
    if (row.oldCode === "") reject("old_code", "no_old_code", row.oldName);
    else if (!isOld(row.oldCode)) reject("old_code", "old_unknown", row.oldCode);
    else if (!isNew(row.newCode)) reject("new_code", "new_unknown", row.newCode);
    else pairs.set(`${row.oldCode}>${row.newCode}`, row);
  }
  const rows = [...pairs.values()];
  const successors = countBy(rows, (row) => row.oldCode);
  const predecessors = countBy(rows, (row) => row.newCode);
  const same = new Map<string, string>();
  const steps: Step[] = [];
  for (const { oldCode, oldName, newCode, newName } of rows) {
    const split = (successors.get(oldCode) ?? 0) > 1;
    const merged = (predecessors.get(newCode) ?? 0) > 1;
    if (!split && !merged && searchKey(oldName) === searchKey(newName)) same.set(newCode, oldCode);
    else steps.push({ oldCode, newCode, kind: split ? "split" : merged ? "merged" : "continued" });
  }
  return { steps, same, rejected };
}

function countBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  return counts;
}
