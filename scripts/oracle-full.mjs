#!/usr/bin/env node
// The legal clock against the minute-by-minute oracle, a million random cases by default; ends with 1 on a difference.
// Usage: node scripts/oracle-full.mjs [cases] [seed]
import { readFileSync } from "node:fs";

const cases = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const { compareWithOracle } = await import("../test/oracle/compare.ts");
const calendar = JSON.parse(readFileSync(new URL("../db/reference/calendars/vn.json", import.meta.url), "utf8"));

const began = performance.now();
const result = compareWithOracle(calendar, cases, seed, (done) => {
  if (done % 200_000 === 0) console.error(`${done} cases, ${Math.round((performance.now() - began) / 1000)} s`);
});
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `${result.cases} cases (seed ${seed}) in ${seconds} s: ${result.due} due dates, ${result.refused} refusals, ` +
    `${result.beyond} beyond the calendar, ${result.differences.length} differences`,
);
for (const difference of result.differences) console.log(JSON.stringify(difference));
process.exitCode = result.differences.length === 0 ? 0 : 1;
