import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EmbeddedDatabaseError } from "./embedded.errors.ts";
import { operatorText } from "../../operator-texts.ts";

export const DATABASE_NAME = "motcua";

const credentials = z.object({ postgres: z.string(), motcua_owner: z.string(), motcua_app: z.string() });

/** Passwords of the roles that can sign in, kept with mode 0600 inside the cluster so that the two cannot part. */
export type Credentials = z.infer<typeof credentials>;
export type LoginRole = keyof Credentials;

export const credentialsFile = (cluster: string): string => join(cluster, "motcua-credentials.json");

export const newCredentials = (): Credentials => ({
  postgres: newPassword(),
  motcua_owner: newPassword(),
  motcua_app: newPassword(),
});

export function readCredentials(cluster: string): Credentials {
  const path = credentialsFile(cluster);
  try {
    return credentials.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new EmbeddedDatabaseError("credentials", operatorText("embedded.credentials", { file: path }), { cause });
  }
}

/** A connection string through the socket folder; the password is inside, so it never goes into a command line or a log. */
export function socketUrl(socketFolder: string, role: LoginRole, password: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketFolder)}`;
}

const newPassword = (): string => randomBytes(24).toString("base64url");
