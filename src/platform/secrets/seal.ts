import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { platformRefusal } from "../refusals.ts";
import type { SecretKeys } from "./secret-keys.ts";

const MARK = "sealed.1.";
const IV_BYTES = 12;
const TAG_BYTES = 16;

let keys: SecretKeys | undefined;

/** Called once by whoever starts a process, before anything is sealed or opened. */
export function useSecretKeys(of: SecretKeys): void {
  keys = of;
}

/** The keys of this process. */
export function secretKeys(): SecretKeys {
  if (keys === undefined) throw new Error("this process has not loaded its secret keys");
  return keys;
}

/**
 * A secret as it is stored: AES-256-GCM under the newest key, whose id stands with it. `about` says whose secret it is and
 * is bound into it: copied to another row it opens no more. Refuses (`secret_key_missing`) without a key.
 */
export function sealSecret(text: string, about: string): string {
  const [key] = secretKeys().list();
  if (key === undefined) throw platformRefusal("secret_key_missing");
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, iv).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${MARK}${key.id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** The id of the key under which a stored secret is sealed; undefined where it is plain text, from before there were keys. */
export const sealedUnder = (stored: string): string | undefined =>
  stored.startsWith(MARK) ? stored.slice(MARK.length).split(".", 1)[0] : undefined;

/**
 * The secret behind what `sealSecret` made for the same `about`; plain text stands for itself. Refuses where its key is
 * not among those of this installation (`secret_key_missing`), or where it was changed or moved (`secret_damaged`).
 */
export function openSecret(stored: string, about: string): string {
  const id = sealedUnder(stored);
  if (id === undefined) return stored;
  const key = secretKeys()
    .list()
    .find((each) => each.id === id);
  if (key === undefined) throw platformRefusal("secret_key_missing");
  const bytes = Buffer.from(stored.slice(MARK.length + id.length + 1), "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    throw platformRefusal("secret_damaged");
  }
}
