import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import type { Bilingual } from "../bilingual.ts";
import { type Config, loadConfig } from "../config.ts";
import { createPool } from "../db/connect.ts";
import { chooseDataFolder, prepareDataFolder, prepareFilesFolder } from "../db/embedded/data-folder.ts";
import { type DatabaseHandle, ensureDatabase } from "../db/embedded/ensure-database.ts";
import { findDatabaseProblems } from "../db/self-check.ts";
import { reasonOf } from "../db/unreachable.ts";
import { operatorText, type OperatorTextKey } from "../operator-texts.ts";
import { findSecretState, type SealedPlace } from "../secrets/sealed-places.ts";
import { findSecretKeys } from "../secrets/secret-keys.ts";
import { useSecretKeys } from "../secrets/seal.ts";
import { whoServes } from "./port.ts";

export interface Finding {
  /** Stable name for programs. */
  readonly code: string;
  readonly status: "ok" | "warn" | "fail";
  readonly text: Bilingual;
}

const NODE_NEEDED = 24;
const DISK_WARN_GB = 5;
const DISK_FAIL_GB = 0.5;
const BACKUP_WARN_DAYS = 2;
const DAY_MS = 86_400_000;

/** Looks at everything that an installation needs, in the order in which a person would mend it; never throws. */
export async function diagnose(env: NodeJS.ProcessEnv, sealedPlaces: readonly SealedPlace[]): Promise<Finding[]> {
  const findings: Finding[] = [examineNode()];
  const loaded = loadConfig(env);
  if (!loaded.ok) {
    const wrong = loaded.error.map(({ variable, reason }) => ({
      code: "doctor.config_wrong",
      status: "fail" as const,
      text: { vi: `${variable} ${reason.vi}`, en: `${variable} ${reason.en}` },
    }));
    return [...findings, ...wrong];
  }
  const config = loaded.value;
  findings.push(...examineConfig(config), ...(await guarded(() => examinePort(config))));
  findings.push(...(await guarded(() => examineDataFolder(config))));
  if (!findings.some(({ status, code }) => status === "fail" && code.startsWith("embedded."))) {
    findings.push(...(await guarded(() => examineDatabase(config, sealedPlaces))));
  }
  return [...findings, ...examineTools(config)];
}

function examineNode(): Finding {
  const { node } = process.versions;
  if (Number(node.split(".")[0]) >= NODE_NEEDED) return finding("ok", "doctor.node", { version: node });
  return finding("fail", "doctor.node_old", { version: node, needed: NODE_NEEDED });
}

function examineConfig(config: Config): Finding[] {
  const findings = [finding("ok", "doctor.config", { mode: config.mode })];
  if (config.mode === "production" && !config.publicUrl.startsWith("https://"))
    findings.push(finding("warn", "doctor.public_url_plain"));
  return findings;
}

async function examinePort(config: Config): Promise<Finding[]> {
  const port = String(config.port);
  const server = await whoServes(config.host, config.port);
  if (server.kind === "nobody") return [finding("ok", "doctor.port", { port, host: config.host })];
  if (server.kind === "motcua") return [finding("ok", "doctor.port_ours", { port })];
  if (server.kind === "stranger") return [finding("fail", "doctor.port_taken", { port })];
  return [finding("fail", "start.port_refused", { host: config.host, port, code: server.code })];
}

async function examineDataFolder(config: Config): Promise<Finding[]> {
  const prepare = config.databaseUrl === undefined ? prepareDataFolder : prepareFilesFolder;
  const folder = prepare(chooseDataFolder(config.dataFolder));
  const { bavail, bsize } = await statfs(folder.root);
  const freeGb = (bavail * bsize) / 1e9;
  const values = { folder: folder.root, free: freeGb.toFixed(1) };
  const low = freeGb < DISK_FAIL_GB ? "fail" : "warn";
  const findings = [
    freeGb < DISK_WARN_GB ? finding(low, "doctor.disk_low", values) : finding("ok", "doctor.data_folder", values),
  ];
  const secret = join(folder.cluster, "motcua-credentials.json");
  if (existsSync(secret) && (statSync(secret).mode & 0o077) !== 0)
    findings.push(finding("fail", "doctor.credentials_open", { file: secret }));
  return findings;
}

async function examineDatabase(config: Config, sealedPlaces: readonly SealedPlace[]): Promise<Finding[]> {
  const startedAt = performance.now();
  const database = await ensureDatabase(config);
  const pool = createPool({ connectionString: database.appUrl, max: 1, applicationName: "motcua doctor" });
  try {
    const asked = await pool.query<{ version: string }>("select current_setting('server_version') as version").catch(reasonOf);
    if (typeof asked === "string") return [finding("fail", "doctor.database_down", { reason: asked })];
    const ms = String(Math.round(performance.now() - startedAt));
    const findings = [finding("ok", "doctor.database", { version: asked.rows[0]?.version ?? "?", kind: database.kind, ms })];
    const problems = await findDatabaseProblems(pool, undefined, config.mode === "training");
    for (const { code, severity, text } of problems)
      findings.push({ code, status: severity === "refuse" ? "fail" : "warn", text });
    if (problems.length === 0) findings.push(finding("ok", "doctor.safe"));
    const isMigrated = !problems.some(({ code }) => code.startsWith("check.schema_"));
    if (isMigrated)
      findings.push(await examineBackup(pool), ...(await guarded(() => examineSecrets(config, database, pool, sealedPlaces))));
    return [...findings, ...(await examineOwner(database))];
  } finally {
    await pool.end();
    await database.release();
  }
}

