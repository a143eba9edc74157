import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { starterProcedure } from "../../../../test/support/office.ts";
import { importProcedureSheet, operatorDoor } from "../index.ts";

const NOW = new Date("2026-11-26T09:00:00+07:00");
const HEADER = "ma_thu_tuc,ten_thu_tuc,linh_vuc,cap,thoi_han";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await starterProcedure(db.app);
});

function fileOf(...lines: readonly string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), "motcua-sheet-")), "thu-tuc.csv");
  writeFileSync(path, [...lines, ""].join("\n"));
  return path;
}
const run = (path: string, more: Partial<Parameters<typeof importProcedureSheet>[1]> = {}) =>
  importProcedureSheet(operatorDoor(db.app), { path, system: "sheet", dryRun: false, now: NOW, ...more });
const versions = async (code: string) =>
  (
    await db.superuser.query(
      "select v.origin, v.status, v.verified, v.term_value, v.term_unit, v.levels, v.name from procedure_version v join procedure p on p.id = v.procedure_id where p.code = $1",
      [code],
    )
  ).rows;

describe("procedures of an office's own list", () => {
  test("that are new are taken unverified; a trial writes nothing and the second run changes nothing", async () => {
    const path = fileOf(HEADER, "9.700001,Thủ tục thử một,Văn hóa,Cấp xã,05 ngày làm việc kể từ ngày nhận đủ hồ sơ");
    expect(await run(path, { dryRun: true })).toMatchObject({ rows: 1, taken: 1 });
    expect(await versions("9.700001")).toEqual([]);
    expect(await run(path)).toMatchObject({ taken: 1, rejected: [] });
    const [version] = await versions("9.700001");
    expect(version).toMatchObject({
      origin: "import",
      status: "published",
      verified: false,
      term_value: 5,
      term_unit: "working_day",
    });
    expect(await run(path)).toMatchObject({ taken: 0, same: 1, differing: 0 });
    expect(await versions("9.700001")).toHaveLength(1);
  });

  test("that stand here stay as they are; what differs is said", async () => {
    const before = await versions("1.001193");
    const report = await run(fileOf(HEADER, "1.001193,Đăng ký khai sinh khác,Hộ tịch khác,Cấp xã,9 ngày"));
    expect(report).toMatchObject({ taken: 0, differing: 1 });
    expect(report.differences.map(({ field }) => field)).toEqual(["ten_thu_tuc", "linh_vuc", "thoi_han"]);
    expect(await versions("1.001193")).toEqual(before);
  });

  test("a term in words that is no term stays unknown, with the words kept", async () => {
    await run(fileOf(HEADER, "9.700002,Thủ tục thử hai,Văn hóa,Cấp xã,Theo từng trường hợp"));
    expect(await versions("9.700002")).toMatchObject([{ term_value: null, term_unit: "unknown" }]);
  });

  test.each([
    ["a code that is none", "abc,Tên,Lĩnh vực,Cấp xã,5 ngày", "ma_thu_tuc", "code_malformed"],
    ["no name", "9.700003,,Lĩnh vực,Cấp xã,5 ngày", "ten_thu_tuc", "required"],
    ["a level that is none", "9.700004,Tên,Lĩnh vực,Cấp trời,5 ngày", "cap", "level_unknown"],
    ["no level and none chosen", "9.700005,Tên,Lĩnh vực,,5 ngày", "cap", "required"],
  ])("%s is rejected by line and column", async (_, line, field, reason) => {
    expect(await run(fileOf(HEADER, line))).toMatchObject({ taken: 0, rejected: [{ line: 2, field, reason }] });
  });

  test("one that was withdrawn here is not brought back by a list", async () => {
    await run(fileOf(HEADER, "9.700006,Thủ tục thử sáu,Văn hóa,Cấp xã,3 ngày"));
    await db.superuser.query(
      "update procedure_version set status = 'withdrawn' where procedure_id = (select id from procedure where code = '9.700006')",
    );
    const report = await run(fileOf(HEADER, "9.700006,Thủ tục thử sáu,Văn hóa,Cấp xã,3 ngày"));
    expect(report).toMatchObject({ taken: 0, rejected: [{ line: 2, reason: "not_in_force" }] });
  });

  test("of OpenCPS come by its columns and at the level that was chosen; the code loses its suffix", async () => {
    const path = fileOf(
      "serviceCode,serviceName,domainName,durationText,administrationName,processText",
      '9.700007.000.00.00.H49,Thủ tục OpenCPS,Đất đai,"15 (mười lăm) ngày làm việc",UBND xã,"<p>Bước 1: nộp.</p>"',
    );
    expect(await run(path, { system: "opencps", level: "Cấp xã" })).toMatchObject({ taken: 1, rejected: [] });
    expect(await versions("9.700007")).toMatchObject([{ term_value: 15, term_unit: "working_day", levels: ["commune"] }]);
  });
});
