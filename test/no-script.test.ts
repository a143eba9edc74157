import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");
const ASSETS = join(SRC, "ui/assets");

const pages = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".tsx") && !/\.test\.|^gallery/.test(entry.name))
  .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), "utf8") }));

const scripts = readdirSync(ASSETS)
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, text: readFileSync(join(ASSETS, name), "utf8") }));

// That the journeys work with scripts switched off is shown in e2e/journeys; this is what makes it likely.
describe("scripts are an extra", () => {
  it("pages load modules from our own origin and hold no script themselves", () => {
    const inline = pages.flatMap(({ name, text }) =>
      [...text.matchAll(/<script\b[^>]*>/g)]
        .filter((match) => !/type="module"/.test(match[0]) || !/\bsrc=/.test(match[0]))
        // Data for search engines, in one place; anything else in that block would run nowhere.
        .filter((match) => name !== "structured-data.tsx" || !match[0].includes('type="application/ld+json"'))
        .map((match) => `${name}: ${match[0]}`),
    );
    expect(inline).toEqual([]);
  });

  it("pages have no hook that would need hydration", () => {
    const hooks = /\buse(State|Effect|LayoutEffect|Reducer|Ref)\b/;
    expect(pages.filter(({ text }) => hooks.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it("a button outside a form is a link, so that it works before any script has loaded", () => {
    const idle = pages.flatMap(({ name, text }) => [...text.matchAll(/<[bB]utton\b[^>]*type="button"[^>]*>/g)].map(() => name));
    // Those that stand in ui are put there hidden and shown by the script that serves them.
    expect(idle.filter((name) => !readdirSync(join(SRC, "ui")).includes(name))).toEqual([]);
  });

  it("scripts reach no other host and run no text as code", () => {
    const forbidden = /https?:\/\/(?!www\.w3\.org)|\beval\(|new Function\(|\.innerHTML\s*=|document\.write|insertAdjacentHTML/;
    expect(scripts.filter(({ text }) => forbidden.test(text)).map(({ name }) => name)).toEqual([]);
  });
});
