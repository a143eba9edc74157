import { join } from "node:path";
import { defineConfig } from "vitest/config";

// One product and one browser for all journeys, two of them at a time: they share the demonstration data and only add to it.
export default defineConfig({
  root: join(import.meta.dirname, ".."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["e2e/journeys/**/*.test.ts", "e2e/faults/**/*.test.ts"],
    globalSetup: ["e2e/support/global-setup.ts"],
    pool: "threads",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
