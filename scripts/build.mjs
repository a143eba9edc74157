// Makes dist/ from src/: few files instead of a thousand, since what a start costs is finding and linking modules. Our own
// code and the two libraries that come in hundreds of files are joined; every other package is loaded as it is installed.
// Types are not looked at here: `node scripts/check.mjs types` does.
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const JOINED = /^(kysely|zod)(\/|$)/;
const DAY_MS = 86_400_000;

const bundle = await rolldown({
  cwd: root,
  input: {
    "cli/main": "src/cli/main.ts",
    "main-web": "src/main-web.ts",
    "main-worker": "src/main-worker.ts",
    "main-identity-peer": "src/main-identity-peer.ts",
    "pdf-thread": "src/platform/files/pdf-thread.ts",
  },
  platform: "node",
  tsconfig: "tsconfig.json",
  external: (id) => !/^[./#]/.test(id) && !JOINED.test(id),
});
const { output } = await bundle.write({ dir: dist, format: "esm", sourcemap: true, chunkFileNames: "parts/[name]-[hash].js" });
forgetOldParts(new Set(output.map(({ fileName }) => fileName)));
// Written last: whoever finds it finds a whole build.
writeFileSync(join(dist, ".built"), "");

/** A product that runs may still load parts of the build that it was started from: they stay for a day. */
function forgetOldParts(current) {
  for (const name of readdirSync(join(dist, "parts"))) {
    const file = join(dist, "parts", name);
    if (!current.has(`parts/${name}`) && statSync(file).mtimeMs < Date.now() - DAY_MS) rmSync(file, { force: true });
  }
}
