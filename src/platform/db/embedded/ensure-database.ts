import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Config } from "../../config.ts";
import { type Binaries, prepareBinaries } from "./binaries.ts";
import { DATABASE_NAME, type LoginRole, readCredentials, socketUrl } from "./credentials.ts";
import { chooseDataFolder, type DataFolder, prepareDataFolder, prepareFilesFolder } from "./data-folder.ts";
import { findDatabaseUser } from "./database-user.ts";
import { EmbeddedDatabaseError } from "./embedded.errors.ts";
import { bootstrapCluster, initialiseCluster } from "./initialise.ts";
import { acquireMutex } from "./mutex.ts";
import { findPostmaster, readLogTail, spawnPostmaster, stopPostmaster } from "./postmaster.ts";
import { operatorText } from "../../operator-texts.ts";

export interface DatabaseHandle {
  readonly kind: "embedded" | "external";
  /** Connection string of the application role, for the web server and the worker. */
  readonly appUrl: string;
  /** Connection string of the schema's owner; undefined with an external server whose DATABASE_OWNER_URL is not set. */
  readonly ownerUrl: string | undefined;
  /** Folder of this installation: the embedded database and `files`. */
  readonly dataFolder: string;
  /** Folder of the uploaded files. */
  readonly filesFolder: string;
  /** Lets go of the database; the last process to do so stops the embedded one. */
  release(): Promise<void>;
}

export interface EmbeddedOptions {
  /** More settings for the server, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedHandle extends DatabaseHandle {
  readonly kind: "embedded";
  readonly folder: DataFolder;
  readonly superuserUrl: string;
}

/** "motcua" as a number: whoever uses the embedded database holds it shared, in the database `postgres`. */
const USERS_LOCK = 0x6d6f_7463;
const MUTEX_TIMEOUT_MS = 90_000;
const START_TIMEOUT_MS = 60_000;

/** A database ready for use: the external one of the configuration, or the embedded one, started when it does not run. */
export async function ensureDatabase(config: Config): Promise<DatabaseHandle> {
  if (config.databaseUrl === undefined) return ensureEmbedded(chooseDataFolder(config.dataFolder));
  const folder = prepareFilesFolder(chooseDataFolder(config.dataFolder));
  return {
    kind: "external",
    appUrl: config.databaseUrl,
    ownerUrl: config.databaseOwnerUrl,
    dataFolder: folder.root,
    filesFolder: folder.files,
    release: async () => {},
  };
}

/** Starts the embedded database in `root`, or shares the one that runs there. */
export async function ensureEmbedded(root: string, options: EmbeddedOptions = {}): Promise<EmbeddedHandle> {
  const folder = prepareDataFolder(root);
  let holder = await enter(folder, options);
  let released = false;

  // The server may be killed under us: start it again, so that connection pools find it at the same socket.
  const watch = (client: pg.Client): void => {
    client.on("error", () => {});
    client.once("end", () => {
      if (released) return;
      void (async () => {
        const again = await enter(folder, options);
        if (released) return leave(folder, again);
        holder = again;
        watch(again);
      })().catch((error: unknown) => process.emitWarning(error instanceof Error ? error : String(error)));
    });
  };
  watch(holder);

  const passwords = readCredentials(folder.cluster);
  const url = (role: LoginRole, database: string): string => socketUrl(folder.socketFolder, role, passwords[role], database);
  return {
    kind: "embedded",
    folder,
    appUrl: url("motcua_app", DATABASE_NAME),
    ownerUrl: url("motcua_owner", DATABASE_NAME),
    superuserUrl: url("postgres", "postgres"),
    dataFolder: folder.root,
    filesFolder: folder.files,
    release: async () => {
      if (released) return;
      released = true;
      await leave(folder, holder);
    },
  };
}

/** Under the mutex: make what is missing, connect to the server or start it, and count ourselves among its users. */
async function enter(folder: DataFolder, options: EmbeddedOptions): Promise<pg.Client> {
  const mutex = await acquireMutex(folder.cluster, MUTEX_TIMEOUT_MS);
  try {
    const user = findDatabaseUser();
    let binaries: Binaries | undefined;
    const programs = (): Binaries => (binaries ??= prepareBinaries(user, folder.root));
    if (!existsSync(join(folder.cluster, "PG_VERSION"))) await initialiseCluster(folder, programs(), user);
    const passwords = readCredentials(folder.cluster);
    const superuserUrl = (database: string): string => socketUrl(folder.socketFolder, "postgres", passwords.postgres, database);

    const holder = await connectOrStart(folder, superuserUrl("postgres"), () => {
      refuseOtherMajorVersion(folder, programs());
      return spawnPostmaster(folder, programs(), user, options.settings ?? {});
    });
    await bootstrapCluster(folder, passwords, superuserUrl, user);
    await holder.query("select pg_advisory_lock_shared($1)", [USERS_LOCK]);
    return holder;
  } finally {
    await mutex.release();
  }
}

async function connectOrStart(
  folder: DataFolder,
  connectionString: string,
  start: () => { readonly hasEnded: () => boolean },
): Promise<pg.Client> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  let started: { readonly hasEnded: () => boolean } | undefined;
  for (;;) {
    const attempt = await tryConnect(connectionString);
    if (attempt instanceof pg.Client) return attempt;
    if (!isNotReady(attempt)) throw attempt;
    // After SIGKILL, processes of the dead server may still hold its memory: starting fails until they are gone.
    const mayStart = started === undefined || started.hasEnded();
    if (mayStart && findPostmaster(folder) === undefined) {
      if (performance.now() > deadline) throw startFailure(folder);
      if (started !== undefined) await pause(200);
      started = start();
    }
    if (performance.now() > deadline) throw startFailure(folder);
    await pause(10);
  }
}

async function tryConnect(connectionString: string): Promise<pg.Client | Error> {
  const client = new pg.Client({ connectionString, application_name: "motcua holder", keepAlive: true });
  // Without a listener a server that dies while we connect would end this process.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** No socket, nobody listening, or a server that is starting up, recovering or shutting down (57P03). */
function isNotReady(error: Error): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return (
    code === "ENOENT" ||
    code === "ECONNREFUSED" ||
    code === "57P03" ||
    code === "57P01" ||
    code === "ECONNRESET" ||
    code === "EPIPE" ||
    /terminated/.test(error.message)
  );
}

/** Whoever is alone stops the server. The mutex keeps a newcomer out between the question and the stop. */
async function leave(folder: DataFolder, holder: pg.Client): Promise<void> {
  const mutex = await acquireMutex(folder.cluster, MUTEX_TIMEOUT_MS);
  try {
    const isLast = await holder.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [USERS_LOCK]).then(
      (result) => result.rows[0]?.alone === true,
      () => false,
    );
    await holder.end().catch(() => {});
    if (isLast) await stopPostmaster(folder);
  } finally {
    await mutex.release();
  }
}

function refuseOtherMajorVersion(folder: DataFolder, binaries: Binaries): void {
  const cluster = readFileSync(join(folder.cluster, "PG_VERSION"), "utf8").trim();
  const server = binaries.version.split(".")[0] ?? "";
  if (cluster === server) return;
  throw new EmbeddedDatabaseError(
    "major_version",
    operatorText("embedded.major_version", { folder: folder.cluster, data: cluster, server }),
  );
}

function startFailure(folder: DataFolder): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    "start",
    operatorText("embedded.start", { log: folder.log, tail: readLogTail(folder.log, 15) }),
  );
}
