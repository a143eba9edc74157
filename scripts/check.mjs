// Every check that needs no test run, side by side: silent where all is well, the tool's own words where not.
// `node scripts/check.mjs types lint` runs only the named ones.
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const FOLDERS = ["src", "test", "e2e", "bench", "scripts"];

const CHECKS = {
  types: ["tsc", "--noEmit", "-p", "tsconfig.json"],
  "core-types": ["tsc", "--noEmit", "-p", "src/core/tsconfig.json"],
  lint: ["oxlint", "--deny-warnings"],
  format: ["oxfmt", "--check"],
  imports: ["depcruise", "--config", ".dependency-cruiser.mjs", "--output-type", "err", ...FOLDERS],
  unused: ["knip", "--no-config-hints", "--no-progress"],
  schema: ["node", "scripts/generate-db-types.mjs", "--check"],
  openapi: ["node", "scripts/lint-openapi.mjs"],
};

const environment = {
  ...process.env,
  PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
  NO_COLOR: "1",
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(", ")}; there are ${Object.keys(CHECKS).join(", ")}`);
  process.exit(2);
}

const started = performance.now();
const names = wanted.length > 0 ? wanted : Object.keys(CHECKS);
const failed = (await Promise.all(names.map(run))).filter((name) => name !== undefined);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
if (failed.length > 0) {
  console.error(`${failed.length} of ${names.length} checks failed (${failed.join(", ")}) in ${seconds} s`);
  process.exitCode = 1;
} else {
  console.log(`${names.length} checks in ${seconds} s`);
}

/** Answers the name of a check that failed, after having shown what it said. */
async function run(name) {
  const [command, ...args] = CHECKS[name];
  const child = spawn(command, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (text) => (said += text));
  child.stderr.on("data", (text) => (said += text));
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      said += `${error.message}\n`;
      resolve(127);
    });
    child.once("close", resolve);
  });
  if (code === 0) return undefined;
  process.stderr.write(`--- ${name}: ${[command, ...args].join(" ")}\n${said.trim()}\n\n`);
  return name;
}
