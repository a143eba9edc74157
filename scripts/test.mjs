// What `npm test` runs: every check, the build, the tests beside the sources, and the journeys in a browser.
// `node scripts/test.mjs tests journeys` runs only the named phases. The last line counts what ran.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "motcua-report-"));

const PHASES = {
  checks: { command: ["node", "scripts/check.mjs"] },
  build: { command: ["node", "scripts/build.mjs"] },
  tests: { command: ["vitest", "run"], counts: true },
  journeys: { command: ["vitest", "run", "--config", "e2e/vitest.config.ts"], counts: true, needs: "build" },
};

const environment = { ...process.env, PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter) };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PHASES));
if (unknown.length > 0) {
  console.error(`no such phase: ${unknown.join(", ")}; there are ${Object.keys(PHASES).join(", ")}`);
  process.exit(2);
}

const started = performance.now();
const outcomes = new Map();
for (const name of wanted.length > 0 ? wanted : Object.keys(PHASES)) outcomes.set(name, await runPhase(name));
rmSync(scratch, { recursive: true, force: true });

for (const [name, { seconds, passed, failed, problem }] of outcomes) {
  const counted = PHASES[name].counts ? `${passed} passed, ${failed} failed` : failed > 0 ? "failed" : "ok";
  console.log(`${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${problem ?? counted}`);
}
for (const [name, { failures = [] }] of outcomes) for (const line of failures) console.log(`FAILED ${name}: ${line}`);
const sum = (key) => [...outcomes.values()].reduce((total, outcome) => total + outcome[key], 0);
console.log(`${"together".padEnd(10)} ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;

/** A phase that fails without a failed test (a check, a crash, no test at all) counts as one failure. */
async function runPhase(name) {
  const { command, counts = false, needs } = PHASES[name];
  const begun = performance.now();
  if (needs !== undefined && (outcomes.get(needs)?.failed ?? 0) > 0) {
    return { seconds: 0, passed: 0, failed: 1, problem: `not run, since ${needs} failed` };
  }
  console.log(`\n=== ${name}`);
  const report = join(scratch, `${name}.json`);
  const [program, ...args] = counts
    ? [...command, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]
    : command;
  const child = spawn(program, args, { cwd: root, env: environment, stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once("close", resolve);
  });
  const seconds = (performance.now() - begun) / 1000;
  if (!counts) return { seconds, passed: 0, failed: code === 0 ? 0 : 1 };
  return { seconds, ...readReport(report, code) };
}

function readReport(report, code) {
  let result;
  try {
    result = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { passed: 0, failed: 1, problem: `ended with ${code} and left no report` };
  }
  const { numPassedTests: passed, numFailedTests: failed } = result;
  const failures = result.testResults.flatMap(describeFailures);
  if (passed + failed === 0) return { passed, failed: 1, problem: "ran no test" };
  if (failed === 0 && code !== 0) {
    return { passed, failed: 1, failures, problem: `${passed} passed, and yet it ended with ${code}` };
  }
  return { passed, failed, failures };
}

/** A line for each failed test of a file, and one for a file that failed as a whole: where, which, and the first lines of why. */
function describeFailures({ name: file, status, message, assertionResults }) {
  const where = relative(root, file);
  const brief = (text) => text.split("\n").slice(0, 4).join(" | ").slice(0, 600);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0 && status === "failed") return [`${where}: ${brief(message)}`];
  return failed.map((test) => `${where}: ${test.fullName}: ${brief(test.failureMessages.join(" | "))}`);
}
