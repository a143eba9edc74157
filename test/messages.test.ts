import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

type Texts = Readonly<Record<string, string>>;

const catalogues = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name === "messages.vi.json")
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

const load = (path: string): Texts => JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Texts;

/** The names that a message takes, plural and select branches included. */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const { type, value, options } = node as { type?: number; value?: unknown; options?: Record<string, { value: unknown }> };
    // 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural
    if (type !== undefined && type >= 1 && type <= 6 && typeof value === "string") names.add(value);
    for (const option of Object.values(options ?? {})) visit(option.value);
  };
  visit(new IntlMessageFormat(text, "vi-VN", undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe.each(catalogues)("%s", (path) => {
  const vi = load(path);
  const en = load(path.replace(/\.vi\.json$/, ".en.json"));

  it("has the same keys in English", () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(vi).toSorted());
  });

  it("says everything once: JSON would take the last of two texts of one name", () => {
    for (const file of [path, path.replace(/\.vi\.json$/, ".en.json")]) {
      const names = [...readFileSync(join(ROOT, file), "utf8").matchAll(/^\s*"((?:[^"\\]|\\.)+)"\s*:/gm)].map(([, name]) => name);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
      expect(names).toHaveLength(Object.keys(load(file)).length);
    }
  });

  it("names the same values in both languages", () => {
    const different = Object.keys(vi).filter((key) => {
      const [a, b] = [vi[key], en[key]];
      return a === undefined || b === undefined || argumentsOf(a).join() !== argumentsOf(b).join();
    });
    expect(different).toEqual([]);
  });

  it("has no empty, undone or decomposed text", () => {
    const bad = [...Object.entries(vi), ...Object.entries(en)].filter(
      ([, text]) => text.trim() === "" || text !== text.normalize("NFC") || /\b(TODO|TBD|FIXME|xxx)\b/.test(text),
    );
    expect(bad).toEqual([]);
  });
});

it("some texts exist", () => {
  expect(catalogues.length).toBeGreaterThan(0);
});
