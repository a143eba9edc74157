import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type ChildSpec, supervise, type Supervisor } from "./supervisor.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-supervisor-"));
const lifecycle = join(import.meta.dirname, "process.ts");
const running: Supervisor[] = [];

afterEach(() => {
  for (const supervisor of running.splice(0)) supervisor.kill();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A child in its own file, with the life of a real web or worker process. */
function child(name: string, body: string): ChildSpec {
  const script = join(folder, `${name}.mjs`);
  writeFileSync(script, `import { announceReady, runUntilStopped } from ${JSON.stringify(lifecycle)};\n${body}`);
  return { name, script, env: { ...process.env, NODE_OPTIONS: "" } };
}

function start(children: ChildSpec[], meanwhile?: Promise<unknown>): { supervisor: Supervisor; lines: string[] } {
  const lines: string[] = [];
  const supervisor = supervise({
    children,
    ...(meanwhile === undefined ? {} : { meanwhile }),
    log: (line) => void lines.push(line),
    firstBackoffMs: 20,
    stopTimeoutMs: 500,
  });
  running.push(supervisor);
  return { supervisor, lines };
}

const SERVING = "runUntilStopped(async () => {}); setInterval(() => {}, 1000); announceReady({ pid: process.pid });";

const isAlive = (pid: number): boolean => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
};

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 10_000) throw new Error("this never happened");
    await pause(20);
  }
}

describe("the supervisor", () => {
  it("is ready when every child is, and ends all of them in order", async () => {
    const { supervisor } = start([child("web", SERVING), child("worker", SERVING)]);
    const answers = await supervisor.ready;
    const pids = [...answers.values()].map((answer) => (answer as { pid: number }).pid);
    expect([...answers.keys()].toSorted()).toEqual(["web", "worker"]);
    expect(pids.map(isAlive)).toEqual([true, true]);
    await supervisor.stop();
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  it("starts the others when the first is ready and what they need is done", async () => {
    const starts = join(folder, "starts");
    const marking = (name: string) =>
      child(name, `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(starts)}, "${name} "); ${SERVING}`);
    const needed = Promise.withResolvers<void>();
    const { supervisor } = start([marking("web"), marking("worker")], needed.promise);
    await until(() => existsSync(starts));
    await pause(300);
    expect(readFileSync(starts, "utf8")).toBe("web ");
    needed.resolve();
    await supervisor.ready;
    expect(readFileSync(starts, "utf8")).toBe("web worker ");
    await supervisor.stop();
  });

  it("gives up a start when what the others need fails", async () => {
    const { supervisor } = start([child("web", SERVING), child("worker", SERVING)], Promise.reject(new Error("no peer")));
    await expect(supervisor.ready).rejects.toThrow("no peer");
    await supervisor.stop();
  });

  it("starts a child again that was killed, and one that met an error nobody caught", async () => {
    const marks = join(folder, "marks");
    const body = `import { appendFileSync } from "node:fs";
      runUntilStopped(async () => {}, () => {});
      appendFileSync(${JSON.stringify(marks)}, process.pid + "\\n");
      announceReady({ pid: process.pid });
      process.on("SIGUSR2", () => { Promise.reject(new Error("a bug")); });
      setInterval(() => {}, 1000);`;
    const { supervisor, lines } = start([child("web", body)]);
    await supervisor.ready;
    const pids = (): number[] => readFileSync(marks, "utf8").trim().split("\n").map(Number);
    process.kill(pids()[0] ?? 0, "SIGKILL");
    await until(() => pids().length === 2);
    await until(() => lines.length === 1 && isAlive(pids()[1] ?? 0));
    await pause(100);
    process.kill(pids()[1] ?? 0, "SIGUSR2");
    await until(() => pids().length === 3);
    expect(lines).toEqual([
      expect.stringMatching(/^web ended with signal SIGKILL; it starts again in 20 ms$/),
      expect.stringMatching(/^web ended with code 1; .* 40 ms$/),
    ]);
    await supervisor.stop();
    expect(pids().map(isAlive)).toEqual([false, false, false]);
  });

  it("gives up a start when a child never becomes ready", async () => {
    const { supervisor } = start([child("web", "process.exit(3);"), child("worker", SERVING)]);
    await expect(supervisor.ready).rejects.toThrow("web does not start: it ended 3 times, last with code 3");
    await supervisor.stop();
  });

  it("ends a child by force that does not end when told", async () => {
    const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); announceReady({ pid: process.pid });";
    const { supervisor } = start([child("web", stubborn)]);
    const answer = (await supervisor.ready).get("web") as { pid: number };
    await supervisor.stop();
    expect(isAlive(answer.pid)).toBe(false);
  });

  it("leaves no child behind when it is killed itself", async () => {
    const script = join(folder, "supervisor.mjs");
    const spec = child("orphan", SERVING);
    const supervisorFile = join(import.meta.dirname, "supervisor.ts");
    writeFileSync(
      script,
      `import { supervise } from ${JSON.stringify(supervisorFile)};
       const { ready } = supervise({ children: [${JSON.stringify({ ...spec, env: {} })}], log: () => {} });
       process.stdout.write(JSON.stringify((await ready).get("orphan")));`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [chunk] = (await once(parent.stdout, "data")) as [Buffer];
    const { pid } = JSON.parse(chunk.toString()) as { pid: number };
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });
});
