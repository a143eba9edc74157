import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "../..");
const START_MS = 120_000;
const STOP_MS = 20_000;

export interface Running {
  readonly port: number;
  readonly supervisor: ChildProcess;
  /** From the spawn to the first page that was answered. */
  readonly firstPageMs: number;
  readonly said: () => string;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly data: string;
  readonly port?: number;
  /** Starts it as a person would, through npm, with the compiler in front. */
  readonly throughNpm?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** A folder for one measurement, which the embedded database's own user can reach. */
export function makeScratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "motcua-bench-"));
  chmodSync(folder, 0o755);
  return folder;
}

export const removeScratchFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Runs the built product on a data folder. Callers are told apart by X-Forwarded-For, as behind a proxy. */
export async function startProduct(options: StartOptions): Promise<Running> {
  const port = options.port ?? (await findFreePort());
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...inherited } = process.env;
  const env = {
    ...inherited,
    PORT: String(port),
    MOTCUA_DATA: options.data,
    MOTCUA_ENV: "demo",
    LOG_LEVEL: "warn",
    TRUST_PROXY: "1",
    ...options.env,
  };
  const [program, args] =
    options.throughNpm === true ? ["npm", ["start"]] : [process.execPath, [join(ROOT, "bin/motcua.mjs"), "start"]];
  const startedAt = performance.now();
  const supervisor = spawn(program, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [supervisor.stdout, supervisor.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
  await untilFirstPage(port, supervisor, () => output);
  return {
    port,
    supervisor,
    firstPageMs: performance.now() - startedAt,
    said: () => output,
    stop: () => end(supervisor),
  };
}

async function untilFirstPage(port: number, supervisor: ChildProcess, said: () => string): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const ok = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(10_000) }).then(
      async (answer) => answer.ok && (await answer.text()).includes("</html>"),
      () => false,
    );
    if (ok) return;
    if (supervisor.exitCode !== null) throw new Error(`the product ended with ${supervisor.exitCode}:\n${said()}`);
    if (performance.now() > deadline) throw new Error(`no page after ${START_MS} ms:\n${said()}`);
    await pause(10);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(late);
}

export interface Processes {
  readonly supervisor: number;
  readonly web: number | undefined;
  readonly worker: number | undefined;
}

/** The processes of a running product by what they are; through npm the supervisor is what npm became. */
export function findProcesses(supervisor: number): Processes {
  const own = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const child = (script: string) => own.find((pid) => parentOf(pid) === supervisor && commandOf(pid).includes(script));
  return { supervisor, web: child("main-web.js"), worker: child("main-worker.js") };
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** Resident memory of a process now and at its highest, in MB (10^6 bytes). */
export function memoryOf(pid: number): { readonly now: number; readonly highest: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024) / 1e6;
  return { now: megabytes("VmRSS"), highest: megabytes("VmHWM") };
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
