import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeDataFolder } from "#platform/db/embedded/data-folder.ts";
import { findDatabaseUser } from "#platform/db/embedded/database-user.ts";
import { findPostmaster } from "#platform/db/embedded/postmaster.ts";

const MOTCUA = join(import.meta.dirname, "../bin/motcua.mjs");
const PATIENCE_MS = 60_000;

const root = mkdtempSync(join(tmpdir(), "motcua start "));
const data = join(root, "data");
const folder = describeDataFolder(data, findDatabaseUser());

interface Run {
  readonly child: ChildProcess;
  readonly url: string;
  said(): string;
  /** Sends a signal and answers with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** `motcua start` of an office without demonstration data, once its web server is ready. */
async function startMotcua(): Promise<Run> {
  const port = await freePort();
  const run = spawnMotcua(port);
  await until(() => isReady(run.url), run);
  return run;
}

type Way = "node" | "npx" | "npm start";

/** npx puts a shell between, which ends at a signal and hands none on. */
const WAYS: Record<Way, { program: string; args: string[]; env?: NodeJS.ProcessEnv }> = {
  node: { program: process.execPath, args: [MOTCUA, "start"] },
  npx: {
    program: "/bin/sh",
    args: ["-c", `"${process.execPath}" "${MOTCUA}" start; true`],
    env: { npm_lifecycle_event: "npx" },
  },
  "npm start": { program: "npm", args: ["start"] },
};

/** npm is in a group of its own, as a terminal runs it. */
function spawnMotcua(port: number, way: Way = "node"): Run {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, NODE_OPTIONS: ___, ...env } = process.env;
  const { program, args, env: own } = WAYS[way];
  const child = spawn(program, args, {
    cwd: join(import.meta.dirname, ".."),
    detached: way === "npm start",
    env: { ...env, ...own, PORT: String(port), MOTCUA_DATA: data, MOTCUA_ENV: "production", LOG_LEVEL: "warn" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
  const exited = once(child, "exit");
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    said: () => output,
    end: async (signal) => {
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function until(condition: () => Promise<boolean> | boolean, run: Run): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (run.child.exitCode !== null || performance.now() > deadline) throw new Error(`this did not happen:\n${run.said()}`);
    await pause(25);
  }
}

/** Pids of the processes that this supervisor started, by what they run. */
function childrenOf(run: Run): { web: number | undefined; worker: number | undefined } {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === run.child.pid);
  const running = (script: string): number | undefined => pids.map(Number).find((pid) => commandOf(pid).includes(script));
  return { web: running("main-web.js"), worker: running("main-worker.js") };
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

const isGone = (pid: number | undefined): boolean => pid !== undefined && commandOf(pid) === "";

async function freePort(): Promise<number> {
  const server = await occupy(0);
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

async function occupy(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("motcua start", () => {
  // The embedded database runs as another user when the tests run as root.
  beforeAll(() => chmod(root, 0o755));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it(
    "serves from an empty folder, shows no secret in a command line, and Ctrl-C leaves nothing behind",
    { timeout: 120_000 },
    async () => {
      const run = await startMotcua();
      await until(() => run.said().includes("Ctrl-C"), run);
      expect(run.said()).toContain("set up the office");
      const { web, worker } = childrenOf(run);
      const password = (
        JSON.parse(readFileSync(join(folder.cluster, "motcua-credentials.json"), "utf8")) as { motcua_app: string }
      ).motcua_app;
      const commands = [run.child.pid, web, worker, findPostmaster(folder)].map((pid) => commandOf(pid ?? 0));
      expect(commands.every((command) => command !== "" && !command.includes(password))).toBe(true);
      const begun = performance.now();
      expect(await run.end("SIGINT")).toBe(0);
      expect(performance.now() - begun).toBeLessThan(5_000);
      expect([isGone(web), isGone(worker), findPostmaster(folder)]).toEqual([true, true, undefined]);
    },
  );

  it("serves again by itself after its web server, its worker or its database was killed", { timeout: 120_000 }, async () => {
    const run = await startMotcua();
    await until(() => childrenOf(run).worker !== undefined, run);
    const { web, worker } = childrenOf(run);
    process.kill(web ?? 0, "SIGKILL");
    await until(() => childrenOf(run).web !== undefined && childrenOf(run).web !== web && isReady(run.url), run);
    process.kill(worker ?? 0, "SIGKILL");
    await until(() => childrenOf(run).worker !== undefined && childrenOf(run).worker !== worker, run);
    const postmaster = findPostmaster(folder);
    process.kill(postmaster ?? 0, "SIGKILL");
    await until(() => findPostmaster(folder) !== undefined && findPostmaster(folder) !== postmaster && isReady(run.url), run);
    expect(await run.end("SIGTERM")).toBe(0);
    expect(findPostmaster(folder)).toBeUndefined();
  });

  it("needs no hand after everything was killed at once", { timeout: 120_000 }, async () => {
    const killed = await startMotcua();
    const { web, worker } = childrenOf(killed);
    const postmaster = findPostmaster(folder);
    await killed.end("SIGKILL");
    process.kill(postmaster ?? 0, "SIGKILL");
    const next = await startMotcua();
    expect([isGone(web), isGone(worker)]).toEqual([true, true]);
    expect(await next.end("SIGTERM")).toBe(0);
    expect(findPostmaster(folder)).toBeUndefined();
  });

  it("ends with npx, whose shell hands no signal on", { timeout: 120_000 }, async () => {
    const run = spawnMotcua(await freePort(), "npx");
    await until(() => isReady(run.url), run);
    run.child.kill("SIGKILL");
    await until(async () => findPostmaster(folder) === undefined && !(await isReady(run.url)), run);
    expect(run.said()).toContain("SIGTERM, stopping");
  });

  it.each(["to npm alone", "to every process of the terminal"])(
    "ends in order by SIGINT %s after npm start",
    { timeout: 120_000 },
    async (reach) => {
      const run = spawnMotcua(await freePort(), "npm start");
      await until(() => run.said().includes("Ctrl-C"), run);
      const { pid = 0 } = run.child;
      const exited = once(run.child, "exit").then(([code]: unknown[]) => code);
      process.kill(reach === "to npm alone" ? pid : -pid, "SIGINT");
      const code = await Promise.race([exited, pause(20_000, "it runs on")]);
      if (code === "it runs on") process.kill(-pid, "SIGTERM");
      await exited;
      expect(code).toBe(0);
      expect(run.said().match(/SIGINT, stopping/g)).toHaveLength(1);
      expect(findPostmaster(folder)).toBeUndefined();
    },
  );

  it("says that the port is taken before it starts anything", { timeout: 60_000 }, async () => {
    const stranger = await occupy(0);
    const { port } = stranger.address() as { port: number };
    const run = spawnMotcua(port);
    const [code] = (await once(run.child, "exit")) as [number];
    stranger.close();
    expect(code).toBe(3);
    expect(run.said()).toContain(`port ${port} is used by another program`);
    expect(findPostmaster(folder)).toBeUndefined();
  });
});
