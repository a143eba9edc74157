import readXlsx from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import { csvText } from "#platform/files/csv.ts";
import { NO_CELLS, figuresOf } from "./cells.ts";
import { toCsv, toJson, toXlsx } from "./export-report.ts";
import type { Report } from "./report.ts";

const figures = figuresOf({
  ...NO_CELLS,
  receivedOnline: 3,
  receivedDirect: 4,
  carriedOver: 2,
  resolvedEarly: 5,
  resolvedLate: 1,
  openInTime: 2,
  withdrawn: 1,
});
const report: Report = {
  request: {
    unitId: 1,
    subUnits: true,
    from: "2026-11-01",
    to: "2026-11-20",
    by: "field",
    policy: "II06a",
    asOf: new Date("2026-11-20T09:00:00Z"),
    knownAt: null,
  },
  unitName: "Xã Đồng Sậy",
  rows: [{ key: "=1+1", label: '=HYPERLINK("http://x")', figures }],
  total: figures,
};

describe("exports of form II.06a", () => {
  test("CSV begins with a byte-order mark and no text in it is a formula", async () => {
    const csv = await csvText(toCsv(report, "vi"));
    expect(csv.startsWith("\uFEFF(1) TT,(2) Lĩnh vực,(3) Tiếp nhận,")).toBe(true);
    expect(csv).toContain(`1,"'=HYPERLINK(""http://x"")",9,3,4,2,6,5,0,1,2,2,0`);
  });

  test("XLSX keeps texts as texts and numbers as numbers, in the form's thirteen columns", async () => {
    const [sheet] = await readXlsx(await toXlsx(report, "vi"));
    const rows = sheet?.data ?? [];
    const row = rows.find((cells) => cells[1] === '=HYPERLINK("http://x")');
    expect(row).toEqual([1, '=HYPERLINK("http://x")', 9, 3, 4, 2, 6, 5, 0, 1, 2, 2, 0]);
    expect(rows.some((cells) => cells[2] === "(3)=(4)+(5)+(6)" && cells[12] === "(13)")).toBe(true);
  });

  test("JSON names its period, policy and every figure", () => {
    expect(toJson(report)).toMatchObject({
      form: "II.06a",
      period: { from: "2026-11-01", to: "2026-11-20" },
      policy: { name: "II06a", version: 1 },
      total: { received: 9, resolved: 6, open: 2, bridge: 1 },
    });
  });
});
