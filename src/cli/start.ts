import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Config } from "#platform/config.ts";
import { type DatabaseHandle, ensureDatabase } from "#platform/db/embedded/ensure-database.ts";
import { createPool } from "#platform/db/connect.ts";
import { assertSafeDatabase } from "#platform/db/self-check.ts";
import { migrate } from "#platform/db/migrate.ts";
import { whoServes } from "#platform/lifecycle/port.ts";
import { supervise, type Supervisor } from "#platform/lifecycle/supervisor.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { operatorText } from "#platform/operator-texts.ts";
import { claimForTraining } from "#platform/training.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { loadSecretKeys } from "#platform/secrets/secret-keys.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT } from "./command.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { DEMONSTRATION } from "./demonstration.ts";
import { requireConfig } from "./with-database.ts";

export const command: CliCommand = {
  name: "start",
  summary: "Run the product: database, web server and worker",
  usage: `
Usage: motcua start

Starts the embedded database (or uses DATABASE_URL), brings its schema up to date, fills an empty one with demonstration
data in demo mode, then runs the web server and the worker until Ctrl-C or SIGTERM.
Web server and worker are restarted when they crash. Ends with 0 when it was told to stop.

Environment: PORT (3000), HOST (127.0.0.1), DATABASE_URL, DATABASE_OWNER_URL, MOTCUA_DATA, MOTCUA_ENV (demo, production or training),
PUBLIC_URL, LOG_LEVEL, TRUST_PROXY, MOTCUA_SECRET_KEY.`,
  run,
};

const DIST = join(packageFolder, "dist");

/**
 * A small young generation and an old one that grows by an eighth before it is swept keep the web process small: 184 to
 * 205 MB after 10,000 pages; 4 MB and a quarter took 199 to 206 MB and gave no more pages a second. The limit is only there for
 * a fault: 10,000 boards on one process need 400 MB, and a limit they met would end it.
 */
const WEB_FLAGS = ["--max-semi-space-size=2", "--heap-growing-percent=12", "--max-old-space-size=512"];
const WORKER_FLAGS = ["--max-semi-space-size=4", "--max-old-space-size=256"];

async function run(args: string[], io: CliIo): Promise<number> {
  parseArgs({ args, options: {}, strict: true });
  const config = requireConfig(io);
  await refuseTakenPort(config);
  const stopped = stopSignal((name) => void io.stderr.write(`motcua: ${name}, stopping\n`));
  const say = (line: string): void => void io.stdout.write(`${line}\n`);
  const database = await ensureDatabase(config);
  let peer: { close(): Promise<void> } | undefined;
  try {
    useSecretKeys(loadSecretKeys(config, database.dataFolder));
    await bringUpToDate(database);
    await takeSide(config, database);
    if (config.mode === "demo") await DEMONSTRATION.seedWhenEmpty({ config, database, io });
    if (stopped.requested()) return EXIT.done;
    const besides = async (): Promise<void> => {
      if (config.mode === "demo") peer = await DEMONSTRATION.startPeer({ config, database });
      await bringSearchUpToDate(database);
      await sealStoredSecrets(database, io);
    };
    const supervisor = supervise({
      children: await childrenOf(config, database, io),
      meanwhile: besides(),
      log: (line) => void io.stderr.write(`motcua: ${line}\n`),
    });
    return await runUntilStop(supervisor, stopped, () => printWelcome(config, database, say));
  } finally {
    await peer?.close();
    await database.release();
  }
}

/**
 * In training an empty database becomes one for it. What a process would refuse to start on is said here, once and in words:
 * a role that is too powerful, a schema or clock that is off, a database of the other side.
 */
async function takeSide({ mode }: Config, database: DatabaseHandle): Promise<void> {
  const pool = createPool({ connectionString: database.appUrl, max: 1, applicationName: "motcua start" });
  try {
    const training = mode === "training";
    if (training) await claimForTraining(pool);
    await assertSafeDatabase(pool, training);
  } finally {
    await pool.end();
  }
}

async function bringUpToDate(database: DatabaseHandle): Promise<void> {
  // Without the owner's connection an operator migrates on their own; the web server refuses an outdated schema.
  if (database.ownerUrl === undefined) return;
  const applied = await migrate(database.ownerUrl);
  await prepareDatabase(database.ownerUrl, { always: applied.length > 0 });
}

/** Beside the start of the web server: until it is done, the search answers from the index of the build before. */
async function bringSearchUpToDate(database: DatabaseHandle): Promise<void> {
  if (database.ownerUrl === undefined) return;
  const { refreshSearchIndex } = await import("./refresh-search.ts");
  await refreshSearchIndex(database.appUrl);
}

/** Beside it too: until then secrets of before are read as they are. */
async function sealStoredSecrets(database: DatabaseHandle, io: CliIo): Promise<void> {
  if (database.ownerUrl === undefined) return;
  const { sealSecrets } = await import("./seal-secrets.ts");
  await sealSecrets(database.appUrl, io);
}

async function runUntilStop(supervisor: Supervisor, stopped: StopSignal, welcome: () => Promise<void>): Promise<number> {
  stopped.onSecond(() => supervisor.kill());
  try {
    const outcome = await Promise.race([
      supervisor.ready.then(() => "ready" as const),
      stopped.first.then(() => "stopped" as const),
    ]);
    if (outcome === "ready") {
      await welcome();
      await stopped.first;
    }
  } catch (error) {
    throw new CliRefusal(error instanceof Error ? error.message : String(error), EXIT.unavailable, { cause: error });
  } finally {
    await supervisor.stop();
  }
  return EXIT.done;
}

