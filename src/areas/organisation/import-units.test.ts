import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { importUnits, type UnitTables } from "./import-units.ts";
import type { UnitImportReport } from "./take-snapshot.ts";
import { UNIT_FILES, type UnitFile } from "./unit-files.ts";
import {
  countUnitsOn,
  findUnitByCode,
  findUnitOn,
  listCodes,
  listSubtreeIds,
  listSuccessions,
  listVersions,
  searchUnits,
} from "./unit-query.store.ts";

const SHARED = "../shared/data/admin-units";

const run = (database: TestDatabase, tables: UnitTables): Promise<UnitImportReport> =>
  execute(
    database.app,
    { name: "organisation.import_units", scope: NO_ROWS, actorKey: "test", input: {}, agencyId: null },
    async (tx, unit) => {
      const report = await importUnits(tx, unit, tables);
      return { ...report } as never;
    },
  );

const encode = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join("\n")}\n`);

/** An invented country: one province goes on, two become one, a commune goes on, two merge, one is split. */
const SMALL: UnitTables = {
  oldProvinces: encode(["code,name,full_name", "01,An,Tỉnh An", "02,Bình,Tỉnh Bình", "03,Cảnh,Tỉnh Cảnh"]),
  oldDistricts: encode([
    "code,name,full_name,province_code",
    "001,Một,Huyện Một,01",
    "002,Hai,Huyện Hai,02",
    "003,Lạc,Huyện Lạc,99",
  ]),
  oldCommunes: encode([
    "code,name,full_name,district_code,province_code",
    "00001,Hòa,Xã Hòa,001,01",
    "00002,Thuận,Xã Thuận,001,01",
    "00003,Lợi,Xã Lợi,001,01",
    "00004,Phú,Xã Phú,001,01",
    "00005,Quý,Xã Quý,002,02",
    "5,Sai,Xã Sai,002,02",
    "00005,Trùng,Xã Trùng,002,02",
  ]),
  provinces: encode(["code,name,full_name", "01,An,Tỉnh An", "02,Bình,Tỉnh Bình"]),
  communes: encode([
    "code,name,full_name,province_code",
    "00001,Hòa,Xã Hoà,01",
    "00002,Thuận Lợi,Xã Thuận Lợi,01",
    "00006,Phú Đông,Xã Phú Đông,01",
    "00007,Phú Tây,Xã Phú Tây,01",
    "00005,Quý,Xã Quý,02",
  ]),
  laterProvinces: encode(["code,name,full_name", "01,An,Thành phố An", "02,Bình,Tỉnh Bình"]),
  laterCommunes: encode([
    "code,name,full_name,province_code",
    "00001,Hòa,Phường Hoà,01",
    "00002,Thuận Lợi,Xã Thuận Lợi,01",
    "00006,Phú Đông,Xã Phú Đông,01",
    "00007,Phú Tây,Xã Phú Tây,01",
    "00005,Quý,Xã Quý,02",
  ]),
  provinceMapping: encode([
    "old_code,old_full_name,new_code,new_full_name",
    "01,Tỉnh An,01,Tỉnh An",
    "02,Tỉnh Bình,02,Tỉnh Bình",
    "03,Tỉnh Cảnh,02,Tỉnh Bình",
  ]),
  communeMapping: encode([
    "old_ward_code,old_ward_name,new_ward_code,new_ward_name",
    "00001,Xã Hòa,00001,Xã Hoà",
    "00002,Xã Thuận,00002,Xã Thuận Lợi",
    "00003,Xã Lợi,00002,Xã Thuận Lợi",
    "00004,Xã Phú,00006,Xã Phú Đông",
    "00004,Xã Phú,00007,Xã Phú Tây",
    "00005,Xã Quý,00005,Xã Quý",
    ",Xã Xưa,00005,Xã Quý",
  ]),
};

describe("import of administrative units, an invented country", () => {
  let database: TestDatabase;
  let first: UnitImportReport;
  const read = <T>(work: Parameters<typeof reading<T>>[2]) => reading(database.app, NO_ROWS, work);

  beforeAll(async () => {
    database = await freshDatabase("units_small");
    first = await run(database, SMALL);
  });

  it("takes what it can use and names line, field and reason of what it cannot", () => {
    expect(first).toMatchObject({ taken: 1 + 3 + 2 + 5 + 2 + 5, changed: 2, unchanged: 5 });
    expect(first.rejected).toEqual([
      { file: "districts_pre2025.csv", line: 4, field: "province_code", reason: "parent_unknown", value: "99" },
      { file: "wards_pre2025.csv", line: 7, field: "code", reason: "code_malformed", value: "5" },
      { file: "wards_pre2025.csv", line: 8, field: "code", reason: "code_twice", value: "00005" },
      { file: "ward_mapping_old_to_new.csv", line: 8, field: "old_code", reason: "no_old_code", value: "Xã Xưa" },
    ]);
  });

  it("changes nothing when run again", async () => {
    const before = await database.superuser.query("select count(*) from unit_version");
    const second = await run(database, SMALL);
    expect(second).toMatchObject({ taken: 0, changed: 0, unchanged: 24, successions: { added: 0 } });
    expect((await database.superuser.query("select count(*) from unit_version")).rows).toEqual(before.rows);
  });

  it("does not know since when the units of the first list existed", async () => {
    const commune = await read((tx) => findUnitByCode(tx, "00002", "2017-05-04"));
    expect(commune).toMatchObject({ fullName: "Xã Thuận", startKnown: false, from: null, until: "2025-07-01" });
  });

  it("keeps a commune that went on under its name the same unit, under the province now", async () => {
    const old = await read((tx) => findUnitByCode(tx, "00001", "2025-06-30"));
    const now = await read((tx) => findUnitByCode(tx, "00001", "2025-07-01"));
    const province = await read((tx) => findUnitByCode(tx, "01", "2025-07-01"));
    expect(now?.id).toBe(old?.id);
    expect(now?.parentId).toBe(province?.id);
    expect(await read((tx) => listCodes(tx, now?.id ?? 0))).toEqual([{ scheme: "gso", code: "00001", from: null, until: null }]);
  });

  it("makes a new unit of two that merged, though it carries the code of one of them", async () => {
    const old = await read((tx) => findUnitByCode(tx, "00002", "2025-06-30"));
    const now = await read((tx) => findUnitByCode(tx, "00002", "2025-07-01"));
    expect(now?.id).not.toBe(old?.id);
    const before = await read((tx) => listSuccessions(tx, now?.id ?? 0));
    expect(before.map(({ fullName, kind, direction }) => ({ fullName, kind, direction }))).toEqual([
      { fullName: "Xã Lợi", kind: "merged", direction: "predecessor" },
      { fullName: "Xã Thuận", kind: "merged", direction: "predecessor" },
    ]);
  });

  it("records both successors of a commune that was split", async () => {
    const old = await read((tx) => findUnitByCode(tx, "00004", "2025-06-30"));
    const after = await read((tx) => listSuccessions(tx, old?.id ?? 0));
    expect(after.map(({ fullName, kind }) => ({ fullName, kind }))).toEqual([
      { fullName: "Xã Phú Đông", kind: "split" },
      { fullName: "Xã Phú Tây", kind: "split" },
    ]);
    expect(await read((tx) => findUnitOn(tx, old?.id ?? 0, "2025-07-01"))).toBeUndefined();
  });

  it("makes a commune another unit where its province merged, and says that it continues", async () => {
    const old = await read((tx) => findUnitByCode(tx, "00005", "2025-06-30"));
    const now = await read((tx) => findUnitByCode(tx, "00005", "2025-07-01"));
    expect(now?.id).not.toBe(old?.id);
    expect(await read((tx) => listSuccessions(tx, now?.id ?? 0))).toMatchObject([
      { fullName: "Xã Quý", kind: "continued", direction: "predecessor" },
    ]);
  });

  it("shows a change of name between two lists with its day unknown", async () => {
    const unit = await read((tx) => findUnitByCode(tx, "00001", "2026-11-20"));
    const versions = await read((tx) => listVersions(tx, unit?.id ?? 0));
    expect(versions.map(({ fullName, from, until, startKnown }) => ({ fullName, from, until, startKnown }))).toEqual([
      { fullName: "Xã Hòa", from: null, until: "2025-07-01", startKnown: false },
      { fullName: "Xã Hoà", from: "2025-07-01", until: "2026-07-01", startKnown: true },
      { fullName: "Phường Hoà", from: "2026-07-01", until: null, startKnown: false },
    ]);
  });

  it("gives the tree of a day, with districts before the reform and without them after it", async () => {
    const before = await read((tx) => findUnitByCode(tx, "01", "2025-06-30"));
    expect(await read((tx) => listSubtreeIds(tx, before?.id ?? 0, "2025-06-30"))).toHaveLength(1 + 1 + 4);
    expect(await read((tx) => listSubtreeIds(tx, before?.id ?? 0, "2025-07-01"))).toHaveLength(1 + 4);
  });

  it("counts the units of a day and says of how many it is not certain", async () => {
    expect(await read((tx) => countUnitsOn(tx, "2017-05-04"))).toEqual([
      { kind: "country", count: 1, startUnknown: 1 },
      { kind: "province", count: 3, startUnknown: 3 },
      { kind: "district", count: 2, startUnknown: 2 },
      { kind: "commune", count: 5, startUnknown: 5 },
    ]);
    expect(await read((tx) => countUnitsOn(tx, "2026-11-20"))).toEqual([
      { kind: "country", count: 1, startUnknown: 1 },
      { kind: "province", count: 2, startUnknown: 0 },
      { kind: "commune", count: 5, startUnknown: 0 },
    ]);
  });

  it("finds a unit without diacritics and with either placement of the tone", async () => {
    for (const searchKey of ["hoa", "xa hoa"]) {
      const found = await read((tx) => searchUnits(tx, { on: "2025-07-01", searchKey, limit: 10 }));
      expect(found[0]?.fullName).toBe("Xã Hoà");
    }
  });

  it("keeps nothing when one of the files is broken", async () => {
    const broken: [UnitFile, Uint8Array, string][] = [
      ["communes", encode(["code,name,full_name,province_code", '00001,"Hòa,Xã Hoà,01']), "csv_malformed"],
      ["communes", encode(["code,name,full_name", "00001,Hòa,Xã Hoà"]), "csv_column_missing"],
      ["communes", new Uint8Array([0x63, 0xff, 0xfe]), "csv_not_utf8"],
    ];
    const empty = await freshDatabase("units_broken");
    for (const [file, bytes, code] of broken)
      await expect(run(empty, { ...SMALL, [file]: bytes })).rejects.toMatchObject({ code });
    expect((await empty.superuser.query("select count(*)::int as units from unit")).rows).toEqual([{ units: 0 }]);
  });
});

describe.skipIf(!existsSync(SHARED))("import of the real units (skipped where ../shared is absent)", () => {
  it("takes 10,035 communes of before and 3,321 of after, and again nothing", { timeout: 180_000 }, async () => {
    const database = await freshDatabase("units_real");
    const entries = Object.entries(UNIT_FILES).map(([file, name]) => [file, readFileSync(join(SHARED, name))]);
    const tables = Object.fromEntries(entries) as UnitTables;
    const started = performance.now();
    const first = await run(database, tables);
    const seconds = (performance.now() - started) / 1000;
    expect(first).toMatchObject({ taken: 1 + 63 + 696 + 10_035 + 34 + 3321, changed: 12 });
    expect(first.rejected).toHaveLength(790);
    expect(seconds).toBeLessThan(60);
    const count = async (kind: string, on: string): Promise<unknown> =>
      (
        await database.superuser.query("select count(*)::int as n from unit_version where kind = $1 and during @> $2::date", [
          kind,
          on,
        ])
      ).rows[0]?.n;
    expect(await count("commune", "2025-06-30")).toBe(10_035);
    expect(await count("commune", "2025-07-01")).toBe(3321);
    expect(await count("district", "2025-07-01")).toBe(0);
    expect(await run(database, tables)).toMatchObject({ taken: 0, changed: 0, successions: { added: 0 } });
    const split = await database.superuser.query(
      "select count(distinct from_unit_id)::int as n from unit_succession where kind = 'split'",
    );
    expect(split.rows).toEqual([{ n: 8 }]);
    const searched = performance.now();
    const found = await reading(database.app, NO_ROWS, (tx) =>
      searchUnits(tx, { on: "2026-11-20", searchKey: "hong gai", limit: 51 }),
    );
    expect(found.map((unit) => unit.fullName)).toContain("Phường Hồng Gai");
    // Right after an import the database has no statistics: the search must be quick all the same.
    expect(performance.now() - searched).toBeLessThan(2000);
  });
});
