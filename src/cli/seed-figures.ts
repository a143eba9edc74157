import { parseArgs } from "node:util";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { createProgress } from "./progress.ts";
import { refreshStatistics } from "./refresh-statistics.ts";
import { seedFigures } from "./seeds/seed-figures.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "seed figures",
  summary: "Build the histories behind the figures of the source reports",
  usage: `
Usage: motcua seed figures [--scale <0…1>] [--json]

  --scale   shrinks Quảng Ninh (485,520 dossiers) alone, for quick runs    default 1
  --json    the counts as JSON: {"scale", "dossiers", "written", "alreadyThere", "seconds"}

Ô Môn 2017 (8,127 dossiers) and its wards, Quảng Ninh in seven months of 2017, the communes of Châu Thành A in 2022, Lộc Thuận in 2021: every
dossier with at least six events, through the same rules as the users' own commands. What the sources do not report is
invented and shown as not reported by "motcua figures". A stopped run goes on where it ended.

Example: motcua seed figures --scale 0.01 && motcua figures --row A2`,
  run,
};

function readScale(text: string | undefined): number {
  const scale = Number(text ?? "1");
  if (!(scale > 0 && scale <= 1)) throw new UsageError(`--scale is a number above 0, at most 1, not ${text}`);
  return scale;
}

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: { scale: { type: "string" }, json: { type: "boolean" } }, strict: true });
  const scale = readScale(values.scale);
  const report = await withDatabase(io, async ({ pool, database }) => {
    const done = await seedFigures(pool, { scale, onProgress: createProgress(io) });
    if (done !== undefined && done.written > 0) await refreshStatistics(database);
    return done;
  });
  if (report === undefined) {
    throw new CliRefusal(
      "cơ sở dữ liệu này đã có số liệu với tỷ lệ khác\n  this database has the figures at another scale already; use another MOTCUA_DATA folder",
    );
  }
  const { dossiers, written, alreadyThere, seconds } = report;
  const rate = seconds > 0 ? Math.round(written / seconds) : 0;
  io.stdout.write(
    values.json === true
      ? `${JSON.stringify(report)}\n`
      : `${dossiers} hồ sơ: ${written} mới, ${alreadyThere} đã có; ${seconds.toFixed(1)} s, ${rate} hồ sơ/s\n`,
  );
  return EXIT.done;
}
