import { createPool } from "#platform/db/connect.ts";
import type { Config } from "#platform/config.ts";
import type { DatabaseHandle } from "#platform/db/embedded/ensure-database.ts";
import type { CliIo } from "./command.ts";
import { refreshStatistics } from "./refresh-statistics.ts";

export interface DemonstrationContext {
  readonly config: Config;
  readonly database: DatabaseHandle;
  readonly io: CliIo;
}

async function seedWhenEmpty({ database, io }: DemonstrationContext): Promise<void> {
  const pool = createPool({
    connectionString: database.appUrl,
    max: 2,
    pipeline: true,
    applicationName: "motcua seed",
    statementTimeoutMs: 0,
  });
  try {
    // Asked here first: loading what makes the data takes half a second of every later start.
    const { rows } = await pool.query<{ filled: boolean }>("select exists (select from unit) as filled");
    if (rows[0]?.filled === true) return;
    const { DEFAULT_SEED, openFilesOf, seedDemo } = await import("./seed-demo.ts");
    const options = { seed: DEFAULT_SEED, now: new Date(), files: openFilesOf(database.dataFolder) };
    const report = await seedDemo(pool, options);
    if (report === undefined) return;
    await refreshStatistics(database);
    io.stdout.write(`  Dữ liệu mẫu / demonstration data        ${report.communes} xã, phường · ${report.dossiers} hồ sơ\n`);
  } finally {
    await pool.end();
  }
}

async function describeSignIns({ database }: Pick<DemonstrationContext, "database">): Promise<readonly string[]> {
  const pool = createPool({ connectionString: database.appUrl, max: 1, applicationName: "motcua start" });
  const { rows } = await pool
    .query<{ there: boolean }>("select exists (select from account where demo and disabled_at is null) as there")
    .finally(() => pool.end());
  if (rows[0]?.there !== true) return [];
  const { DEMO_ACCOUNTS, DEMO_PASSWORD } = await import("#identity");
  const widest = Math.max(...DEMO_ACCOUNTS.map(({ username }) => username.length));
  const lines = DEMO_ACCOUNTS.map(({ username, title }) => `  ${username.padEnd(widest + 2)}${title.vi}`);
  return [`Đăng nhập thử / demo sign-ins           mật khẩu / password: ${DEMO_PASSWORD}`, ...lines];
}

async function startPeer({ config, database }: Omit<DemonstrationContext, "io">) {
  const { startDemoPeer } = await import("./peer.ts");
  return startDemoPeer(database, `http://${config.host === "localhost" ? "localhost" : "127.0.0.1"}:${config.port}`);
}

/** What `motcua start` does in demo mode, loaded when needed. */
export const DEMONSTRATION = {
  /** Fills a database that has no unit yet with demonstration data. */
  seedWhenEmpty,
  /** Lines that name the demonstration accounts and their password; none where the database has none. */
  describeSignIns,
  /** A stand-in for the gateways, so that notices can be tried; it lives in this process. */
  startPeer,
};
