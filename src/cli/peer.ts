import { parseArgs } from "node:util";
import { createPool } from "#platform/db/connect.ts";
import type { DatabaseHandle } from "#platform/db/embedded/ensure-database.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { connectDemoPeer, DEMO_SECRET } from "./peer/connect-demo-peer.ts";
import { type LocalPeer, startLocalPeer } from "./peer/local-peer.ts";

export const command: CliCommand = {
  name: "peer",
  summary: "Run a stand-in for SMS gateway, Zalo and national portal, to try things out",
  usage: `
Usage: motcua peer [--port 3199] [--product http://localhost:3000]

Listens on this machine alone. It accepts messages as an SMS gateway and Zalo do and answers with signed receipts, takes
dossiers as the national portal does, and keeps what it received in memory. It reaches nobody. GET / says how much it has.
\`motcua start\` runs one by itself with demonstration data.`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { port: { type: "string", default: "3199" }, product: { type: "string", default: "http://localhost:3000" } },
    strict: true,
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${values.port}`);
  const peer = await startLocalPeer({ port, productUrl: values.product, receiptSecret: DEMO_SECRET });
  io.stdout.write(`${peer.url}\n`);
  await new Promise<void>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
  await peer.close();
  return EXIT.done;
}

/** The peer of a demonstration, wired into its settings; none where somebody has set up real gateways. */
export async function startDemoPeer(database: DatabaseHandle, productUrl: string): Promise<LocalPeer | undefined> {
  const pool = createPool({ connectionString: database.appUrl, max: 1, applicationName: "motcua peer" });
  try {
    return await connectDemoPeer(pool, () => startLocalPeer({ port: 0, productUrl, receiptSecret: DEMO_SECRET }), new Date());
  } finally {
    await pool.end();
  }
}
