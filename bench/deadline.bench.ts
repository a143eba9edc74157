/**
 * How many working-day terms a second one core computes: without explanation, with it, and whether a longer term
 * costs more. Usage: node bench/deadline.bench.ts [--json]
 */
import { cpus } from "node:os";
import { computeDeadline, type DeadlineInput } from "#core/deadline/deadline.ts";
import { explainDeadline } from "#core/deadline/explain.ts";
import { getCalendar } from "#platform/reference/calendars.ts";

const calendar = getCalendar("vn");
const INPUTS = 4096;
const SECONDS = 1.5;

/** Terms of the given length, received at every minute of the day over nine years. */
function inputsOf(value: number | "mixed"): readonly DeadlineInput[] {
  const from = Date.UTC(2015, 0, 5);
  return Array.from({ length: INPUTS }, (_unused, index) => ({
    calendar,
    term: { value: value === "mixed" ? 1 + ((index * 7) % 60) : value, unit: "working_day" as const },
    events: [{ type: "start" as const, at: from + ((index * 7919) % 3285) * 86_400_000 + ((index * 613) % 1440) * 60_000 }],
  }));
}

function inputsWithPause(): readonly DeadlineInput[] {
  return inputsOf("mixed").map((input) => {
    const at = input.events[0]?.at ?? 0;
    const pause = { type: "pause" as const, at: at + 3_600_000, reason: "financial_duty" as const };
    const resume = { type: "resume" as const, at: at + 3 * 86_400_000, mode: "shift" as const };
    return { ...input, events: [...input.events, pause, resume] };
  });
}

let sink = 0;

/** Terms a second of processor time, garbage collection included, the best of three runs: others may use the machine. */
function measure(inputs: readonly DeadlineInput[], explain: boolean): number {
  const once = (): void => {
    for (const input of inputs) {
      const result = computeDeadline(input);
      if (!result.ok) throw new Error(result.error.code);
      sink += result.value.dueAt ?? 0;
      if (explain) sink += explainDeadline(input, result.value).length;
    }
  };
  once();
  let best = 0;
  for (let run = 0; run < 3; run += 1) {
    let rounds = 0;
    const began = performance.now();
    const cpu = process.cpuUsage();
    while (performance.now() - began < SECONDS * 1000) {
      once();
      rounds += 1;
    }
    const used = process.cpuUsage(cpu);
    best = Math.max(best, (rounds * inputs.length * 1_000_000) / (used.user + used.system));
  }
  return Math.round(best);
}

const results = {
  "mixed terms of 1–60 working days": measure(inputsOf("mixed"), false),
  "terms of 1 working day": measure(inputsOf(1), false),
  "terms of 400 working days": measure(inputsOf(400), false),
  "mixed terms with a pause and a resumption": measure(inputsWithPause(), false),
  "mixed terms of 1–60 working days, explained": measure(inputsOf("mixed"), true),
};

if (process.argv.includes("--json")) console.log(JSON.stringify({ cpu: cpus()[0]?.model, node: process.version, results }));
else {
  console.log(`${cpus()[0]?.model}, Node ${process.version}`);
  for (const [name, rate] of Object.entries(results))
    console.log(`${rate.toLocaleString("en-US").padStart(12)} a second  ${name}`);
}
if (sink === 0) process.exitCode = 1;
