import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";
import type { Bilingual } from "./bilingual.ts";
import { operatorText } from "./operator-texts.ts";
import { readSecretKeys, type SecretKey } from "./secrets/secret-keys.ts";

export type Mode = "demo" | "production" | "training";

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
  /** Socket of a ClamAV daemon that looks at every upload. */
  readonly virusScanner: string | undefined;
  /** The keys that seal stored secrets, newest first; without them those of a file in the data folder. */
  readonly secretKeys: readonly SecretKey[] | undefined;
  /** Where citizens prove who they are (OpenID Connect); without it nobody can file online. */
  readonly identityProvider: IdentityProvider | undefined;
}

/** An OpenID Connect provider and what it knows this installation by. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where a provider sends people back to; registered there for this installation, below its public address. */
export const SIGN_IN_RETURN_PATH = "/dang-nhap/cong-dan/ve";

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
  MOTCUA_ENV: text.pipe(z.enum(["demo", "production", "training"]).optional()),
  CLAMAV_SOCKET: text.refine((value) => value === undefined || (value.startsWith("/") && !value.includes("\0"))),
  TRUST_PROXY: text.refine((value) => value === undefined || isTrustProxy(value)),
  OIDC_ISSUER: text.refine((value) => value === undefined || isSafeIssuer(value)),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  MOTCUA_SECRET_KEY: text.refine((value) => value === undefined || readSecretKeys(value) !== undefined),
});

type Environment = z.infer<typeof environment>;
type Variable = keyof Environment;

/** Every refusal at once, so that a wrong installation is corrected in one go. */
export function loadConfig(env: NodeJS.ProcessEnv): Result<Config, ConfigError[]> {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const variables = new Set(parsed.error.issues.map((issue) => String(issue.path[0]) as Variable));
    return err([...variables].map((variable) => refusal(variable, env[variable], operatorText(`config.${variable}`))));
  }
  const values = parsed.data;
  const port = Number(values.PORT ?? 3000);
  const host = values.HOST ?? "127.0.0.1";
  const publicUrl = (values.PUBLIC_URL ?? `http://${isAnyAddress(host) ? "localhost" : bracketed(host)}:${port}`).replace(
    /\/+$/,
    "",
  );
  // A database of one's own is never filled with demonstration data unless that is asked for.
  const mode = values.MOTCUA_ENV ?? (values.DATABASE_URL === undefined ? "demo" : "production");
  const config: Config = {
    port,
    host,
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    dataFolder: values.MOTCUA_DATA,
    publicUrl,
    // Whoever tries it out reads where to go and who signs in: a line for each request would push that off the screen.
    logLevel: values.LOG_LEVEL ?? (mode === "demo" ? "warn" : "info"),
    mode,
    trustProxy: trustProxy(values.TRUST_PROXY),
    identityProvider: identityProvider(values),
    virusScanner: values.CLAMAV_SOCKET,
    secretKeys: values.MOTCUA_SECRET_KEY === undefined ? undefined : readSecretKeys(values.MOTCUA_SECRET_KEY),
  };
  const conflicts = findConflicts(config, values);
  return conflicts.length > 0 ? err(conflicts) : ok(config);
}

/** Settings that are fine alone and wrong together. */
function findConflicts(config: Config, values: Environment): ConfigError[] {
  const conflicts: ConfigError[] = [];
  if (config.databaseOwnerUrl !== undefined && config.databaseUrl === undefined) {
    conflicts.push(refusal("DATABASE_URL", undefined, operatorText("config.app_role_missing")));
  }
  if (values.OIDC_ISSUER !== undefined && config.identityProvider === undefined) {
    conflicts.push(refusal("OIDC_CLIENT_ID", values.OIDC_CLIENT_ID, operatorText("config.oidc_client_missing")));
  }
  // Training has a database of its own, and citizens prove who they are for real dossiers alone.
  if (config.mode === "training" && config.databaseUrl === undefined && config.dataFolder === undefined) {
    conflicts.push(refusal("MOTCUA_DATA", undefined, operatorText("config.training_data")));
  }
  if (config.mode === "training" && config.identityProvider !== undefined) {
    conflicts.push(refusal("OIDC_ISSUER", values.OIDC_ISSUER, operatorText("config.training_identity")));
  }
  if (config.mode === "demo" && !isLoopback(config.host)) {
    conflicts.push(refusal("HOST", config.host, operatorText("config.demo_address")));
  }
  return conflicts;
}

/** An address that only programs on this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Identity travels encrypted, but for a stand-in on this machine. */
function isSafeIssuer(value: string): boolean {
  if (!isHttpUrl(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || isLoopback(hostname);
}

function identityProvider(values: Environment): IdentityProvider | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { issuer, clientId, clientSecret };
}

const isAnyAddress = (host: string): boolean => host === "0.0.0.0" || host === "::" || isLoopback(host);

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);

const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) <= 65_535;

/** Also in the form of libpq without a host, `postgresql://user@/database?host=/socket/folder`. */
function isPostgresUrl(value: string): boolean {
  const whole = value.replace("@/", "@localhost/");
  if (!/^postgres(ql)?:\/\//.test(whole) || !URL.canParse(whole)) return false;
  const url = new URL(whole);
  return url.username !== "" || url.searchParams.has("user");
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
  return { variable, value: /^DATABASE|SECRET/.test(variable) ? undefined : value, reason };
}

/** Where this process looks for programs of the machine, as it stands now. */
export const searchPath = (): string => process.env["PATH"] ?? "";
