import { createHash } from "node:crypto";
import { createServer, type Server } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 20;

export interface Mutex {
  release(): Promise<void>;
}

/**
 * Waits for a lock among the processes of this machine. It is a socket in Linux's abstract namespace: no file
 * stays behind, and the kernel frees it when the holder dies, SIGKILL included.
 */
export async function acquireMutex(subject: string, timeoutMs: number): Promise<Mutex> {
  const name = `\0motcua-${createHash("sha256").update(subject).digest("hex").slice(0, 32)}`;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const server = await tryListen(name);
    if (server !== undefined) return { release: () => new Promise((done) => server.close(() => done())) };
    if (performance.now() > deadline) {
      throw new Error(`another Motcua process has been starting or stopping the database of ${subject} for ${timeoutMs} ms`);
    }
    await pause(POLL_MS);
  }
}

function tryListen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      // A caller that exits while it holds the lock must not be kept alive by it.
      server.unref();
      resolve(server);
    });
  });
}