/** Web server and worker; in a demonstration also the stand-in for the electronic identity of citizens. */
async function childrenOf(config: Config, database: DatabaseHandle, io: CliIo) {
  const peer = config.mode === "demo" && config.identityProvider === undefined ? await findStandIn(config) : undefined;
  const env = peer === undefined ? io.env : { ...io.env, ...peer };
  const spec = (name: "web" | "worker" | "identity-peer", flags: string[]) =>
    childSpec(name, flags, config, database, { ...io, env });
  const children = [spec("web", WEB_FLAGS), spec("worker", WORKER_FLAGS)];
  return peer === undefined ? children : [...children, spec("identity-peer", WORKER_FLAGS)];
}

/** The stand-in listens beside the web server, so that a demonstration that is started again knows its people; none where that port is taken. */
async function findStandIn({ host, port }: Config): Promise<Record<string, string> | undefined> {
  const beside = port + 1;
  if (beside > 65_535 || (await whoServes(host, beside)).kind !== "nobody") return undefined;
  return {
    OIDC_ISSUER: `http://localhost:${beside}`,
    OIDC_CLIENT_ID: "motcua",
    OIDC_CLIENT_SECRET: randomBytes(24).toString("base64url"),
  };
}

/** Connection strings go by environment: arguments are readable by every user of the machine. */
function childSpec(
  name: "web" | "worker" | "identity-peer",
  nodeFlags: string[],
  config: Config,
  database: DatabaseHandle,
  io: CliIo,
) {
  const { DATABASE_OWNER_URL: _, ...inherited } = io.env;
  return {
    name,
    nodeFlags,
    script: join(DIST, `main-${name}.js`),
    env: {
      ...inherited,
      NODE_ENV: "production",
      // By default glibc keeps an arena for each thread that compresses pages, and what the compiler took and gave back stays
      // in holes of them: 27 MB of the web process after 6,000 pages. Mapped one by one, pieces of 8 kB and more go back at once.
      MALLOC_ARENA_MAX: "1",
      MALLOC_MMAP_THRESHOLD_: "8192",
      MALLOC_TRIM_THRESHOLD_: "65536",
      PORT: String(config.port),
      HOST: config.host,
      PUBLIC_URL: config.publicUrl,
      DATABASE_URL: database.appUrl,
      MOTCUA_DATA: database.dataFolder,
      MOTCUA_ENV: config.mode,
    },
  };
}

async function isWithoutAccounts(database: DatabaseHandle): Promise<boolean> {
  const pool = createPool({ connectionString: database.appUrl, max: 1, applicationName: "motcua start" });
  const { rowCount } = await pool.query("select from account limit 1").finally(() => pool.end());
  return rowCount === 0;
}

async function printWelcome(config: Config, database: DatabaseHandle, say: (line: string) => void): Promise<void> {
  say("");
  say(`  Một Cửa đang chạy tại / is running at   ${config.publicUrl}`);
  say(`  Dữ liệu / data                          ${database.kind === "embedded" ? database.dataFolder : "DATABASE_URL"}`);
  if (config.mode !== "demo" && (await isWithoutAccounts(database)))
    say(`  Thiết lập cơ quan / set up the office   ${config.publicUrl}/cai-dat, or npx motcua init`);
  if (config.mode === "demo") for (const line of await DEMONSTRATION.describeSignIns({ database })) say(`  ${line}`);
  say("  Dừng / stop                             Ctrl-C");
  say("");
}

interface StopSignal {
  readonly first: Promise<void>;
  requested(): boolean;
  onSecond(listener: () => void): void;
}

/**
 * npm hands SIGINT and SIGTERM on to its child. The script of package.json lets that be this process and no shell, which would
 * keep SIGINT to itself (Windows knows no `exec` and takes the second half). At Ctrl-C the terminal sends one to every process
 * besides: what comes so soon is not a second wish.
 */
const SAME_WISH_MS = 1000;

function stopSignal(onFirst: (name: NodeJS.Signals) => void): StopSignal {
  const first = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  let second: (() => void) | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    const now = performance.now();
    if (firstAt !== undefined) return now - firstAt < SAME_WISH_MS ? undefined : second?.();
    firstAt = now;
    onFirst(name);
    first.resolve();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  if (process.env["npm_lifecycle_event"] !== undefined) onLostParent(() => firstAt === undefined && onSignal("SIGTERM"));
  return { first: first.promise, requested: () => firstAt !== undefined, onSecond: (listener) => void (second = listener) };
}

const LOOK_FOR_PARENT_MS = 1000;

/** A killed npm says nothing, and the shell that npx puts between ends without handing a signal on: the product would run on unseen. */
function onLostParent(stop: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop();
  }, LOOK_FOR_PARENT_MS);
  look.unref();
}

/** Asked before anything is started; a port that is taken later still makes the web server end with its own message. */
async function refuseTakenPort({ host, port }: Config): Promise<void> {
  const use = await whoServes(host, port);
  if (use.kind === "nobody") return;
  const values = { host, port: String(port), code: use.kind === "refused" ? use.code : "" };
  const key = { motcua: "start.already_running", stranger: "start.port_taken", refused: "start.port_refused" } as const;
  const { vi, en } = operatorText(key[use.kind], values);
  throw new CliRefusal(`${vi}\n  ${en}`, EXIT.unavailable);
}
