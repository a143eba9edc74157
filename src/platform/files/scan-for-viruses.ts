import { connect } from "node:net";
import type { Readable } from "node:stream";
import type { VirusScan } from "./file-kind.ts";
import { fileRefusal } from "./files.errors.ts";

const TIMEOUT_MS = 60_000;
let socketPath: string | undefined;

/** The socket of a ClamAV daemon, where the installation has one. */
export const useVirusScanner = (path: string | undefined): void => void (socketPath = path);

/**
 * Asks the daemon (INSTREAM). Refuses what it finds; a daemon that is absent or does not answer leaves the file
 * "not_scanned", which is shown wherever the file is.
 */
export async function scanForViruses(content: () => Readable, name: string): Promise<VirusScan> {
  if (socketPath === undefined) return "not_scanned";
  const said = await askDaemon(socketPath, content()).catch(() => "");
  const virus = /: (.+) FOUND/.exec(said)?.[1];
  if (virus !== undefined) throw fileRefusal("file_infected", { values: { name, virus } });
  return said.includes(": OK") ? "clean" : "not_scanned";
}

async function askDaemon(path: string, content: Readable): Promise<string> {
  const socket = connect(path);
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error("no answer")));
  const said = new Promise<string>((resolve, reject) => {
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString("utf8")));
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
  said.catch(() => {});
  const length = (bytes: number): Buffer => {
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE(bytes);
    return prefix;
  };
  socket.write("zINSTREAM\0");
  for await (const chunk of content) {
    const bytes = chunk as Buffer;
    socket.write(length(bytes.length));
    if (!socket.write(bytes)) await Promise.race([new Promise((drained) => socket.once("drain", drained)), said]);
  }
  socket.write(length(0));
  return said;
}
