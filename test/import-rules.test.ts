import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** A small product that breaks each rule once; what is imported by whom is all that matters. */
const FILES: Readonly<Record<string, string>> = {
  "src/core/dates.ts": 'import "node:fs"; export const day = 1;',
  "src/core/round.ts": 'import "./about.ts"; export const round = 1;',
  "src/core/about.ts": 'import "./round.ts"; export const about = 1;',
  "src/core/alone.ts": "export const alone = 1;",
  "src/platform/server.ts": 'import "../areas/dossiers/index.ts"; import "../ui/form.ts"; export const server = 1;',
  "src/ui/form.ts": 'import "../core/dates.ts"; export const form = 1;',
  "src/areas/organisation/index.ts": 'import "#dossiers"; export const units = 1;',
  "src/areas/dossiers/index.ts": 'export * from "./list-dossiers.ts";',
  "src/areas/dossiers/list-dossiers.ts":
    'import { sql } from "kysely"; import { Client } from "pg"; export const list = [sql, Client];',
  "src/areas/dossiers/dossier.store.ts": 'import { sql } from "kysely"; export const store = sql;',
  "src/areas/dossiers/dossier.rules.ts":
    'import "./list-dossiers.ts"; import type { store } from "./dossier.store.ts"; export type Rule = typeof store;',
  "src/areas/dossiers/dossier.page.ts": 'import "./dossier.store.ts"; export const page = 1;',
  "src/areas/reports/index.ts": 'import "../dossiers/list-dossiers.ts"; import "#forms"; export const report = 1;',
  "src/areas/forms/index.ts": 'import "../../main-web.ts"; import "./x.test.ts"; export const slip = 1;',
  "src/areas/forms/x.test.ts": 'import "vitest"; export const test = 1;',
  "src/areas/portal/index.ts": 'import "vitest"; import "./gone.ts"; export const look = 1;',
  "src/main-web.ts": 'import "./areas/dossiers/list-dossiers.ts"; export const main = 1;',
};

const EXPECTED = [
  "area-organisation-direction: src/areas/organisation/index.ts",
  "area-reports-direction: src/areas/reports/index.ts",
  "areas-by-their-door: src/areas/reports/index.ts",
  "areas-do-not-import-upwards: src/areas/forms/index.ts",
  "composition-by-the-door: src/main-web.ts",
  "core-is-pure: src/core/dates.ts",
  "driver-in-platform-only: src/areas/dossiers/list-dossiers.ts",
  "no-cycles: src/core/about.ts",
  "no-development-packages-in-the-product: src/areas/portal/index.ts",
  "no-orphans: src/core/alone.ts",
  "no-unresolvable: src/areas/portal/index.ts",
  "only-composition-roots-import-areas: src/platform/server.ts",
  "pages-and-rules-read-no-store: src/areas/dossiers/dossier.page.ts",
  "platform-knows-no-area: src/platform/server.ts",
  "platform-renders-through-one-door: src/platform/server.ts",
  "product-does-not-import-tests: src/areas/forms/index.ts",
  "rules-and-policies-are-pure: src/areas/dossiers/dossier.rules.ts",
  "sql-in-stores-only: src/areas/dossiers/list-dossiers.ts",
  "ui-has-no-business: src/ui/form.ts",
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "motcua-imports-"));
  for (const name of ["package.json", "tsconfig.json", ".dependency-cruiser.mjs"])
    copyFileSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("each import rule catches the import that it forbids, and lets the others pass", () => {
  const cruiser = join(ROOT, "node_modules/.bin/depcruise");
  const ran = spawnSync(cruiser, ["--config", ".dependency-cruiser.mjs", "--output-type", "json", "src"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const { summary } = JSON.parse(ran.stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  const found = new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`));
  expect(EXPECTED.filter((each) => !found.has(each))).toEqual([]);
  expect([...found].filter((each) => each.includes("dossier.store.ts"))).toEqual([]);
});
