import { parseArgs } from "node:util";
import { createPool } from "#platform/db/connect.ts";
import type { DatabaseHandle } from "#platform/db/embedded/ensure-database.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { connectDemoPeer, DEMO_SECRET } from "./peer/connect-demo-peer.ts";
import { type LocalPeer, startLocalPeer } from "./peer/local-peer.ts";

export const command: CliCommand = {
  name: "peer",
  summary: "Run a stand-in for SMS gateway, Zalo, national portal and a bank, to try things out",
  usage: `
Usage: motcua peer [--port 3199] [--product http://localhost:3000] [--bank-key BIN/ACCOUNT=KEY]…

Listens on this machine alone. It accepts messages as an SMS gateway and Zalo do and answers with signed receipts, takes
dossiers as the national portal does, is a bank for the accounts whose keys it is given (/bank/pay), and keeps what it received in memory. It reaches nobody. GET / says how much it has.
\`motcua start\` runs one by itself with demonstration data.`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "3199" },
      product: { type: "string", default: "http://localhost:3000" },
      "bank-key": { type: "string", multiple: true, default: [] },
    },
    strict: true,
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${values.port}`);
  const keys = new Map(values["bank-key"].map((given) => [given.split("=", 1)[0] ?? "", given.slice(given.indexOf("=") + 1)]));
  const bankKeyOf = async (bin: string, account: string): Promise<string | undefined> => keys.get(`${bin}/${account}`);
  const peer = await startLocalPeer({ port, productUrl: values.product, receiptSecret: DEMO_SECRET, bankKeyOf });
  io.stdout.write(`${peer.url}\n`);
  await new Promise<void>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
  await peer.close();
  return EXIT.done;
}

/** The peer of a demonstration, wired into its settings; none where somebody has set up real gateways. */
export async function startDemoPeer(database: DatabaseHandle, productUrl: string): Promise<LocalPeer | undefined> {
  // It is asked for the keys of accounts as long as the peer runs; an idle connection is given back.
  const pool = createPool({ connectionString: database.appUrl, max: 1, applicationName: "motcua peer" });
  const start: Parameters<typeof connectDemoPeer>[1] = (bankKeyOf) =>
    startLocalPeer({ port: 0, productUrl, receiptSecret: DEMO_SECRET, bankKeyOf });
  const peer = await connectDemoPeer(pool, start, new Date()).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  if (peer === undefined) {
    await pool.end();
    return undefined;
  }
  return {
    url: peer.url,
    received: peer.received,
    get faults() {
      return peer.faults;
    },
    set faults(faults) {
      peer.faults = faults;
    },
    close: async () => {
      await peer.close();
      await pool.end();
    },
  };
}
