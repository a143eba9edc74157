import { spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import type { DataFolder } from "./data-folder.ts";
import type { DatabaseUser } from "./database-user.ts";
import { EmbeddedDatabaseError } from "./embedded.errors.ts";
import { operatorText } from "../../operator-texts.ts";

const LOG_MAX_BYTES = 20_000_000;
const STOP_TIMEOUT_MS = 30_000;

/** The pid of the server that runs on this cluster, or undefined. A recycled pid is not mistaken for it. */
export function findPostmaster(folder: DataFolder): number | undefined {
  const pid = readPid(join(folder.cluster, "postmaster.pid"));
  return pid !== undefined && isPostmasterOf(pid, folder.cluster) ? pid : undefined;
}

/**
 * Starts the server without waiting for it. It runs in a session of its own, so that Ctrl-C in a terminal reaches the
 * supervisor alone, and survives this process; the advisory lock decides who stops it.
 */
export function spawnPostmaster(
  folder: DataFolder,
  binaries: Binaries,
  user: DatabaseUser | undefined,
  settings: Readonly<Record<string, string>>,
): { readonly hasEnded: () => boolean } {
  removeStaleLocks(folder);
  limitLog(folder.log);
  const log = openSync(folder.log, "a", 0o600);
  const required: Record<string, string> = {
    ...settings,
    listen_addresses: "",
    unix_socket_directories: quoteListItem(folder.socketFolder),
    unix_socket_permissions: "0700",
  };
  const args = ["-D", folder.cluster, ...Object.entries(required).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const child = spawn(binaries.postgres, args, { ...user, cwd: "/", env: {}, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  let ended = false;
  child.once("error", () => (ended = true));
  child.once("exit", () => (ended = true));
  child.unref();
  return { hasEnded: () => ended };
}

/** Asks the server to end its connections and stop, and waits until it is gone. */
export async function stopPostmaster(folder: DataFolder, how: "fast" | "immediate" = "fast"): Promise<void> {
  const pid = findPostmaster(folder);
  if (pid === undefined) return;
  signal(pid, how === "fast" ? "SIGINT" : "SIGQUIT");
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isPostmasterOf(pid, folder.cluster)) {
    if (performance.now() > deadline) {
      throw new EmbeddedDatabaseError(
        "start",
        operatorText("embedded.not_stopping", { pid: String(pid), seconds: STOP_TIMEOUT_MS / 1000, log: folder.log }),
      );
    }
    await pause(5);
  }
}

export function readLogTail(path: string, lines: number): string {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}

/**
 * After a crash the pid in a lock file may meanwhile belong to another program of the same user; PostgreSQL then takes
 * it for a running server and refuses to start. A lock whose process is not this cluster's server is removed.
 */
function removeStaleLocks(folder: DataFolder): void {
  if (findPostmaster(folder) === undefined) rmSync(join(folder.cluster, "postmaster.pid"), { force: true });
  for (const name of readdirSync(folder.socketFolder)) {
    if (!/^\.s\.PGSQL\.\d+\.lock$/.test(name)) continue;
    const pid = readPid(join(folder.socketFolder, name));
    if (pid !== undefined && isPostmasterOf(pid, folder.cluster)) continue;
    rmSync(join(folder.socketFolder, name), { force: true });
    rmSync(join(folder.socketFolder, name.slice(0, -".lock".length)), { force: true });
  }
}

function isPostmasterOf(pid: number, cluster: string): boolean {
  try {
    const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (!program?.endsWith("/postgres")) return false;
    const named = args[args.indexOf("-D") + 1];
    return named !== undefined && resolve(named) === resolve(cluster);
  } catch {
    return false;
  }
}

function readPid(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, "utf8").split("\n")[0]);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** One item of a PostgreSQL list setting: in double quotes a folder may contain spaces, commas and quotes. */
const quoteListItem = (value: string): string => `"${value.replaceAll('"', '""')}"`;

function limitLog(path: string): void {
  try {
    if (statSync(path).size > LOG_MAX_BYTES) truncateSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
