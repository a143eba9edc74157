import { plainDate, type PlainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { readMapping, readSnapshot, UNIT_FILES, type SnapshotRow, type UnitFile } from "./unit-files.ts";
import { checkRows, type Level, planSteps, type Rejection } from "./unit-import.rules.ts";
import { findCountry, type KnownUnit, listUnitsWithCode } from "./unit-import.store.ts";
import { addCodes, addSuccessions, addVersions, closeUnits, correctNames, insertUnits, type NewVersion } from "./unit.store.ts";

/** The law on two levels of local government took effect: districts ended, communes were arranged anew. */
const REFORM = plainDate("2025-07-01");
const DAY_BEFORE = plainDate("2025-06-30");
/** The later snapshot; on which day between the two a name changed, it does not say. */
const LATER = plainDate("2026-07-01");

const BASIS = {
  old: "Danh mục đơn vị hành chính trước 01/07/2025; nguồn không nêu ngày thành lập",
  reform: "Sắp xếp đơn vị hành chính từ 01/07/2025",
  later: "Danh mục tháng 7/2026; nguồn không nêu ngày thay đổi",
} as const;

export interface UnitImportReport {
  /** Units and versions that are new. */
  taken: number;
  changed: number;
  unchanged: number;
  successions: { added: number; merged: number; split: number; continued: number; same: number };
  rejected: Rejection[];
}

export type UnitTables = Readonly<Record<UnitFile, Uint8Array>>;

interface Snapshot {
  readonly level: Level;
  readonly file: UnitFile;
  readonly on: PlainDate;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
  readonly startKnown: boolean;
  readonly basis: string;
  /** A difference is a change from that day on; otherwise the source was corrected. */
  readonly differs: "corrected" | "changed";
  readonly parentIdOf: (row: SnapshotRow) => number | undefined;
  readonly provinceIdOf: (row: SnapshotRow) => number | null;
  /** The unit that this row goes on from under the same name. */
  readonly sameAs?: (row: SnapshotRow) => number | undefined;
}

type Ids = Map<string, number>;

/**
 * Takes the administrative units before July 2025, at July 2025 and at July 2026, and who became what. Run again it
 * changes nothing; rows that cannot be used are reported with line, field and reason and stop nobody else's.
 */
export async function importUnits(
  tx: Tx,
  unit: UnitOfWork,
  tables: UnitTables,
  progress: (done: number, what: string) => void = () => {},
): Promise<UnitImportReport> {
  const report: UnitImportReport = { taken: 0, changed: 0, unchanged: 0, successions: { added: 0, merged: 0, split: 0, continued: 0, same: 0 }, rejected: [] };
  let done = 0;
  const take = async (snapshot: Snapshot, rows: readonly SnapshotRow[]): Promise<Ids> => {
    const ids = await takeSnapshot(tx, snapshot, rows, report);
    progress((done += rows.length), UNIT_FILES[snapshot.file]);
    return ids;
  };
  const country = (await findCountry(tx)) ?? (await addCountry(tx, report));
  const rowsOf = (file: Parameters<typeof readSnapshot>[0]) => readSnapshot(file, tables[file]);
  const old = { on: DAY_BEFORE, from: null, until: REFORM, startKnown: false, basis: BASIS.old, differs: "corrected" } as const;
  const reform = { on: REFORM, from: REFORM, until: null, startKnown: true, basis: BASIS.reform, differs: "corrected" } as const;
  const later = { on: LATER, from: LATER, until: null, startKnown: false, basis: BASIS.later, differs: "changed" } as const;
  const inCountry = { parentIdOf: () => country, provinceIdOf: () => null } as const;

  const oldProvinces = await take({ ...old, ...inCountry, level: "province", file: "oldProvinces" }, rowsOf("oldProvinces"));
  const inOldProvince = (row: SnapshotRow) => oldProvinces.get(row.provinceCode ?? "");
  const oldDistricts = await take(
    { ...old, level: "district", file: "oldDistricts", parentIdOf: inOldProvince, provinceIdOf: (row) => inOldProvince(row) ?? null },
    rowsOf("oldDistricts"),
  );
  const oldCommunes = await take(
    { ...old, level: "commune", file: "oldCommunes", parentIdOf: (row) => oldDistricts.get(row.districtCode ?? ""), provinceIdOf: (row) => inOldProvince(row) ?? null },
    rowsOf("oldCommunes"),
  );

  const provinceRows = rowsOf("provinces");
  const communeRows = rowsOf("communes");
  const provinceCodes = new Set(provinceRows.map((row) => row.code));
  const communeCodes = new Set(communeRows.map((row) => row.code));
  const provincePlan = planSteps(UNIT_FILES.provinceMapping, readMapping("provinceMapping", tables.provinceMapping), (c) => oldProvinces.has(c), (c) => provinceCodes.has(c));
  const communePlan = planSteps(UNIT_FILES.communeMapping, readMapping("communeMapping", tables.communeMapping), (c) => oldCommunes.has(c), (c) => communeCodes.has(c));
  report.rejected.push(...provincePlan.rejected, ...communePlan.rejected);

  const sameProvince = (code: string) => oldProvinces.get(provincePlan.same.get(code) ?? "");
  const provinces = await take({ ...reform, ...inCountry, level: "province", file: "provinces", sameAs: (row) => sameProvince(row.code) }, provinceRows);
  const inProvince = { parentIdOf: (row: SnapshotRow) => provinces.get(row.provinceCode ?? ""), provinceIdOf: (row: SnapshotRow) => provinces.get(row.provinceCode ?? "") ?? null };
  // A commune whose province is another unit now is another unit too: the province is where its data live.
  const sameCommune = (row: SnapshotRow) =>
    sameProvince(row.provinceCode ?? "") === undefined ? undefined : oldCommunes.get(communePlan.same.get(row.code) ?? "");
  const communes = await take({ ...reform, ...inProvince, level: "commune", file: "communes", sameAs: sameCommune }, communeRows);

  const moved = [...communePlan.same].filter(([code]) => communes.get(code) !== oldCommunes.get(communePlan.same.get(code) ?? ""));
  const communeSteps = [...communePlan.steps, ...moved.map(([newCode, oldCode]) => ({ oldCode, newCode, kind: "continued" as const }))];
  const successions = [
    ...provincePlan.steps.map((step) => ({ ...step, from: oldProvinces.get(step.oldCode), to: provinces.get(step.newCode) })),
    ...communeSteps.map((step) => ({ ...step, from: oldCommunes.get(step.oldCode), to: communes.get(step.newCode) })),
  ].flatMap(({ from, to, kind }) => (from === undefined || to === undefined ? [] : [{ fromUnitId: from, toUnitId: to, happenedOn: REFORM, kind, basis: BASIS.reform }]));
  report.successions.added = await addSuccessions(tx, successions);
  for (const { kind } of successions) if (kind === "merged" || kind === "split" || kind === "continued") report.successions[kind] += 1;
  report.successions.same = provincePlan.same.size + communePlan.same.size - moved.length;

  const laterProvinces = await take({ ...later, ...inCountry, level: "province", file: "laterProvinces" }, rowsOf("laterProvinces"));
  const inLaterProvince = (row: SnapshotRow) => laterProvinces.get(row.provinceCode ?? "");
  await take({ ...later, level: "commune", file: "laterCommunes", parentIdOf: inLaterProvince, provinceIdOf: (row) => inLaterProvince(row) ?? null }, rowsOf("laterCommunes"));

  unit.note({ taken: report.taken, changed: report.changed, unchanged: report.unchanged, rejected: report.rejected.length });
  return report;
}

async function addCountry(tx: Tx, report: UnitImportReport): Promise<number> {
  const [id] = await insertUnits(tx, [
    { kind: "country", name: "Việt Nam", fullName: "Nước Cộng hòa xã hội chủ nghĩa Việt Nam", parentId: null, provinceId: null, from: null, until: null, startKnown: false, source: "motcua" },
  ]);
  if (id === undefined) throw new Error("the country was not written");
  report.taken += 1;
  return id;
}

async function takeSnapshot(tx: Tx, snapshot: Snapshot, rows: readonly SnapshotRow[], report: UnitImportReport): Promise<Ids> {
  const { level, on, from, startKnown, basis } = snapshot;
  const checked = checkRows(UNIT_FILES[snapshot.file], level, rows, (row) => snapshot.parentIdOf(row) !== undefined);
  report.rejected.push(...checked.rejected);
  const known = await listUnitsWithCode(tx, level, on);
  const ids: Ids = new Map([...known].map(([code, one]) => [code, one.unitId]));
  const isDifferent = (row: SnapshotRow, present: KnownUnit): boolean =>
    present.name !== row.name || present.fullName !== row.fullName || present.parentId !== (snapshot.parentIdOf(row) ?? null);
  const stated = (row: SnapshotRow) => ({ kind: level, name: row.name, fullName: row.fullName, parentId: snapshot.parentIdOf(row) ?? null });

  const present = checked.good.flatMap((row) => (known.has(row.code) ? [{ row, now: known.get(row.code) as KnownUnit }] : []));
  const different = present.filter(({ row, now }) => isDifferent(row, now));
  report.unchanged += present.length - different.length;
  report.changed += different.length;
  const replaced = snapshot.differs === "changed" ? different.filter(({ now }) => now.from !== on) : [];
  const corrected = different.filter((one) => !replaced.includes(one));
  await correctNames(tx, on, corrected.map(({ row, now }) => ({ unitId: now.unitId, ...stated(row) })));
  if (replaced.length > 0) await closeUnits(tx, replaced.map(({ now }) => now.unitId), on, "version");

  const fresh = checked.good.filter((row) => !known.has(row.code));
  const going = fresh.flatMap((row) => (snapshot.sameAs?.(row) === undefined ? [] : [{ row, unitId: snapshot.sameAs(row) as number }]));
  const born = fresh.filter((row) => snapshot.sameAs?.(row) === undefined);
  const versions: NewVersion[] = [
    ...replaced.map(({ row, now }) => ({ unitId: now.unitId, ...stated(row), from: on, until: now.until, startKnown, basis })),
    ...going.map(({ row, unitId }) => ({ unitId, ...stated(row), from, until: snapshot.until, startKnown, basis })),
  ];
  await addVersions(tx, versions);
  await addCodes(tx, going.map(({ row, unitId }) => ({ unitId, scheme: "gso", code: row.code, from, until: snapshot.until })));
  const newIds = await insertUnits(tx, born.map((row) => ({
    ...stated(row), provinceId: snapshot.provinceIdOf(row), from, until: snapshot.until, startKnown, basis,
    source: UNIT_FILES[snapshot.file], codes: [{ scheme: "gso", code: row.code }],
  })));
  for (const [index, row] of born.entries()) ids.set(row.code, newIds[index] ?? 0);
  for (const { row, unitId } of going) ids.set(row.code, unitId);
  report.taken += born.length + going.length;
  return ids;
}
