import { parseArgs } from "node:util";
import { localDateOf } from "#core/instant.ts";
import { verifyRegister } from "#forms";
import { findUnitByCode } from "#organisation";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "register verify",
  summary: "Say whether a closed register of dossiers still agrees with its hash and the dossiers",
  usage: `
Usage: motcua register verify --unit <code> --year <yyyy> [--json]

  --unit   the code of the agency, in any scheme
  --json   {"year", "entries", "sha256", "keptSha256", "todaySha256", "agrees",
            "differences": [{"code", "what": "changed"|"missing"|"added"}]}

Computes the hash of the register that was kept, writes the register again from the dossiers as of the moment of its
closing, and compares. Ends with 1 where they do not agree.`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const options = { unit: { type: "string" }, year: { type: "string" }, json: { type: "boolean" } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const { unit: code } = values;
  const year = Number(values.year);
  if (code === undefined) throw new UsageError("--unit is needed: the code of an agency");
  if (!/^\d{4}$/.test(values.year ?? "")) throw new UsageError("--year is needed, such as 2026");
  const verdict = await withDatabase(io, async ({ pool }) => {
    const on = localDateOf(Date.now());
    const unit = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, code, on));
    if (unit === undefined)
      throw new CliRefusal(`không có đơn vị mã ${code} vào ngày ${on}\n  no unit has the code ${code} on ${on}`);
    const agencyId = unit.agencyId ?? unit.id;
    return reading(pool, { accountId: null, agencies: [agencyId] }, (tx) => verifyRegister(tx, agencyId, year));
  });
  const { register, agrees, differences, ...hashes } = verdict;
  if (values.json === true) io.stdout.write(`${JSON.stringify({ ...register, ...hashes, agrees, differences })}\n`);
  else {
    for (const { code: dossier, what } of differences) io.stdout.write(`${what}: ${dossier}\n`);
    const { entries, sha256 } = register;
    io.stdout.write(`${year}: ${entries} entries, ${sha256}: ${agrees ? "agrees" : "does NOT agree"}\n`);
  }
  return agrees ? EXIT.done : EXIT.failed;
}
