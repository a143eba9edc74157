import { plainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type Ids, type Snapshot, takeSnapshot, type UnitImportReport } from "./take-snapshot.ts";
import { readMapping, readSnapshot, type SnapshotRow, UNIT_FILES, type UnitFile } from "./unit-files.ts";
import { planSteps, type Step } from "./unit-import.rules.ts";
import { findCountry } from "./unit-import.store.ts";
import { addSuccessions, insertUnits } from "./unit.store.ts";

/** The law on two levels of local government took effect: districts ended, communes were arranged anew. */
const REFORM = plainDate("2025-07-01");
const DAY_BEFORE = plainDate("2025-06-30");
/** The later snapshot; on which day between the two a name changed, it does not say. */
const LATER = plainDate("2026-07-01");

const OLD = {
  on: DAY_BEFORE,
  from: null,
  until: REFORM,
  startKnown: false,
  basis: "Danh mục đơn vị hành chính trước 01/07/2025; nguồn không nêu ngày thành lập",
  differs: "corrected",
} as const;
const NEW = {
  on: REFORM,
  from: REFORM,
  until: null,
  startKnown: true,
  basis: "Sắp xếp đơn vị hành chính từ 01/07/2025",
  differs: "corrected",
} as const;
const RENAMED = {
  on: LATER,
  from: LATER,
  until: null,
  startKnown: false,
  basis: "Danh mục tháng 7/2026; nguồn không nêu ngày thay đổi",
  differs: "changed",
} as const;

export type UnitTables = Readonly<Record<UnitFile, Uint8Array>>;

/** What one run of the import carries from step to step. */
interface Run {
  readonly tx: Tx;
  readonly country: number;
  readonly report: UnitImportReport;
  /** The rows of a snapshot file, checked and taken. */
  readonly take: (snapshot: Snapshot, rows: readonly SnapshotRow[]) => Promise<Ids>;
  readonly rowsOf: (file: Parameters<typeof readSnapshot>[0]) => SnapshotRow[];
  readonly mappingOf: (file: "provinceMapping" | "communeMapping") => ReturnType<typeof readMapping>;
}

interface Tree {
  readonly provinces: Ids;
  readonly communes: Ids;
}

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
  const successions = { added: 0, merged: 0, split: 0, continued: 0, same: 0 };
  const report: UnitImportReport = { taken: 0, changed: 0, unchanged: 0, successions, rejected: [] };
  let done = 0;
  const run: Run = {
    tx,
    report,
    country: (await findCountry(tx)) ?? (await addCountry(tx, report)),
    take: async (snapshot, rows) => {
      const ids = await takeSnapshot(tx, snapshot, rows, report);
      progress((done += rows.length), UNIT_FILES[snapshot.file]);
      return ids;
    },
    rowsOf: (file) => readSnapshot(file, tables[file]),
    mappingOf: (file) => readMapping(file, tables[file]),
  };
  const before = await takeOld(run);
  await takeReform(run, before);
  await takeLater(run);
  unit.note({ taken: report.taken, changed: report.changed, unchanged: report.unchanged, rejected: report.rejected.length });
  return report;
}

async function addCountry(tx: Tx, report: UnitImportReport): Promise<number> {
  const named = { kind: "country", name: "Việt Nam", fullName: "Nước Cộng hòa xã hội chủ nghĩa Việt Nam" } as const;
  const [id] = await insertUnits(tx, [
    { ...named, parentId: null, provinceId: null, from: null, until: null, startKnown: false, source: "motcua" },
  ]);
  if (id === undefined) throw new Error("the country was not written");
  report.taken += 1;
  return id;
}

/** Where the rows of a list of communes or districts belong. */
const within = (provinces: Ids, parents?: Ids): Pick<Snapshot, "parentIdOf" | "provinceIdOf"> => ({
  parentIdOf: (row) => (parents === undefined ? provinces.get(row.provinceCode ?? "") : parents.get(row.districtCode ?? "")),
  provinceIdOf: (row) => provinces.get(row.provinceCode ?? "") ?? null,
});

const ofCountry = ({ country }: Run) => ({ level: "province", parentIdOf: () => country, provinceIdOf: () => null }) as const;

async function takeOld(run: Run): Promise<Tree> {
  const provinces = await run.take({ ...OLD, ...ofCountry(run), file: "oldProvinces" }, run.rowsOf("oldProvinces"));
  const districts = await run.take(
    { ...OLD, ...within(provinces), level: "district", file: "oldDistricts" },
    run.rowsOf("oldDistricts"),
  );
  const place = within(provinces, districts);
  const communes = await run.take({ ...OLD, ...place, level: "commune", file: "oldCommunes" }, run.rowsOf("oldCommunes"));
  return { provinces, communes };
}

async function takeReform(run: Run, before: Tree): Promise<void> {
  const provinceRows = run.rowsOf("provinces");
  const communeRows = run.rowsOf("communes");
  const plan = (file: "provinceMapping" | "communeMapping", old: Ids, rows: readonly SnapshotRow[]) => {
    const codes = new Set(rows.map((row) => row.code));
    return planSteps(
      UNIT_FILES[file],
      run.mappingOf(file),
      (code) => old.has(code),
      (code) => codes.has(code),
    );
  };
  const provincePlan = plan("provinceMapping", before.provinces, provinceRows);
  const communePlan = plan("communeMapping", before.communes, communeRows);
  run.report.rejected.push(...provincePlan.rejected, ...communePlan.rejected);

  const sameProvince = (code: string) => before.provinces.get(provincePlan.same.get(code) ?? "");
  const sameAsProvince = (row: SnapshotRow) => sameProvince(row.code);
  const provinces = await run.take({ ...NEW, ...ofCountry(run), file: "provinces", sameAs: sameAsProvince }, provinceRows);
  // A commune whose province is another unit now is another unit too: the province is where its data live.
  const sameAs = (row: SnapshotRow) =>
    sameProvince(row.provinceCode ?? "") === undefined ? undefined : before.communes.get(communePlan.same.get(row.code) ?? "");
  const communes = await run.take({ ...NEW, ...within(provinces), level: "commune", file: "communes", sameAs }, communeRows);

  const moved = [...communePlan.same].filter(([newCode, oldCode]) => communes.get(newCode) !== before.communes.get(oldCode));
  const continued = moved.map(([newCode, oldCode]): Step => ({ oldCode, newCode, kind: "continued" }));
  run.report.successions.same = provincePlan.same.size + communePlan.same.size - moved.length;
  await keepSuccessions(run, before.provinces, provinces, provincePlan.steps);
  await keepSuccessions(run, before.communes, communes, [...communePlan.steps, ...continued]);
}

async function keepSuccessions({ tx, report }: Run, old: Ids, now: Ids, steps: readonly Step[]): Promise<void> {
  const successions = steps.flatMap(({ oldCode, newCode, kind }) => {
    const [fromUnitId, toUnitId] = [old.get(oldCode), now.get(newCode)];
    return fromUnitId === undefined || toUnitId === undefined
      ? []
      : [{ fromUnitId, toUnitId, happenedOn: REFORM, kind, basis: NEW.basis }];
  });
  for (const { kind } of successions) report.successions[kind] += 1;
  report.successions.added += await addSuccessions(tx, successions);
}

async function takeLater(run: Run): Promise<void> {
  const provinces = await run.take({ ...RENAMED, ...ofCountry(run), file: "laterProvinces" }, run.rowsOf("laterProvinces"));
  await run.take({ ...RENAMED, ...within(provinces), level: "commune", file: "laterCommunes" }, run.rowsOf("laterCommunes"));
}
