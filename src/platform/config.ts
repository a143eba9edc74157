import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";
import type { Bilingual } from "./bilingual.ts";

export type Mode = "demo" | "production";

/** What the environment says about this installation, validated. Nothing else reads the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Connection of the application role; absent when the embedded database is used. */
  readonly databaseUrl: string | undefined;
  /** Connection of the role that owns the schema; only commands that migrate, back up or restore need it. */
  readonly databaseOwnerUrl: string | undefined;
  /** Folder of the embedded database and the files, when the environment names one. */
  readonly dataFolder: string | undefined;
  /** The address under which people reach the product, without a slash at its end. */
  readonly publicUrl: string;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  readonly mode: Mode;
  /** Proxies whose forwarding headers are believed: none, all, a number of hops, or addresses. */
  readonly trustProxy: boolean | number | string;
}

export interface ConfigError {
  readonly variable: string;
  readonly value: string | undefined;
  readonly reason: Bilingual;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Empty variables count as absent: `PORT= npm start` is what many service managers produce. */
const text = z.preprocess((value) => (value === "" ? undefined : value), z.string().trim().optional());

const environment = z.object({
  PORT: text.refine((value) => value === undefined || isPort(value)),
  HOST: text.refine((value) => value === undefined || /^[A-Za-z0-9.:_-]+$/.test(value)),
  DATABASE_URL: text.refine((value) => value === undefined || isPostgresUrl(value)),
  DATABASE_OWNER_URL: text.refine((value) => value === undefined || isPostgresUrl(value)),
  MOTCUA_DATA: text.refine((value) => value === undefined || (value.startsWith("/") && !value.includes("\0"))),
  PUBLIC_URL: text.refine((value) => value === undefined || isHttpUrl(value)),
  LOG_LEVEL: text.pipe(z.enum(LOG_LEVELS).optional()),
  MOTCUA_ENV: text.pipe(z.enum(["demo", "production"]).optional()),
  TRUST_PROXY: text.refine((value) => value === undefined || isTrustProxy(value)),
});

type Variable = keyof z.infer<typeof environment>;

const REASONS: Record<Variable, Bilingual> = {
  PORT: { vi: "phải là số cổng từ 0 đến 65535, ví dụ 3000", en: "must be a port number from 0 to 65535, such as 3000" },
  HOST: {
    vi: "phải là một địa chỉ hoặc tên máy, ví dụ 127.0.0.1",
    en: "must be an address or a host name, such as 127.0.0.1",
  },
  DATABASE_URL: {
    vi: "phải có dạng postgresql://motcua_app:mật-khẩu@máy:5432/motcua",
    en: "must look like postgresql://motcua_app:password@host:5432/motcua",
  },
  DATABASE_OWNER_URL: {
    vi: "phải có dạng postgresql://motcua_owner:mật-khẩu@máy:5432/motcua",
    en: "must look like postgresql://motcua_owner:password@host:5432/motcua",
  },
  MOTCUA_DATA: {
    vi: "phải là đường dẫn tuyệt đối của một thư mục, ví dụ /var/lib/motcua",
    en: "must be the absolute path of a folder, such as /var/lib/motcua",
  },
  PUBLIC_URL: {
    vi: "phải là địa chỉ http hoặc https, ví dụ https://motcua.example.vn",
    en: "must be an http or https address, such as https://motcua.example.vn",
  },
  LOG_LEVEL: {
    vi: `phải là một trong: ${LOG_LEVELS.join(", ")}`,
    en: `must be one of: ${LOG_LEVELS.join(", ")}`,
  },
  MOTCUA_ENV: { vi: "phải là demo hoặc production", en: "must be demo or production" },
  TRUST_PROXY: {
    vi: "phải là true, false, số lớp proxy, hoặc danh sách địa chỉ cách nhau bằng dấu phẩy",
    en: "must be true, false, a number of proxies, or addresses separated by commas",
  },
};

/** Every refusal at once, so that a wrong installation is corrected in one go. */
export function loadConfig(env: NodeJS.ProcessEnv): Result<Config, ConfigError[]> {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const variables = new Set(parsed.error.issues.map((issue) => String(issue.path[0]) as Variable));
    return err([...variables].map((variable) => refusal(variable, env[variable], REASONS[variable])));
  }
  const values = parsed.data;
  const port = Number(values.PORT ?? 3000);
  const host = values.HOST ?? "127.0.0.1";
  const publicUrl = (values.PUBLIC_URL ?? `http://${isAnyAddress(host) ? "localhost" : bracketed(host)}:${port}`).replace(/\/+$/, "");
  const config: Config = {
    port,
    host,
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    dataFolder: values.MOTCUA_DATA,
    publicUrl,
    logLevel: values.LOG_LEVEL ?? "info",
    mode: values.MOTCUA_ENV ?? "demo",
    trustProxy: trustProxy(values.TRUST_PROXY),
  };
  const conflicts = findConflicts(config);
  return conflicts.length > 0 ? err(conflicts) : ok(config);
}

/** Settings that are fine alone and wrong together. */
function findConflicts(config: Config): ConfigError[] {
  const conflicts: ConfigError[] = [];
  if (config.databaseOwnerUrl !== undefined && config.databaseUrl === undefined) {
    conflicts.push(
      refusal("DATABASE_URL", undefined, {
        vi: "bắt buộc khi có DATABASE_OWNER_URL: máy chủ dùng tài khoản ứng dụng, không dùng tài khoản chủ sở hữu",
        en: "is required beside DATABASE_OWNER_URL: the server works as the application role, never as the owner",
      }),
    );
  }
  if (config.mode === "demo" && !isLoopback(config.host)) {
    conflicts.push(
      refusal("HOST", config.host, {
        vi: "chế độ demo có tài khoản dùng thử với mật khẩu công khai nên chỉ nghe ở máy này; đặt MOTCUA_ENV=production để phục vụ ra ngoài",
        en: "demo mode has accounts whose passwords are public, so it listens on this machine only; set MOTCUA_ENV=production to serve others",
      }),
    );
  }
  return conflicts;
}

/** An address that only programs on this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

const isAnyAddress = (host: string): boolean => host === "0.0.0.0" || host === "::" || isLoopback(host);

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);

const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) <= 65_535;

function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value) && new URL(value).username !== "";
}

function isHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === "http:" || url.protocol === "https:") && url.search === "" && url.hash === "";
}

const isTrustProxy = (value: string): boolean => /^(true|false|\d{1,2}|[0-9a-fA-F.:/]+(\s*,\s*[0-9a-fA-F.:/]+)*)$/.test(value);

function trustProxy(value: string | undefined): boolean | number | string {
  if (value === undefined || value === "false") return false;
  if (value === "true") return true;
  return /^\d+$/.test(value) ? Number(value) : value;
}

function refusal(variable: Variable, value: string | undefined, reason: Bilingual): ConfigError {
  // A connection string carries a password: never repeat it.
  return { variable, value: variable.startsWith("DATABASE") ? undefined : value, reason };
}
