import { parseArgs } from "node:util";
import { prepareFilesFolder } from "#platform/db/embedded/data-folder.ts";
import { type FileFolder, openFileFolder } from "#platform/files/file-folder.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { refreshStatistics } from "./refresh-statistics.ts";
import { seedDemo } from "./seeds/seed-demo.ts";
import { withDatabase } from "./with-database.ts";

export { type DemoReport, seedDemo } from "./seeds/seed-demo.ts";

export const DEFAULT_SEED = 20_261_122;

export const command: CliCommand = {
  name: "seed demo",
  summary: "Fill an empty database with a province that does not exist",
  usage: `
Usage: motcua seed demo [--seed n] [--json]

  --seed   the same number on the same day gives the same data   default ${DEFAULT_SEED}
  --json   the counts as one JSON object on standard output

Adds a province with three communes, people of every role with their sign-ins, the starter catalogue and some 1,800
dossiers of the last six months in every state, in one transaction through the same rules as the product's own commands.
A database that has units already is left as it is (exit code 1).

Example:
  motcua seed demo --seed 7`,
  run,
};

/** The files of an installation, where its web server looks for them. */
export const openFilesOf = (dataFolder: string): FileFolder => openFileFolder(prepareFilesFolder(dataFolder).files);

function readSeed(text: string | undefined): number {
  if (text === undefined) return DEFAULT_SEED;
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError(`--seed is a whole number, not ${text}`);
  return seed;
}

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: { seed: { type: "string" }, json: { type: "boolean" } }, strict: true });
  const seed = readSeed(values.seed);
  return withDatabase(io, async ({ pool, database }) => {
    const report = await seedDemo(pool, { seed, now: new Date(), files: openFilesOf(database.dataFolder) });
    if (report === undefined) {
      throw new CliRefusal(
        "cơ sở dữ liệu đã có đơn vị; dữ liệu mẫu chỉ dành cho cơ sở dữ liệu trống\n  this database has units already; demonstration data are for an empty one (another MOTCUA_DATA folder)",
      );
    }
    await refreshStatistics(database);
    const { communes, dossiers, events, procedures } = report;
    io.stdout.write(
      values.json === true
        ? `${JSON.stringify(report)}\n`
        : `${communes} xã/phường, ${procedures} thủ tục, ${dossiers} hồ sơ, ${events} sự kiện\n`,
    );
    return EXIT.done;
  });
}
