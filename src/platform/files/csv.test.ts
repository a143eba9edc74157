import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvFile, csvText } from "./csv.ts";

describe("a table for spreadsheets", () => {
  it.each(["=1+1", "+84912", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "＝1", "－1", "＠a", '=HYPERLINK("http://x")'])(
    "%j is told to be a text",
    async (formula) => {
      const [[cell] = []] = parse(await csvText([[formula]]), { bom: true }) as string[][];
      expect(cell).toBe(`'${formula}`);
    },
  );

  it("leaves names, codes and numbers as they are, negative ones too; nothing is an empty cell", async () => {
    expect(await csvText([["Nguyễn Thị Ánh", "H99.11-261127-0006", -2, 1.5, null]])).toBe(
      "\uFEFFNguyễn Thị Ánh,H99.11-261127-0006,-2,1.5,\n",
    );
  });

  it("gives back what went in, whatever stands in it, and begins no cell with a formula", async () => {
    const rows = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const read = parse(await csvText(given), { bom: true, relax_column_count: true }) as string[][];
        const plain = read.map((row) => row.map((cell) => cell.replace(/^'/, "")));
        expect(plain).toEqual(given.map((row) => row.map((cell) => cell.replace(/^'/, ""))));
        expect(read.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("is an answer with its type and name", async () => {
    expect(await csvFile([["a"]], "a.csv")).toMatchObject({ kind: "file", type: "text/csv; charset=utf-8", name: "a.csv" });
  });
});