/** Makes no key: that is for whoever starts the product. */
async function examineSecrets(
  config: Config,
  { dataFolder }: DatabaseHandle,
  pool: pg.Pool,
  places: readonly SealedPlace[],
): Promise<Finding[]> {
  const keys = findSecretKeys(config, dataFolder);
  useSecretKeys(keys);
  const { sealed, plain, locked, unknownKeyIds } = await findSecretState(pool, places);
  const [key] = keys.list();
  const findings =
    key === undefined
      ? [finding("warn", "doctor.secret_keys_none")]
      : [finding("ok", "doctor.secret_keys", { sealed, id: key.id, source: keys.source })];
  if (unknownKeyIds.length > 0)
    findings.push(finding("fail", "secrets.not_all", { count: locked, ids: unknownKeyIds.join(", ") }));
  if (plain > 0) findings.push(finding("warn", "doctor.secrets_plain", { count: plain }));
  return findings;
}

async function examineBackup(pool: pg.Pool): Promise<Finding> {
  const { rows } = await pool.query<{ at: string | null }>("select value ->> 'at' as at from setting where name = 'last_backup'");
  const at = rows[0]?.at;
  if (at === undefined || at === null) return finding("warn", "doctor.backup_none");
  const days = Math.floor((Date.now() - Date.parse(at)) / DAY_MS);
  return days > BACKUP_WARN_DAYS ? finding("warn", "doctor.backup_old", { days }) : finding("ok", "doctor.backup", { at });
}

async function examineOwner(database: DatabaseHandle): Promise<Finding[]> {
  if (database.ownerUrl === undefined) return [finding("warn", "doctor.owner_missing")];
  const pool = createPool({ connectionString: database.ownerUrl, max: 1, applicationName: "motcua doctor" });
  try {
    await pool.query("set role motcua_backup");
    return [];
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 42501: not granted; 22023: no such role.
    if (code === "42501" || code === "22023") return [finding("fail", "doctor.backup_role")];
    return [finding("fail", "doctor.owner_down", { reason: reasonOf(error) })];
  } finally {
    await pool.end();
  }
}

interface OptionalTool {
  readonly tool: string;
  /** What Debian and Ubuntu call it. */
  readonly packages: string;
  readonly purpose: Bilingual;
}

const PG_BACK_REST: OptionalTool = {
  tool: "pgbackrest",
  packages: "pgbackrest",
  purpose: {
    vi: "sao lưu vật lý liên tục cho máy chủ PostgreSQL riêng, phục hồi tới từng thời điểm",
    en: "continuous physical backup of a PostgreSQL server of your own, with recovery to a point in time",
  },
};

const TAR: OptionalTool = {
  tool: "tar",
  packages: "tar",
  purpose: { vi: "mở tệp sao lưu bằng tay", en: "opening a backup archive by hand" },
};

const SOFFICE: OptionalTool = {
  tool: "soffice",
  packages: "libreoffice-writer-nogui fonts-liberation",
  purpose: {
    vi: "LibreOffice: tạo PDF từ mẫu phiếu Word riêng của cơ quan; không có thì PDF theo bố cục có sẵn",
    en: "LibreOffice: PDF of slips by an office's own Word template; without it they have the built-in layout",
  },
};

function examineTools(config: Config): Finding[] {
  return [TAR, SOFFICE, ...(config.databaseUrl === undefined ? [] : [PG_BACK_REST])].map(({ tool, packages, purpose }) => {
    const found = spawnSync("/bin/sh", ["-c", 'command -v "$1"', "sh", tool]).status === 0;
    if (found) return finding("ok", "doctor.tool", { tool });
    return finding("warn", "doctor.tool_missing", { tool, packages, purpose_vi: purpose.vi, purpose_en: purpose.en });
  });
}

/** A check that throws is a finding too: its error says what to do, or at least what happened. */
async function guarded(check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Error && "text" in error && "code" in error) {
      return [{ code: `embedded.${String(error.code)}`, status: "fail", text: error.text as Bilingual }];
    }
    return [finding("fail", "doctor.unknown", { reason: reasonOf(error) })];
  }
}

const finding = (status: Finding["status"], code: OperatorTextKey, values?: Record<string, string | number>): Finding => ({
  code,
  status,
  text: operatorText(code, values),
});
