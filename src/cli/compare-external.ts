import { parseArgs } from "node:util";
import { localDateOf } from "#core/instant.ts";
import { listComparisons, listDifferences } from "#exchange";
import { findUnitByCode } from "#organisation";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "compare external",
  summary: "Say what differs between dossiers here and in the system that handles them",
  usage: `
Usage: motcua compare external --unit <code> [--system <name>] [--day <yyyy-MM-dd>] [--json]

  --unit      the code of the agency
  --system    the system, as its mapping names it; without it the one that was compared last
  --day       the day of the comparison; without it the newest
  --json      {"system", "day", "here", "there", "differences": [{"id", "code", "kind", "here", "there", "resolvedAt", "reason"}]}

The comparison is made by motcua import dossiers. Ends with 1 when a difference is open.

Example: motcua compare external --unit H55.242`,
  run,
};

/** More differences than any list of a commune or a department has rows. */
const MOST = 1_000_000;

async function run(args: string[], io: CliIo): Promise<number> {
  const text = { type: "string" } as const;
  const options = { unit: text, system: text, day: text, json: { type: "boolean" } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const code = values.unit;
  if (code === undefined) throw new UsageError("--unit is needed: the code of an agency");
  const found = await withDatabase(io, async ({ pool }) => {
    const unit = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, code, localDateOf(Date.now())));
    if (unit === undefined) throw new CliRefusal(`không có đơn vị mã ${code}\n  no unit has the code ${code}`);
    const agencies = [unit.id];
    return reading(pool, { accountId: null, agencies }, async (tx) => {
      const chosen = (await listComparisons(tx, agencies)).find(
        (it) => (values.system ?? it.system) === it.system && (values.day ?? it.day) === it.day,
      );
      if (chosen === undefined) throw new CliRefusal("chưa có lần so sánh nào như vậy\n  there is no such comparison");
      const { system, day, here, there } = chosen;
      return { system, day, here, there, differences: await listDifferences(tx, agencies, chosen, MOST) };
    });
  });
  const open = found.differences.filter(({ resolvedAt }) => resolvedAt === null);
  const lines = open.map(({ code: of, kind, here, there }) => `  ${of}  ${kind}: ${here ?? "–"} / ${there ?? "–"}`);
  const { system, day, here, there } = found;
  const head = `${system} ${day}: ${here} here, ${there} there, ${open.length} open of ${found.differences.length} differences`;
  io.stdout.write(values.json === true ? `${JSON.stringify(found)}\n` : `${[head, ...lines].join("\n")}\n`);
  return open.length > 0 ? EXIT.failed : EXIT.done;
}
