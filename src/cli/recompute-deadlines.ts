import { parseArgs } from "node:util";
import { formatInstant } from "#core/instant.ts";
import { recomputeDueDates, type RecomputeReport } from "#dossiers";
import { findUnitByCode, listAgencyIds } from "#organisation";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "recompute deadlines",
  summary: "Preview or move the due dates of open dossiers after a change of calendar",
  usage: `
Usage: motcua recompute deadlines [--unit CODE] [--json]
       motcua recompute deadlines [--unit CODE] --apply --reason TEXT --by NAME [--json]

  --unit    one agency by its code; without it every agency
  --apply   move the dates; without it nothing is written
  --reason  why, such as the notice that changed the calendar; kept with each event and in the audit trail
  --by      who decided it
  --json    one line of JSON for each dossier that moves, then one for each agency

The date first promised stays on the dossier. Dates given by a source, and dates moved by a letter, are left alone.
Each agency is one transaction.

Example:
  motcua recompute deadlines --apply --reason "Công văn 2450/VPCP-KGVX" --by "Trần Thị B"`,
  run,
};

const OPTIONS = {
  unit: { type: "string" },
  apply: { type: "boolean" },
  reason: { type: "string" },
  by: { type: "string" },
  json: { type: "boolean" },
} as const;

function readDecision(apply: boolean | undefined, reason: string | undefined, by: string | undefined) {
  if (apply !== true) return undefined;
  if (reason === undefined || by === undefined)
    throw new UsageError("--apply needs --reason and --by: a promise is not moved without them");
  return { reason, by };
}

function describe(agencyId: number, report: RecomputeReport, applied: boolean): string {
  const byDays = Object.entries(report.byDays).toSorted(([a], [b]) => Number(a) - Number(b));
  const lines = byDays.map(([days, count]) => `  ${Number(days) > 0 ? "+" : ""}${days} days: ${count}\n`);
  const verb = applied ? "moved" : "would move";
  return `agency ${agencyId}: ${report.open} open, ${report.moved} ${verb}, ${report.refused} refused\n${lines.join("")}`;
}

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS, strict: true });
  const apply = readDecision(values.apply, values.reason, values.by);
  return withDatabase(io, async ({ pool }) => {
    const now = new Date();
    const agencies = await reading(pool, NO_ROWS, async (tx) => {
      if (values.unit === undefined) return listAgencyIds(tx);
      const unit = await findUnitByCode(tx, values.unit, localDay(now));
      if (unit === undefined) throw new CliRefusal(`there is no unit ${values.unit}`);
      return [unit.id];
    });
    for (const agencyId of agencies) {
      const report = await recomputeDueDates(pool, { agencyId, now, apply }, (move) => {
        const line = { code: move.code, from: formatInstant(move.from), to: formatInstant(move.to) };
        if (values.json === true) io.stdout.write(`${JSON.stringify(line)}\n`);
      });
      if (values.json === true)
        io.stdout.write(`${JSON.stringify({ agency: agencyId, applied: apply !== undefined, ...report })}\n`);
      else io.stdout.write(describe(agencyId, report, apply !== undefined));
    }
    return EXIT.done;
  });
}
