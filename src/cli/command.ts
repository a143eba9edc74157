/** What a command may touch of the process that runs it; tests hand over their own. */
export interface CliIo {
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
  stdin: NodeJS.ReadableStream;
  env: NodeJS.ProcessEnv;
}

/** One command. Its name may be two words, such as "seed demo". */
export interface CliCommand {
  name: string;
  summary: string;
  /** What `--help` prints: the synopsis, the options, an example. */
  usage: string;
  /** Answers with the exit code; see EXIT. Errors go to standard error. */
  run(args: string[], io: CliIo): Promise<number>;
}

/** Exit codes of every command. */
export const EXIT = {
  done: 0,
  /** The command ran and its answer is no: a check failed, rows were rejected, a figure differs. */
  failed: 1,
  /** The command line or the configuration is wrong; nothing was done. */
  usage: 2,
  /** The database or another part that it needs cannot be used. */
  unavailable: 3,
  /** Something that should not happen happened; standard error has the trace. */
  bug: 70,
} as const;

/** The command line cannot be understood; `main` prints the message and ends with EXIT.usage. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
