import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";

export interface Figure {
  readonly name: string;
  readonly measured: string;
  readonly bound?: string;
  readonly ok: boolean;
}

export interface Report {
  readonly name: string;
  readonly title: string;
  readonly how: string;
  readonly figures: readonly Figure[];
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** The value below which so many per cent of the values lie (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints the figures, keeps them for docs/bench.md when a folder for them is named, and fails the process when one misses its bound. */
export function report(about: Pick<Report, "name" | "title" | "how">, figures: readonly Figure[]): void {
  console.log(`\n${about.title}`);
  for (const { name, measured, bound, ok } of figures) {
    console.log(`  ${ok ? "ok  " : "MISS"} ${name.padEnd(62)} ${measured}${bound === undefined ? "" : `   (bound: ${bound})`}`);
  }
  const folder = process.env["MOTCUA_BENCH_RESULTS"];
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    const whole: Report = {
      ...about,
      figures,
      date: new Date().toISOString().slice(0, 16).replace("T", " "),
      commit: commit(),
      machine: machine(),
    };
    writeFileSync(join(folder, `${about.name}.json`), `${JSON.stringify(whole, null, 2)}\n`);
  }
  if (figures.some((figure) => !figure.ok)) process.exitCode = 1;
}

const commit = (): string =>
  execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: import.meta.dirname, encoding: "utf8" }).trim();

const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${Math.round(totalmem() / 1e9)} GB, Linux ${release()}, Node ${process.versions.node}; load average at the end ${(loadavg()[0] ?? 0).toFixed(1)}`;
