#!/usr/bin/env node
// Kept in the repository and executable: a file that the build makes would not be. Plain enough for any Node to parse.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, statSync, utimesSync } from "node:fs";
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
const { main } = await import(pathToFileURL(join(root, "dist/cli/main.js")).href);
await main();

/** A checkout builds itself; an image that ships without sources or compiler runs what it has. */
function buildWhenOutdated() {
  const compiler = join(root, "node_modules/.bin/tsc");
  const stamp = join(root, "dist/.tsbuildinfo");
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (!existsSync(join(root, "src")) || newest(join(root, "src")) <= built) return;
  if (built > 0 && !(existsSync(compiler) && isWritable(stamp))) return;
  if (!existsSync(compiler)) {
    console.error('Motcua is not built yet: run "npm install" and then "npm run build".');
    process.exit(2);
  }
  const { status } = spawnSync(process.execPath, [compiler, "-p", join(root, "tsconfig.build.json")], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(2);
  utimesSync(stamp, new Date(), new Date());
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
