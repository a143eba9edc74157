import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "../..");
const START_SECONDS = 120;
const STOP_SECONDS = 20;

export interface Product {
  readonly url: string;
  /** What it printed, for the message of a failure. */
  readonly said: () => string;
  stop(): Promise<void>;
}

/** Starts the built product as a user does, on a free port, with a data folder of its own and demonstration data. */
export async function startProduct(): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), "motcua-e2e-"));
  // The embedded database runs as another user when the tests run as root.
  chmodSync(data, 0o755);
  const port = await findFreePort();
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...inherited } = process.env;
  // Visitors come from addresses of their own, as behind a proxy: together they sign in more often than one machine may.
  const env = {
    ...inherited,
    PORT: String(port),
    MOTCUA_DATA: join(data, "data"),
    MOTCUA_ENV: "demo",
    LOG_LEVEL: "warn",
    TRUST_PROXY: "1",
  };
  const child = spawn(process.execPath, [join(ROOT, "bin/motcua.mjs"), "start"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
  const url = `http://localhost:${port}`;
  const product: Product = {
    url,
    said: () => output,
    stop: async () => {
      await end(child, () => output);
      rmSync(data, { recursive: true, force: true });
      if (output.includes("it starts again")) throw new Error(`a part of the product crashed during the journeys:\n${output}`);
    },
  };
  try {
    await untilReady(child, url, product.said);
  } catch (error) {
    await product.stop().catch(() => {});
    throw error;
  }
  return product;
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = performance.now() + START_SECONDS * 1000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}:\n${said()}`);
    if (performance.now() > deadline) throw new Error(`the product was not ready after ${START_SECONDS} s:\n${said()}`);
    await pause(100);
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

async function end(child: ChildProcess, said: () => string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    throw new Error(`the product ended by itself with ${child.exitCode ?? child.signalCode}:\n${said()}`);
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS * 1000);
  await ended;
  clearTimeout(late);
  if (child.exitCode !== 0) throw new Error(`the product ended with ${child.exitCode ?? child.signalCode} when asked to stop`);
}

function findFreePort(): Promise<number> {
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
