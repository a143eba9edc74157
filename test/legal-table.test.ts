import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const table = readFileSync(join(ROOT, "docs/legal/one-stop.md"), "utf8").split("\n## ")[1] ?? "";
const rows = table
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Rule"))
  .map((line) => line.slice(2, -2).split(" | "));

/** Where a path of the table stands. */
const placeOf = (path: string): string =>
  join(ROOT, path.startsWith("db/") ? "" : path.startsWith("core/") ? "src" : "src/areas", path);

/** The title of every test and group of a file. */
function titlesOf(path: string): readonly string[] {
  const text = readFileSync(placeOf(path), "utf8");
  return [...text.matchAll(/\b(?:it|test|describe)(?:\.each\([^)]*\))?\(\s*(?:"([^"]+)"|`([^`]+)`|'([^']+)')/g)].map(
    ([, ...parts]) => parts.find((part) => part !== undefined) ?? "",
  );
}

describe("the table of the one-stop shop's rules", () => {
  it("holds each of R-01 to R-42 once, in order", () => {
    const named = rows.flatMap(([rule = ""]) => /^R-\d\d/.exec(rule)?.[0] ?? []);
    expect(named).toEqual(Array.from({ length: 42 }, (_, index) => `R-${String(index + 1).padStart(2, "0")}`));
  });

  it.each(rows)("%s: lives where it says, and is tested by what it names", (_rule, _law, where = "", tested = "") => {
    const places = [...where.matchAll(/`([\w./-]+\/[\w./-]+\.(?:tsx?|json))`/g)].map(([, path]) => path ?? "");
    expect(places.length, "a file is named").toBeGreaterThan(0);
    expect(places.filter((path) => !existsSync(placeOf(path)))).toEqual([]);
    const tests = [...tested.matchAll(/`([\w./-]+\.test\.tsx?)` "([^"]+)"/g)];
    expect(tests.length, "a test is named").toBeGreaterThan(0);
    for (const [, path = "", words = ""] of tests) {
      expect(titlesOf(path).filter((title) => title.includes(words)).length, `${path}: ${words}`).toBeGreaterThan(0);
    }
  });
});
