import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Walks through every page of every role: as long as five others, so that it begins first and nobody waits for it at the end. */
const LONGEST = "every-page.test.ts";

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(b.moduleId.endsWith(LONGEST)) - Number(a.moduleId.endsWith(LONGEST)));
  }
}

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
    sequence: { sequencer: LongestFirst },
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
