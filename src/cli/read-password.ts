import { canonicalText } from "#platform/input/text.ts";
import { newOneTimePassword } from "#identity";
import { type CliIo, UsageError } from "./command.ts";

export interface GivenPassword {
  readonly text: string;
  /** One that was made here is shown once and must be changed at the first sign-in. */
  readonly generated: boolean;
}

const MOST_CHARACTERS = 1000;

/** The first line of standard input, or a new one-time password. Never an argument: others see those of a process. */
export async function readPassword(io: CliIo, fromInput: boolean): Promise<GivenPassword> {
  if (!fromInput) return { text: newOneTimePassword(), generated: true };
  let typed = "";
  for await (const chunk of io.stdin) {
    typed += String(chunk);
    if (typed.includes("\n") || typed.length > MOST_CHARACTERS) break;
  }
  const text = canonicalText((typed.split("\n")[0] ?? "").slice(0, MOST_CHARACTERS));
  if (text === "") throw new UsageError("standard input holds no password");
  return { text, generated: false };
}
