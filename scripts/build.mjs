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
  plugins: [{ name: "one-byte-text", generateBundle: escapeWideCharacters }],
});
const { output } = await bundle.write({
  dir: dist,
  format: "esm",
  sourcemap: true,
  chunkFileNames: "parts/[name]-[hash].js",
  comments: { legal: true, annotation: false, jsdoc: false },
});
forgetOldParts(new Set(output.map(({ fileName }) => fileName)));
// Written last: whoever finds it finds a whole build.
writeFileSync(join(dist, ".built"), "");

/** The engine keeps the text of what it runs: one letter beyond Latin-1 makes it take two bytes for each character of a file. */
function escapeWideCharacters(_options, files) {
  for (const file of Object.values(files)) {
    if (file.type === "chunk")
      file.code = file.code.replace(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }
}

/** A product that runs may still load parts of the build that it was started from: they stay for a day. */
function forgetOldParts(current) {
  for (const name of readdirSync(join(dist, "parts"))) {
    const file = join(dist, "parts", name);
    if (!current.has(`parts/${name}`) && statSync(file).mtimeMs < Date.now() - DAY_MS) rmSync(file, { force: true });
  }
}
