import { configDefaults, defineConfig } from "vitest/config";

/** On a server installed separately, what tests the embedded one would only say again what it has said. */
const OF_EMBEDDED = ["src/platform/db/embedded/**", "test/start.test.ts"];
/** What asks no database says the same whichever there is. */
const WITHOUT_DATABASE = [
  "src/core/**",
  "src/ui/**",
  "src/platform/{pdf,signing,i18n,input}/**",
  "src/areas/forms/{render-slip,slip-pictures}.test.ts",
  "test/oracle/**",
  "test/{architecture,messages}.test.ts",
];
const isSeparate = process.env["DATABASE_URL_TEST_SUPERUSER"] !== undefined;

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, ...(isSeparate ? [...OF_EMBEDDED, ...WITHOUT_DATABASE] : [])],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/secret-key.ts", "test/support/each-file.ts"],
    pool: "threads",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
