/** Runs the benchmarks one after the other and writes docs/bench.md from their figures. `npm run bench -- web receive` runs only those. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "./support/figures.ts";

const ROOT = join(import.meta.dirname, "..");
const RESULTS = join(ROOT, "node_modules/.cache/motcua-bench");
const NAMES = ["receive", "list", "busy", "web", "public", "queue", "histories", "recompute", "search"];
const PAGE = join(ROOT, "docs/bench.md");
const HEAD = `# Speed and memory

Written by \`npm run bench\`. Each table is one run of one script in \`bench/\`, on the machine and at the load that it names; a bound that
was missed says so. Ratios compare two things in the same run, in turns, so that a slow machine is slow for both.
`;

const options = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = wanted.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) throw new Error(`no such benchmark: ${unknown.join(", ")}; there are ${NAMES.join(", ")}`);

mkdirSync(RESULTS, { recursive: true });
let failed = 0;
for (const name of wanted.length > 0 ? wanted : NAMES) {
  const { status } = spawnSync(process.execPath, [...process.execArgv, join(ROOT, `bench/${name}.ts`), ...options], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, MOTCUA_BENCH_RESULTS: RESULTS },
  });
  if (status !== 0) failed += 1;
}
const files = NAMES.map((name) => join(RESULTS, `${name}.json`)).filter((file) => existsSync(file));
// What was not measured here keeps the section that it has.
const sections = new Map(readSections());
for (const file of files) {
  const measured = JSON.parse(readFileSync(file, "utf8")) as Report;
  sections.set(measured.title, section(measured));
}
writeFileSync(PAGE, [HEAD, ...sections.values()].join("\n"));
process.exitCode = failed === 0 ? 0 : 1;

/** The sections that docs/bench.md has, by their titles. */
function readSections(): readonly (readonly [string, string])[] {
  const [, ...parts] = readFileSync(PAGE, "utf8").split(/^## /mu);
  return parts.map((part) => [part.slice(0, part.indexOf("\n")), `## ${part.trimEnd()}\n`] as const);
}

function section({ title, how, figures, date, commit, machine }: Report): string {
  const rows = figures.map(
    ({ name, measured, bound, ok }) =>
      `| ${name.trim()} | ${measured} | ${bound ?? ""} | ${bound === undefined ? "" : ok ? "met" : "**missed**"} |`,
  );
  return [
    `## ${title}`,
    "",
    how,
    "",
    `${date} UTC, commit ${commit}, ${machine}.`,
    "",
    "| figure | measured | bound | |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
