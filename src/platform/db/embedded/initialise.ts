import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { packageFolder } from "../../package-folder.ts";
import { type Binaries, canHoldPrograms } from "./binaries.ts";
import { type Credentials, credentialsFile, DATABASE_NAME, newCredentials } from "./credentials.ts";
import type { DataFolder } from "./data-folder.ts";
import { type DatabaseUser, giveTo } from "./database-user.ts";
import { EmbeddedDatabaseError } from "./embedded.errors.ts";
import { operatorText } from "../../operator-texts.ts";

/** Defaults of a new cluster, in its postgresql.conf where an operator may change them. */
const SETTINGS: Record<string, string> = {
  max_connections: "60",
  shared_buffers: "128MB",
  max_wal_size: "1GB",
  random_page_cost: "1.1",
  // Statements are short: compiling them costs more than it saves.
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // The detail of a refused duplicate quotes the row: personal data stays out of the log.
  log_error_verbosity: "terse",
};

/**
 * Makes the cluster in `pgdata.new` and renames it: an initdb killed half-way would leave a cluster that starts and is
 * incomplete. Call it under the mutex. Does nothing when the cluster exists.
 */
export async function initialiseCluster(folder: DataFolder, binaries: Binaries, user: DatabaseUser | undefined): Promise<void> {
  if (existsSync(join(folder.cluster, "PG_VERSION"))) return;
  const unfinished = folder.clusterUnfinished;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(user, unfinished);
  const credentials = newCredentials();
  const passwordFile = join(folder.socketFolder, "initdb-password");
  writePrivately(passwordFile, credentials.postgres, user);
  try {
    await runInitdb(binaries, unfinished, passwordFile, user);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writePrivately(credentialsFile(unfinished), `${JSON.stringify(credentials, null, 2)}\n`, user);
  renameSync(unfinished, folder.cluster);
}

/** Creates the roles and the database of a new cluster; each step may have been done before a crash. */
export async function bootstrapCluster(
  folder: DataFolder,
  credentials: Credentials,
  superuserUrl: (database: string) => string,
  user: DatabaseUser | undefined,
): Promise<void> {
  const marker = join(folder.cluster, "motcua-bootstrapped");
  if (existsSync(marker)) return;
  await withClient(superuserUrl("postgres"), async (client) => {
    const found = await client.query("select from pg_database where datname = $1", [DATABASE_NAME]);
    if (found.rowCount === 0) {
      await client.query(
        `create database ${DATABASE_NAME} template template0 encoding 'UTF8' locale_provider icu icu_locale 'vi-VN' locale 'C.UTF-8'`,
      );
    }
  });
  await withClient(superuserUrl(DATABASE_NAME), (client) => createRoles(client, credentials));
  writePrivately(marker, "", user);
}

/** Runs db/roles.sql in the client's database and sets the passwords of the two roles that sign in. */
export async function createRoles(client: pg.Client, passwords: Pick<Credentials, "motcua_owner" | "motcua_app">): Promise<void> {
  await client.query(readFileSync(join(packageFolder, "db/roles.sql"), "utf8"));
  for (const role of ["motcua_owner", "motcua_app"] as const) {
    await client.query(`alter role ${role} password ${client.escapeLiteral(passwords[role])}`);
  }
}

export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: "motcua" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function runInitdb(
  binaries: Binaries,
  cluster: string,
  passwordFile: string,
  user: DatabaseUser | undefined,
): Promise<void> {
  if (!canHoldPrograms(binaries.initdb)) {
    throw new EmbeddedDatabaseError("data_folder", operatorText("embedded.programs_folder", { folder: binaries.initdb }));
  }
  const args = [
    `--pgdata=${cluster}`,
    `--pwfile=${passwordFile}`,
    "--username=postgres",
    "--encoding=UTF8",
    "--locale-provider=icu",
    "--icu-locale=vi-VN",
    "--locale=C.UTF-8",
    "--auth=scram-sha-256",
    "--data-checksums",
    ...Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`),
  ];
  const child = spawn(binaries.initdb, args, { ...user, cwd: "/", env: {}, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const status = await new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  if (status !== 0) {
    throw new EmbeddedDatabaseError("initialise", operatorText("embedded.initialise", { status, output }));
  }
}

function writePrivately(path: string, content: string, user: DatabaseUser | undefined): void {
  writeFileSync(path, content, { mode: 0o600, flush: true });
  chmodSync(path, 0o600);
  giveTo(user, path);
}
