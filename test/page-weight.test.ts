import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { testApp } from "./support/app.ts";
import { testDatabase } from "./support/database.ts";
import { starterProcedure } from "./support/office.ts";

/** What a cheap telephone on a slow line must fetch before it can show and use a page. */
const MOST_BYTES = 100_000;
const ASSETS = join(import.meta.dirname, "../src/ui/assets");

const packed = (text: string | Buffer): number => gzipSync(text).length;

/** The page, its style sheets and scripts, packed as the server packs them. Fonts come after and never keep the text back. */
async function criticalBytes(path: string): Promise<number> {
  const answer = await (await testApp()).inject({ url: path });
  expect(answer.statusCode).toBe(200);
  const named = [...answer.body.matchAll(/(?:<link rel="stylesheet" href|<script[^>]* src)="\/assets\/([^"?]+)/g)];
  const files = [...new Set(named.map(([, name]) => name ?? ""))];
  expect(files).toContain("motcua.css");
  return files.reduce((sum, name) => sum + packed(readFileSync(join(ASSETS, name))), packed(answer.body));
}

beforeAll(async () => {
  await starterProcedure((await testDatabase()).app);
});

describe("the critical path of a public page is at most 100 kB", () => {
  it.each(["/", "/thu-tuc", "/thu-tuc/1.001193", "/viec-trong-doi/sinh-con", "/tra-cuu", "/nop-ho-so", "/niem-yet"])(
    "%s",
    async (path) => {
      expect(await criticalBytes(path)).toBeLessThanOrEqual(MOST_BYTES);
    },
  );

  it("text is shown in the system's letters until the fonts are there", () => {
    const css = readFileSync(join(ASSETS, "motcua.css"), "utf8");
    const faces = (css.match(/@font-face\s*\{[^}]*\}/g) ?? []).filter((face) => face.includes("url("));
    expect(faces.length).toBeGreaterThan(0);
    for (const face of faces) expect(face).toContain("font-display:");
  });
});
