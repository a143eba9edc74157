import { defineConfig } from "vitest/config";

/** The tests of the legal clock alone, for the mutation run; the slow ones are left to the suite. */
export default defineConfig({
  test: {
    include: ["src/core/{calendar,deadline}/*.test.ts", "test/oracle/oracle.test.ts"],
    exclude: ["src/core/deadline/properties.test.ts"],
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    testTimeout: 30_000,
    env: { ORACLE_CASES: "400" },
  },
});
