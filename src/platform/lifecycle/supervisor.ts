import { type ChildProcess, fork } from "node:child_process";

export interface ChildSpec {
  readonly name: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  /** Flags for Node, such as limits of its heap. */
  readonly nodeFlags?: readonly string[];
}

export interface SupervisorOptions {
  /** The first starts at once, the others when it is ready: whoever waits for a page has the processor first. */
  readonly children: readonly ChildSpec[];
  /** What is done while the first child starts, and that the others need; its failure is a failure of the start. */
  readonly meanwhile?: Promise<unknown>;
  /** One line for the operator about what happened to a child. */
  readonly log: (line: string) => void;
  /** Wait before the first restart; it doubles with each crash in a row. */
  readonly firstBackoffMs?: number;
  readonly stopTimeoutMs?: number;
}

export interface Supervisor {
  /** What each child said when it became ready, by name; rejects when one cannot start at all. */
  readonly ready: Promise<ReadonlyMap<string, unknown>>;
  /** Asks every child to end, ends those that do not, and waits for all. */
  stop(): Promise<void>;
  /** Ends every child at once. */
  kill(): void;
}

interface Running {
  readonly spec: ChildSpec;
  process: ChildProcess | undefined;
  crashesInRow: number;
  wasReady: boolean;
  timer: NodeJS.Timeout | undefined;
}

const BACKOFF_MAX_MS = 10_000;
const STABLE_AFTER_MS = 30_000;
/** A child that never became ready is tried so often before the start as a whole is given up. */
const FIRST_ATTEMPTS = 3;

/**
 * Runs child processes and restarts one that ends by itself. Children are told to end by SIGTERM; they hold a channel to
 * this process and end themselves when it is gone, so that nothing is orphaned when the supervisor is killed.
 */
export function supervise(options: SupervisorOptions): Supervisor {
  const running: Running[] = options.children.map(notYetRunning);
  const answers = new Map<string, unknown>();
  const ready = Promise.withResolvers<ReadonlyMap<string, unknown>>();
  // Whoever stops before the start is over is not interested in its failure.
  ready.promise.catch(() => {});
  const firstReady = Promise.withResolvers<void>();
  let stopping = false;

  const start = (child: Running): void => {
    const startedAt = performance.now();
    const process_ = forkChild(child.spec);
    child.process = process_;
    process_.on("message", (message: unknown) => {
      if (!isReadyMessage(message)) return;
      child.wasReady = true;
      answers.set(child.spec.name, message.ready);
      if (child === running[0]) firstReady.resolve();
      if (answers.size === running.length) ready.resolve(answers);
    });
    process_.on("error", (error) => options.log(`${child.spec.name}: ${error.message}`));
    process_.once("exit", (code, signal) => {
      child.process = undefined;
      if (stopping) return;
      child.crashesInRow = performance.now() - startedAt > STABLE_AFTER_MS ? 1 : child.crashesInRow + 1;
      const how = signal === null ? `code ${code}` : `signal ${signal}`;
      if (!child.wasReady && child.crashesInRow >= FIRST_ATTEMPTS) {
        ready.reject(new Error(`${child.spec.name} does not start: it ended ${FIRST_ATTEMPTS} times, last with ${how}`));
        return;
      }
      const wait = Math.min((options.firstBackoffMs ?? 250) * 2 ** (child.crashesInRow - 1), BACKOFF_MAX_MS);
      options.log(`${child.spec.name} ended with ${how}; it starts again in ${wait} ms`);
      child.timer = setTimeout(() => start(child), wait);
    });
  };
  const startAll = async (): Promise<void> => {
    const [first, ...others] = running;
    if (first !== undefined) start(first);
    await Promise.all([firstReady.promise, options.meanwhile]);
    if (!stopping) for (const child of others) start(child);
  };
  startAll().catch(ready.reject);

  const kill = (): void => {
    stopping = true;
    for (const child of running) {
      clearTimeout(child.timer);
      child.process?.kill("SIGKILL");
    }
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    const timer = setTimeout(kill, options.stopTimeoutMs ?? 8_000);
    await Promise.all(running.map((child) => end(child)));
    clearTimeout(timer);
  };
  return { ready: ready.promise, stop, kill };
}

const notYetRunning = (spec: ChildSpec): Running => ({
  spec,
  process: undefined,
  crashesInRow: 0,
  wasReady: false,
  timer: undefined,
});

const forkChild = ({ script, env, nodeFlags = [] }: ChildSpec): ChildProcess =>
  fork(script, [], { env, execArgv: [...nodeFlags], stdio: ["ignore", "inherit", "inherit", "ipc"] });

function end(child: Running): Promise<void> {
  clearTimeout(child.timer);
  const process_ = child.process;
  if (process_ === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    process_.once("exit", () => resolve());
    process_.kill("SIGTERM");
  });
}

const isReadyMessage = (message: unknown): message is { ready: unknown } =>
  typeof message === "object" && message !== null && "ready" in message;
