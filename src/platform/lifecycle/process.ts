import { writeSync } from "node:fs";

/**
 * The life of a web or worker process: calls `stop` once when it is told to end (SIGTERM, SIGINT, or its supervisor is
 * gone) and then ends. An error that nobody caught ends the process at once with 1, and the supervisor starts a clean
 * one: after such an error nothing in memory can be trusted.
 */
export function runUntilStopped(stop: () => Promise<void>, logFatal: (error: unknown) => void = writeFatal): void {
  let stopping = false;
  const onStop = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logFatal(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", onStop);
  process.on("SIGINT", onStop);
  process.on("disconnect", onStop);
  const onFatal = (error: unknown): void => {
    logFatal(error);
    process.exit(1);
  };
  process.on("uncaughtException", onFatal);
  process.on("unhandledRejection", onFatal);
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
}

/** Tells the supervisor, if there is one, that this process serves; `answer` is what the operator is shown. */
export function announceReady(answer: unknown): void {
  process.send?.({ ready: answer });
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function writeFatal(error: unknown): void {
  try {
    writeSync(2, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  } catch {
    // Standard error is closed: there is nowhere left to say it.
  }
}
