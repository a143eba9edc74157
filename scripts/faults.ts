// The long form of e2e/faults: kills web, worker, database, supervisor and everything at once under load, many times.
// `npm run faults -- 200` sets the number of kills. Prints the figures; ends with 1 when a promise was broken.
import { runCampaign, type Target } from "../e2e/faults/campaign.ts";

const ROUND: readonly Target[] = [
  "web",
  "database",
  "worker",
  "web",
  "database",
  "everything",
  "web",
  "database",
  "worker",
  "supervisor",
];
const wanted = Number(process.argv[2] ?? 100);
if (!Number.isInteger(wanted) || wanted < 1) throw new Error("usage: npm run faults -- <number of kills>");

const kills = Array.from({ length: wanted }, (_, index) => ROUND[index % ROUND.length] as Target);
const outcome = await runCampaign({ kills, callers: 8, log: (line) => console.log(line) });

const percentile = (values: readonly number[], percent: number): string => {
  const sorted = values.toSorted((a, b) => a - b);
  return `${((sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN) / 1000).toFixed(1)} s`;
};
console.log(`\n| killed | kills | next write after, median | p95 | longest |\n|---|---|---|---|---|`);
for (const [target, gaps] of Object.entries(outcome.gaps)) {
  if (gaps.length > 0)
    console.log(`| ${target} | ${gaps.length} | ${percentile(gaps, 50)} | ${percentile(gaps, 95)} | ${percentile(gaps, 100)} |`);
}
const { acknowledged, unknown, unavailable, disconnected, repeated, slowestMs, dossiers, events, seconds } = outcome;
console.log(
  `\n${JSON.stringify({ acknowledged, unknown, unavailable, disconnected, repeated, slowestMs: Math.round(slowestMs), dossiers, events, seconds: Math.round(seconds) })}`,
);
for (const problem of outcome.problems.slice(0, 30)) console.error(problem);
console.log(`${outcome.problems.length} problems`);
process.exitCode = outcome.problems.length === 0 ? 0 : 1;
