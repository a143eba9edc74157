import { writeSync } from "node:fs";
import { reasonOf, saysUnreachable } from "#platform/db/unreachable.ts";
import { operatorText } from "#platform/operator-texts.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { Refusal } from "#platform/refusal.ts";
import { CliRefusal } from "./cli.errors.ts";
import { COMMANDS, type CommandEntry } from "./registry.ts";
import { findClosest } from "./suggestion.ts";

/** Finds the command that `argv` (without node and script) names, runs it, and answers with the exit code. */
export async function runCli(argv: readonly string[], io: CliIo, commands: readonly CommandEntry[] = COMMANDS): Promise<number> {
  const [first] = argv;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    const topic = argv.slice(1).filter((word) => !word.startsWith("-"));
    if (first !== "help" || topic.length === 0) {
      (first === undefined ? io.stderr : io.stdout).write(overview(commands));
      return first === undefined ? EXIT.usage : EXIT.done;
    }
    return runCli([...topic, "--help"], io, commands);
  }
  const entry = findEntry(argv, commands);
  if (entry === undefined) return refuseUnknown(argv, io, commands);
  const { command } = await entry.load();
  const args = argv.slice(entry.name.split(" ").length);
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout.write(`${command.summary}\n\n${command.usage.trim()}\n`);
    return EXIT.done;
  }
  return runCommand(command, args, io);
}

async function runCommand(command: CliCommand, args: string[], io: CliIo): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError || isArgumentError(error)) {
      io.stderr.write(`motcua ${command.name}: ${(error as Error).message}\n\n${command.usage.trim()}\n`);
      return EXIT.usage;
    }
    if (error instanceof CliRefusal) {
      io.stderr.write(`motcua ${command.name}: ${error.message}\n`);
      return error.exitCode;
    }
    if (error instanceof Refusal) {
      const fields = error
        .fields("vi")
        .map(({ field, message }, index) => `\n  ${field}: ${message} / ${error.fields("en")[index]?.message ?? ""}`);
      io.stderr.write(`motcua ${command.name}:\n  ${error.text("vi")}\n  ${error.text("en")}${fields.join("")}\n`);
      return EXIT.failed;
    }
    const text = explain(error);
    if (text !== undefined) {
      io.stderr.write(`motcua ${command.name}:\n${text}\n`);
      return EXIT.unavailable;
    }
    io.stderr.write(`motcua ${command.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.bug;
  }
}

/** The two texts of an error that is meant for people. */
function explain(error: unknown): string | undefined {
  if (saysUnreachable(error)) {
    const { vi, en } = operatorText("doctor.database_down", { reason: reasonOf(error) });
    return `  ${vi}\n  ${en}`;
  }
  if (!(error instanceof Error) || !("text" in error)) return undefined;
  const text = error.text as { vi: string; en: string } | ((locale: "vi" | "en") => string);
  const [vi, en] = typeof text === "function" ? [text("vi"), text("en")] : [text.vi, text.en];
  return `  ${vi}\n  ${en}`;
}

const isArgumentError = (error: unknown): boolean =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS");

/** The longest name that `argv` begins with. */
function findEntry(argv: readonly string[], commands: readonly CommandEntry[]): CommandEntry | undefined {
  return commands
    .filter(({ name }) => name.split(" ").every((word, index) => argv[index] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

function refuseUnknown(argv: readonly string[], io: CliIo, commands: readonly CommandEntry[]): number {
  const words = argv.filter((word) => !word.startsWith("-"));
  const below = commands.filter(({ name }) => name.startsWith(`${words[0]} `)).map(({ name }) => name);
  const closest =
    findClosest(
      words.slice(0, 2).join(" "),
      commands.map(({ name }) => name),
    ) ??
    findClosest(
      words[0] ?? "",
      commands.map(({ name }) => name),
    );
  const hint =
    below.length > 0
      ? ` Did you mean one of: ${below.join(", ")}?`
      : closest === undefined
        ? ""
        : ` Did you mean: motcua ${closest}?`;
  io.stderr.write(`motcua: there is no command "${words.slice(0, 2).join(" ") || argv[0]}".${hint}\nSee motcua --help.\n`);
  return EXIT.usage;
}

function overview(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: motcua <command> [options]

${lines.join("\n")}

motcua <command> --help explains one command. Most take --json for output that programs read.
Exit codes: ${EXIT.done} done; ${EXIT.failed} the answer is no; ${EXIT.usage} wrong command line or configuration;
            ${EXIT.unavailable} the database or another part cannot be used; ${EXIT.bug} a bug in Motcua.
Configuration by environment: PORT, HOST, DATABASE_URL, DATABASE_OWNER_URL, MOTCUA_DATA, MOTCUA_ENV, PUBLIC_URL,
LOG_LEVEL, TRUST_PROXY (docs/ops/install.md).
`;
}

/** Runs the command of this process's own command line and ends the process. */
export async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    // `motcua … | head` closes the pipe: what is under way still ends in order.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  const { stdout, stderr, stdin, env } = process;
  const code = await runCli(process.argv.slice(2), { stdout, stderr, stdin, env }).catch((error: unknown) => {
    writeSync(2, `motcua: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.bug;
  });
  process.exitCode = code;
  stdout.write("", () => stderr.write("", () => process.exit(code)));
}
