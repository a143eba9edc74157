import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { Refusal } from "#platform/refusal.ts";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { importProcedures } from "./import-procedures.ts";
import { listImportRuns } from "./import-run.store.ts";
import { findProcedureByCode, findPublicVersion, listVersions } from "./procedure.store.ts";
import { searchProcedures } from "./search/find-procedures.ts";
import { loadStarterCatalogue } from "./starter-catalogue.ts";

const HEADER = "code,name,fields,executing_agencies,subjects,state,levels,time_limit,time_unit";
const row = (code: string, name: string, term: string, agencies = "Ủy ban nhân dân cấp xã") =>
  `${code},${name},Hộ tịch,${agencies},Công dân Việt Nam,ACTIVE,xa,${term}`;
const csv = (...rows: string[]): Buffer => Buffer.from([HEADER, ...rows, ""].join("\n"));
const NOW = new Date("2026-11-20T08:00:00+07:00");

describe("importing a catalogue", () => {
  let database: TestDatabase;
  const run = (catalogue: Buffer, more: { details?: Buffer; dryRun?: boolean; on?: string } = {}) =>
    importProcedures(database.app, {
      catalogue: { name: "catalogue.csv", bytes: catalogue },
      details: more.details === undefined ? undefined : { name: "details.jsonl.gz", bytes: more.details },
      dryRun: more.dryRun ?? false,
      on: more.on ?? "2026-11-20",
      now: NOW,
    });
  const read = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.app, NO_ROWS, work);
  const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Refusal)) throw new Error("expected a refusal");
    return error;
  };
  beforeAll(async () => {
    database = await freshDatabase("import");
  });

  test("the same file twice: everything taken, then everything unchanged", async () => {
    const file = csv(row("1.100001", "Thủ tục một", "5,ngày làm việc"), row("1.100002", "Thủ tục hai", "30,ngày"));
    expect(await run(file)).toMatchObject({ rows: 2, taken: 2, changed: 0, unchanged: 0, rejected: [] });
    expect(await run(file)).toMatchObject({ taken: 0, changed: 0, unchanged: 2 });
  });

  test("a changed row gives a new version from that day, and the old one stays for the days before", async () => {
    await run(csv(row("1.100003", "Tên cũ", "5,ngày làm việc")));
    expect(await run(csv(row("1.100003", "Tên mới", "4,ngày làm việc")), { on: "2026-12-01" })).toMatchObject({ changed: 1 });
    const [before, after, versions] = await read((tx) =>
      Promise.all([
        findProcedureByCode(tx, "1.100003", "2026-11-30"),
        findProcedureByCode(tx, "1.100003", "2026-12-01"),
        listVersions(tx, "1.100003", false),
      ]),
    );
    expect(before).toMatchObject({
      name: "Tên cũ",
      version: 1,
      from: null,
      until: "2026-12-01",
      term: { value: 5, unit: "working_day" },
    });
    expect(after).toMatchObject({
      name: "Tên mới",
      version: 2,
      from: "2026-12-01",
      until: null,
      term: { value: 4, unit: "working_day" },
    });
    expect(versions.map((v) => v.version)).toEqual([2, 1]);
  });

  test("changed twice on one day: the version of the morning has no day of its own and is withdrawn, not lost", async () => {
    for (const name of ["Một", "Hai", "Ba"]) await run(csv(row("1.100004", name, "5,ngày")));
    const versions = await read((tx) => listVersions(tx, "1.100004", true));
    expect(versions.map((v) => [v.version, v.name, v.status])).toEqual([
      [3, "Ba", "published"],
      [2, "Hai", "withdrawn"],
      [1, "Một", "published"],
    ]);
  });

  test.each([
    ["", "", null, "unknown"],
    ["1", "", null, "unknown"],
    ["1", "OTHER", null, "unknown"],
    ["12", "", null, "unknown"],
    ["10", "-25", null, "unknown"],
    ["Không quá 15 ngày", "", null, "unknown"],
    ["0", "ngày", null, "unknown"],
    ["24", "giờ", null, "unknown"],
    ["4", "giờ", 4, "working_hour"],
    ["7.5", "ngày làm việc", 60, "working_hour"],
    ["2.5", "ngày", null, "unknown"],
    ["3", "tháng", 3, "month"],
    ["30", "ngày", 30, "day"],
  ])("a term of “%s %s” is %s %s: never guessed", async (value, unit, expected, expectedUnit) => {
    const code = `1.2${String(Math.abs(hash(`${value}${unit}`)) % 100_000).padStart(5, "0")}`;
    await run(csv(row(code, "Thủ tục có thời hạn", `"${value}",${unit}`)));
    const found = await read((tx) => findProcedureByCode(tx, code, "2026-11-20"));
    expect(found?.term).toEqual({ value: expected, unit: expectedUnit });
  });

  test("bad lines are reported with line, field and reason, and the rest goes on", async () => {
    const report = await run(
      csv(
        row("1.300001", "Đúng", "5,ngày"),
        row("1.0133611", "Mã dài", "5,ngày"),
        row("1.014955-Xoa", "Mã đã xóa", "5,ngày"),
        "1.300002,thiếu cột",
        row("1.300003", '"Tên trên\nhai dòng"', "5,ngày"),
        row("1.300004", "", "5,ngày"),
        row("1.300005", "Ký tự \u0000 rỗng", "5,ngày"),
        row("1.300001", "Đúng", "5,ngày"),
        row("1.300001", "Khác", "6,ngày"),
        row("1.300006.H42", "Mã riêng của tỉnh", "5,ngày"),
      ),
    );
    expect(report.rejected.map((r) => [r.line, r.field, r.reason])).toEqual([
      [3, "code", "code_malformed"],
      [4, "code", "code_malformed"],
      [5, "", "columns"],
      [8, "name", "required"],
      [9, "name", "invalid_characters"],
      [11, "code", "duplicate_differs"],
    ]);
    expect(report.duplicates).toEqual([{ code: "1.300001", line: 10, firstLine: 2 }]);
    expect(report).toMatchObject({ rows: 10, taken: 3 });
  });

  test("a dry run says the same and writes nothing but the record of the run", async () => {
    const file = csv(row("1.400001", "Chạy thử", "5,ngày"));
    expect(await run(file, { dryRun: true })).toMatchObject({ dryRun: true, taken: 1 });
    expect(await read((tx) => findProcedureByCode(tx, "1.400001", "2026-11-20"))).toBeUndefined();
    expect((await read((tx) => listImportRuns(tx, 1)))[0]).toMatchObject({
      dryRun: true,
      source: "catalogue.csv",
      report: { taken: 1 },
    });
  });

  test("files that cannot be read are refused whole, with the line", async () => {
    expect((await refusal(run(Buffer.from(`${HEADER}\n1.500001,"không đóng nháy,x\n`)))).code).toBe("csv_malformed");
    expect((await refusal(run(Buffer.from("code,name\n1.500001,Tên\n")))).text("en")).toContain(
      "fields, levels, time_limit, time_unit",
    );
    expect(
      (await refusal(run(Buffer.concat([csv(row("1.500001", "Tên", "5,ngày")), Buffer.from([0xff, 0xfe, 0x0a])])))).text("en"),
    ).toContain("line 3");
    expect((await refusal(run(Buffer.alloc(0)))).code).toBe("csv_empty");
    const cut = gzipSync(Buffer.from('{"code":"1.500001"}\n')).subarray(0, 20);
    expect((await refusal(run(csv(row("1.500001", "Tên", "5,ngày")), { details: cut }))).code).toBe("gzip_damaged");
    expect(await read((tx) => findProcedureByCode(tx, "1.500001", "2026-11-20"))).toBeUndefined();
  });

  test("details: components, channels, fees and bases come in; broken lines are reported", async () => {
    const detail = {
      code: "1.600001",
      channels: [
        {
          method: "Trực tiếp",
          time: 1,
          unit: "",
          note: "Trong ngày",
          fees: [{ type: "SERVICE_FEE", vnd: 0, text: "Theo nghị quyết của tỉnh" }],
        },
        { method: "Trực tuyến", time: 1, unit: "", note: "", fees: [{ type: "FEE", vnd: 8000, text: "8.000 đồng/bản" }] },
      ],
      cases: [{ code: "1.600001.01", name: "Trường hợp một", time: 3, unit: "ngày làm việc" }],
      documents: [
        { group: "", name: "- Tờ khai", original: 1, copy: 0, eform: true, attachments: ["tk.docx"] },
        { group: "", name: "Bản sao giấy tờ", original: 20261, copy: 2, eform: false, attachments: [] },
        { group: "* Lưu ý:", name: "Một lời dặn", original: 0, copy: 0, eform: false, attachments: [] },
        { group: "", name: "", original: 0, copy: 0, eform: false, attachments: [] },
      ],
      legal_basis: [{ code: "60/2014/QH13", name: "Luật Hộ tịch" }],
      results: ["Giấy chứng nhận"],
      requirements: "Có đủ điều kiện",
      steps: "Bước 1",
    };
    const lines = [JSON.stringify(detail), "{không phải JSON", JSON.stringify({ ...detail, code: "1.699999" }), ""].join("\n");
    const report = await run(csv(row("1.600001", "Có chi tiết", ",")), { details: gzipSync(lines) });
    expect(report).toMatchObject({
      details: 3,
      withDetail: 1,
      detailsWithoutRow: 1,
      doubts: { copiesUnreadable: 1, emptyDocuments: 1, feesUnclear: 1 },
    });
    expect(report.rejected).toEqual([
      { file: "details", line: 2, field: "", reason: "json_malformed", value: "{không phải JSON" },
    ]);
    const found = await read((tx) => findProcedureByCode(tx, "1.600001", "2026-11-20"));
    expect(found?.term).toEqual({ value: null, unit: "unknown" });
    expect(found?.definition.terms.note).toBe("Trong ngày");
    expect(found?.definition.components.map((c) => [c.name, c.kind, c.required, c.copies.original, c.copies.photo])).toEqual([
      ["Tờ khai", "form", true, 1, 0],
      ["Bản sao giấy tờ", "document", true, null, 2],
      ["Một lời dặn", "note", false, 0, 0],
    ]);
    expect(found?.definition.cases[0]?.term).toEqual({ value: 3, unit: "working_day" });
    expect(found?.definition.fees.map((f) => [f.kind, f.amountVnd])).toEqual([
      ["charge", null],
      ["fee", 8000],
    ]);
    expect(found?.definition.channels.map((c) => c.channel)).toEqual(["counter", "online"]);
  });

  test("what the office checked stays in force; the catalogue's version waits as a draft", async () => {
    await read((tx) => loadStarterCatalogue(tx, "2026-11-20"));
    const file = csv(row("1.001193", "Thủ tục đăng ký khai sinh", "1,ngày làm việc"));
    expect(await run(file)).toMatchObject({ waiting: 1, waitingCodes: ["1.001193"], changed: 0 });
    expect(await run(file)).toMatchObject({ waiting: 0, unchanged: 1 });
    expect((await read((tx) => findProcedureByCode(tx, "1.001193", "2026-11-20")))?.term.unit).toBe("same_day");
  });

  test("the starter catalogue does not ask to replace what was imported, but a checked entry does replace it", async () => {
    const { app } = await freshDatabase("after");
    const imported = csv(
      row("1.004884", "Thủ tục đăng ký lại khai sinh", "5,ngày làm việc"),
      row("1.001193", "Thủ tục đăng ký khai sinh", "1,ngày làm việc"),
    );
    await importProcedures(app, { catalogue: { name: "c", bytes: imported }, dryRun: false, on: "2026-11-20", now: NOW });
    const saved = await inTransaction(app, NO_ROWS, (tx) => loadStarterCatalogue(tx, "2026-11-21"));
    const outcomes = new Map(saved.map((s) => [s.code as string, s]));
    expect([outcomes.get("1.004884")?.outcome, outcomes.get("1.001193")?.outcome]).toEqual(["unchanged", "changed"]);
    const kept = await inTransaction(app, NO_ROWS, (tx) => findProcedureByCode(tx, "1.004884", "2026-11-21"));
    expect(kept).toMatchObject({ origin: "portal", versionId: outcomes.get("1.004884")?.versionId });
    expect(await inTransaction(app, NO_ROWS, (tx) => listVersions(tx, "1.004884", true))).toHaveLength(1);
  });

  test("names are found without diacritics, and hoà is hòa", async () => {
    await run(
      csv(row("1.700001", "Hòa giải tranh chấp ao cá", "5,ngày"), row("1.700002", "Đăng ký khai sinh lưu động ở đảo", "5,ngày")),
    );
    const found = async (q: string) =>
      (await read((tx) => searchProcedures(tx, { q, limit: 50 }, "2026-11-20"))).map((p) => p.code as string);
    expect((await found("hoà giải ao cá"))[0]).toBe("1.700001");
    expect((await found("hoa giai ao ca"))[0]).toBe("1.700001");
    expect((await found("dang ky khai sinh"))[0]).toBe("1.001193");
    expect((await found("dang ky khai sinh luu dong dao"))[0]).toBe("1.700002");
    expect(await found("1.70000")).toEqual(["1.700001", "1.700002"]);
    expect((await found("em muốn hỏi việc hòa giải ao cá nhà em"))[0]).toBe("1.700001");
    expect(await found("100%_")).toEqual([]);
  });

  test("a row whose detail record is damaged or missing keeps its papers, and its columns are as it says now", async () => {
    const detail = { code: "1.710001", documents: [{ name: "Tờ khai", original: 1 }], channels: [{ method: "Trực tiếp" }] };
    const details = Buffer.from(JSON.stringify(detail));
    await run(csv(row("1.710001", "Có giấy tờ", "5,ngày")), { details });
    const damaged = await run(csv(row("1.710001", "Có giấy tờ", "5,ngày")), { details: Buffer.from("{"), on: "2026-11-21" });
    expect(damaged).toMatchObject({ changed: 0, unchanged: 1, detailsKept: 1, rejected: [{ reason: "json_malformed" }] });
    expect(await run(csv(row("1.710001", "Tên mới", "4,ngày")), { on: "2026-11-22" })).toMatchObject({ changed: 1 });
    expect(await read((tx) => findProcedureByCode(tx, "1.710001", "2026-11-22"))).toMatchObject({
      name: "Tên mới",
      term: { value: 4, unit: "day" },
      definition: { components: [{ name: "Tờ khai" }], channels: [{ channel: "counter" }] },
    });
  });

  test("a row that its source no longer lists is kept and not open", async () => {
    await run(Buffer.from(`${HEADER}\n1.800001,Cũ,Hộ tịch,,Công dân Việt Nam,NOT_IN_2026-07_CATALOGUE,xa,5,ngày\n`));
    expect(await read((tx) => findProcedureByCode(tx, "1.800001", "2026-11-20"))).toBeUndefined();
    expect(await read((tx) => findPublicVersion(tx, "1.800001", "2026-11-20"))).toMatchObject({ status: "withdrawn" });
  });
});

