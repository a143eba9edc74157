import { join } from "node:path";
import { defineConfig } from "vitest/config";

// Pictures of every page at four widths beside the ones that were kept; see looks.test.ts.
export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["e2e/looks/**/*.test.ts"],
    globalSetup: ["e2e/looks/global-setup.ts"],
    provide: { keepsLooks: process.argv.includes("-u") },
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
  },
});
