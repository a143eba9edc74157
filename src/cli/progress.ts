import type { CliIo } from "./command.ts";

const BAR = 30;

/** A bar that redraws itself on a terminal; elsewhere a plain line for every quarter. */
export function createProgress(io: CliIo): (done: number, total: number) => void {
  const isTerminal = (io.stderr as { isTTY?: boolean }).isTTY === true;
  let quarter = 0;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    if (isTerminal) {
      const filled = Math.round(share * BAR);
      io.stderr.write(
        `\r[${"█".repeat(filled)}${"░".repeat(BAR - filled)}] ${Math.floor(share * 100)} %${share === 1 ? "\n" : ""}`,
      );
    } else if (Math.floor(share * 4) > quarter) {
      quarter = Math.floor(share * 4);
      io.stderr.write(`${Math.floor(share * 100)} %\n`);
    }
  };
}
