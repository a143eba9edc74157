import { parseArgs } from "node:util";
import { OFFICE_KINDS, SetUpInput, setUpOffice } from "#identity";
import { OFFICE_CALENDAR } from "#organisation";
import { loadStarterCatalogue } from "#procedures";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { validate } from "#platform/input/validate.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { readPassword } from "./read-password.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "init",
  summary: "Set up a real office, without demonstration data",
  usage: `
Usage: motcua init --province <full name> --agency <full name> --code <Hxx.n.m> --admin-name <full name>
                   --admin-user <username> [--kind ${OFFICE_KINDS.join("|")}] [--since <day>] [--hours <hours>]
                   [--week <days>] [--no-catalogue] [--password-stdin] [--json]

  --code             the agency's code by Decision 20/2020/QĐ-TTg; dossier numbers begin with it
  --kind             default commune
  --since            first day of the office here, dd/MM/yyyy or yyyy-MM-dd (default today)
  --hours            default "07:30-11:30, 13:00-17:00"
  --week             working days for due dates, default mon,tue,wed,thu,fri
  --no-catalogue     leave the starter catalogue of commune procedures out
  --password-stdin   read the administrator's password from standard input; otherwise one is made, printed once
  --json             {"agencyId", "accountId", "procedures", "password"?}

Works only while there is no account. Units that were imported before (motcua import units) are used by their full
names; otherwise province and agency are added. The same form is at /cai-dat, from the server's own machine.
Then start with MOTCUA_ENV=production.

Example: motcua init --province "Tỉnh Quảng Ninh" --agency "Phường Hồng Gai" --code H49.31 \\
           --admin-name "Trần Thị Bình" --admin-user binh.tran`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const string = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({
    args,
    options: {
      province: string,
      agency: string,
      code: string,
      kind: string,
      since: string,
      hours: string,
      week: string,
      "admin-name": string,
      "admin-user": string,
      "no-catalogue": flag,
      "password-stdin": flag,
      json: flag,
    },
    strict: true,
  });
  for (const needed of ["province", "agency", "code", "admin-name", "admin-user"] as const) {
    if (values[needed] === undefined) throw new UsageError(`--${needed} is missing`);
  }
  const input = validate(SetUpInput, {
    province: values.province,
    agency: values.agency,
    code: values.code,
    kind: values.kind,
    since: values.since ?? localDay(new Date()),
    hours: values.hours,
    week: values.week?.split(",").map((day) => day.trim()) ?? OFFICE_CALENDAR.week,
    fullName: values["admin-name"],
    username: values["admin-user"],
  });
  const password = await readPassword(io, values["password-stdin"] === true);
  const made = await withDatabase(io, ({ pool }) => {
    const call = { name: "identity.set_up", scope: NO_ROWS, actorKey: "cli", input: {}, agencyId: null };
    return execute(pool, call, async (tx, unit) => {
      const office = await setUpOffice(tx, unit, input, { text: password.text, mustChange: password.generated });
      const saved = values["no-catalogue"] === true ? [] : await loadStarterCatalogue(tx, input.since);
      return { ...office, procedures: saved.length };
    });
  });
  const shown = password.generated ? { password: password.text } : {};
  if (values.json === true) io.stdout.write(`${JSON.stringify({ ...made, ...shown })}\n`);
  else {
    io.stdout.write(
      `${input.agency} (${input.code}) is set up with ${made.procedures} procedures; administrator: ${input.username}\n`,
    );
    if (password.generated) io.stdout.write(`one-time password (shown once): ${password.text}\n`);
  }
  return EXIT.done;
}
