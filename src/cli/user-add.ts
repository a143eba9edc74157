import { parseArgs } from "node:util";
import { findPasswordFault, hasUsername, hashPassword, identityRefusal, insertAccounts, readUsername } from "#identity";
import { getTypedUnit, givePost, GivePostInput, insertPersons, POST_ROLES } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { personName } from "#platform/input/fields.ts";
import { validate } from "#platform/input/validate.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { readPassword } from "./read-password.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "user add",
  summary: "Add a person with an account and a post",
  usage: `
Usage: motcua user add --username <name> --name <full name> --unit <code or name> --role <role> --title <title>
                       [--from <day>] [--until <day>] [--decision <number>] [--password-stdin] [--json]

  --role             ${POST_ROLES.join(", ")}
  --from, --until    first and last day in the post, dd/MM/yyyy or yyyy-MM-dd (default: from today on)
  --password-stdin   read the password from standard input; otherwise one is made, printed once, and must be changed
  --json             {"accountId", "personId", "assignmentId", "unitId", "password"?}

Example: printf '%s' "$PASSWORD" | motcua user add --username an.nguyen --name "Nguyễn Văn An" \\
           --unit H55.242 --role receiving_officer --title "Công chức tiếp nhận" --password-stdin`,
  run,
};

const string = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  username: string,
  name: string,
  unit: string,
  role: string,
  title: string,
  from: string,
  until: string,
  decision: string,
  "password-stdin": flag,
  json: flag,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS, strict: true });
  for (const needed of ["username", "name", "unit", "role", "title"] as const) {
    if (values[needed] === undefined) throw new UsageError(`--${needed} is missing`);
  }
  const schema = GivePostInput.omit({ unitId: true }).extend({ fullName: personName() });
  const from = values.from ?? localDay(new Date());
  const input = validate(schema, {
    role: values.role,
    title: values.title,
    from,
    until: values.until,
    decisionNo: values.decision,
    fullName: values.name,
  });
  const username = readUsername(values.username ?? "");
  const password = await readPassword(io, values["password-stdin"] === true);
  const fault = findPasswordFault(password.text, { username, name: input.fullName });
  if (fault !== undefined) throw identityRefusal(fault, { field: "password" });
  const passwordHash = await hashPassword(password.text);
  const added = await withDatabase(io, ({ pool }) => {
    const call = { name: "accounts.create", scope: NO_ROWS, actorKey: "cli", input: {}, agencyId: null };
    return execute(pool, call, async (tx, unit) => {
      if (await hasUsername(tx, username)) throw identityRefusal("username_taken", { field: "username" });
      const place = await getTypedUnit(tx, { unit: values.unit ?? "" }, input.from);
      const [personId = 0] = await insertPersons(tx, [input.fullName]);
      const { role, title, until, decisionNo } = input;
      const { assignmentId } = await givePost(tx, unit, personId, {
        unitId: place.id,
        role,
        title,
        from: input.from,
        until,
        decisionNo,
      });
      const [accountId = 0] = await insertAccounts(tx, [
        { personId, username, passwordHash, mustChangePassword: password.generated },
      ]);
      unit.subject(`account:${accountId}`);
      return { accountId, personId, assignmentId, unitId: place.id, unit: place.fullName };
    });
  });
  const shown = password.generated ? { password: password.text } : {};
  if (values.json === true) io.stdout.write(`${JSON.stringify({ ...added, ...shown })}\n`);
  else
    io.stdout.write(
      `${username}: ${added.unit}\n${password.generated ? `one-time password (shown once): ${password.text}\n` : ""}`,
    );
  return EXIT.done;
}
