import { createServer } from "node:net";

export type PortUse =
  | { readonly kind: "nobody" }
  | { readonly kind: "motcua" }
  | { readonly kind: "stranger" }
  /** The address cannot be listened on: not of this machine, or a port for root alone. */
  | { readonly kind: "refused"; readonly code: string };

const ANSWER_TIMEOUT_MS = 1_000;

/** Who listens on this address, found by trying to listen and, where that fails, by asking for its health. */
export async function whoServes(host: string, port: number): Promise<PortUse> {
  const code = await tryListen(host, port);
  if (code === undefined) return { kind: "nobody" };
  if (code !== "EADDRINUSE") return { kind: "refused", code };
  try {
    const name = host.includes(":") ? `[${host}]` : host;
    const answer = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    const { status } = (await answer.json()) as { status?: unknown };
    return answer.ok && status === "ok" ? { kind: "motcua" } : { kind: "stranger" };
  } catch {
    return { kind: "stranger" };
  }
}

function tryListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
