#!/usr/bin/env node
// Kept in the repository and executable: a file that the build makes would not be. Plain enough for any Node to parse.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED = 24;

if (Number(process.versions.node.split(".")[0]) < NEEDED) {
  console.error(
    `Motcua needs Node ${NEEDED} or newer and this is ${process.versions.node}: run it as "npx motcua" in ${root}, or install a newer Node.`,
  );
  process.exit(2);
}

buildWhenOutdated();
keepCompiledCode();
const { main } = await import(pathToFileURL(join(root, "dist/cli/main.js")).href);
await main();

/** A checkout builds itself; an image that ships without sources or bundler runs what it has. */
function buildWhenOutdated() {
  const builder = join(root, "scripts/build.mjs");
  const stamp = join(root, "dist/.built");
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (!existsSync(join(root, "src")) || newest(join(root, "src")) <= built) return;
  const canBuild = existsSync(join(root, "node_modules/rolldown"));
  if (built > 0 && !(canBuild && isWritable(stamp))) return;
  if (!canBuild) {
    console.error('Motcua is not built yet: run "npm install" and then "npm run build".');
    process.exit(2);
  }
  const { status } = spawnSync(process.execPath, [builder], { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(2);
}

/** What V8 makes of the sources is kept beside the packages, as trusted as they are: a start takes half the time. */
function keepCompiledCode() {
  process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules/.cache/compile");
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function newest(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (latest, entry) => (entry.isFile() ? Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs) : latest),
    0,
  );
}
