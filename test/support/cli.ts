import { Readable, Writable } from "node:stream";
import { SECRET_KEY } from "./secret-key.ts";
import { runCli } from "../../src/cli/main.ts";

export interface CliOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command in this process, with the environment that it is to see. */
export async function runCommand(argv: readonly string[], env: NodeJS.ProcessEnv, input = ""): Promise<CliOutcome> {
  const written = { out: "", err: "" };
  const sink = (name: "out" | "err"): Writable =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written[name] += chunk.toString();
        done();
      },
    });
  const io = {
    stdout: sink("out"),
    stderr: sink("err"),
    stdin: Readable.from([input]) as unknown as NodeJS.ReadableStream,
    env: { MOTCUA_SECRET_KEY: SECRET_KEY, ...env },
  };
  const code = await runCli(argv, io);
  return { code, ...written };
}