const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0, 7);

const FOLDER = new URL("../../../../shared/data/procedures/", import.meta.url).pathname;

describe("the national catalogue of July 2026", () => {
  const isThere = existsSync(`${FOLDER}catalogue.csv`);
  test.skipIf(!isThere)(
    `comes in whole and within seconds${isThere ? "" : " (skipped: ../shared/data/procedures is not there)"}`,
    async () => {
      const { app } = await freshDatabase("national");
      const files = {
        catalogue: { name: "catalogue.csv", bytes: readFileSync(`${FOLDER}catalogue.csv`) },
        details: { name: "details.jsonl.gz", bytes: readFileSync(`${FOLDER}details.jsonl.gz`) },
      };
      const started = performance.now();
      const seen: [number, number][] = [];
      const report = await importProcedures(app, {
        ...files,
        dryRun: false,
        on: "2026-11-20",
        now: NOW,
        onProgress: (done, total) => seen.push([done, total]),
      });
      expect(performance.now() - started).toBeLessThan(60_000);
      expect(seen.at(-1)).toEqual([5771, 5771]);
      expect(report).toMatchObject({
        rows: 5774,
        details: 3274,
        taken: 5771,
        withDetail: 3274,
        detailsWithoutRow: 0,
        duplicates: [],
      });
      expect(report.rejected.map((r) => r.value)).toEqual(["1.0133611", "1.014955-Xoa", "2.009182739"]);
      const again = await importProcedures(app, { ...files, dryRun: false, on: "2026-11-21", now: NOW });
      expect(again).toMatchObject({ taken: 0, changed: 0, unchanged: 5771 });
      const bare = await importProcedures(app, { catalogue: files.catalogue, dryRun: false, on: "2026-11-22", now: NOW });
      expect(bare, "rows alone take no papers away").toMatchObject({ changed: 0, unchanged: 5771, detailsKept: 3274 });
      const communal = await inTransaction(app, NO_ROWS, (tx) =>
        searchProcedures(tx, { commune: true, limit: 1000 }, "2026-11-21"),
      );
      expect(communal).toHaveLength(520);
      expect(report).toMatchObject({ notInForce: 105, terms: { known: 2735, unknown: 3036 } });
    },
    180_000,
  );
});
