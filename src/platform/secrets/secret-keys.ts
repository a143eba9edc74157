import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { operatorText } from "../operator-texts.ts";
import type { Bilingual } from "../bilingual.ts";

export interface SecretKey {
  /** What stands with every ciphertext: of the key's hash, so that it gives nothing of the key away. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys of this installation: the first seals, all of them open. */
export interface SecretKeys {
  readonly source: "environment" | "file";
  /** Asked anew at each call: a rotation bites in processes that run. */
  list(): readonly SecretKey[];
}

/** The key file is damaged or open to others; `text` says what to do. */
export class SecretKeyFileError extends Error {
  readonly code = "secret_keys";
  readonly text: Bilingual;

  constructor(key: "secrets.file_damaged" | "secrets.file_open", file: string) {
    const text = operatorText(key, { file });
    super(text.en);
    this.name = "SecretKeyFileError";
    this.text = text;
  }
}

const KEY_BYTES = 32;

/** A key of 32 bytes as base64, base64url or hexadecimal text; undefined for anything else. */
export function readSecretKey(text: string): SecretKey | undefined {
  const isHex = /^[0-9a-f]{64}$/i.test(text);
  if (!isHex && !/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, isHex ? "hex" : "base64");
  if (bytes.length !== KEY_BYTES) return undefined;
  return { id: createHash("sha256").update("motcua key id").update(bytes).digest("hex").slice(0, 12), bytes };
}

/** The keys of MOTCUA_SECRET_KEY: one, or the new one before older ones, between commas; undefined where one is wrong. */
export function readSecretKeys(text: string): readonly SecretKey[] | undefined {
  const keys = text.split(",").map((part) => readSecretKey(part.trim()));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** Beside the database, not in `files`: a backup holds the files and must not hold this. */
export const secretKeyFile = (dataFolder: string): string => join(dataFolder, "secret-keys");

/** The keys in the data folder; none where there is no file yet. */
function keysOfFolder(dataFolder: string): SecretKeys {
  const file = secretKeyFile(dataFolder);
  let known: { readonly stamp: string; readonly keys: readonly SecretKey[] } | undefined;
  return {
    source: "file",
    list: () => {
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat === undefined) return [];
      const stamp = `${stat.ino}.${stat.mtimeMs}.${stat.size}`;
      if (known?.stamp !== stamp) {
        if ((stat.mode & 0o077) !== 0) throw new SecretKeyFileError("secrets.file_open", file);
        known = { stamp, keys: readKeyFile(file) };
      }
      return known.keys;
    },
  };
}

function readKeyFile(file: string): readonly SecretKey[] {
  const keys = readSecretKeys(readFileSync(file, "utf8").trim().split("\n").join(","));
  if (keys === undefined) throw new SecretKeyFileError("secrets.file_damaged", file);
  return keys;
}

/** Makes the key file where there is none; of two processes that do so at once, one wins and both use its key. */
function makeKeyFile(dataFolder: string): void {
  const file = secretKeyFile(dataFolder);
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  const made = writeAside(file, [newKey()]);
  try {
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(made, { force: true });
  }
}

/** What the environment says of keys. */
interface Given {
  readonly secretKeys: readonly SecretKey[] | undefined;
}

/** The keys of the environment, else those that are in the data folder. */
export const findSecretKeys = ({ secretKeys }: Given, dataFolder: string): SecretKeys =>
  secretKeys === undefined ? keysOfFolder(dataFolder) : { source: "environment", list: () => secretKeys };

/** The same, with a first key made where there is none. */
export function loadSecretKeys(given: Given, dataFolder: string): SecretKeys {
  if (given.secretKeys === undefined) makeKeyFile(dataFolder);
  return findSecretKeys(given, dataFolder);
}

/** Puts a fresh key before the others of the file. */
export function addKeyToFile(dataFolder: string): void {
  writeKeyFile(dataFolder, [newKey(), ...keysOfFolder(dataFolder).list()]);
}

/** Forgets all keys of the file but these. */
export function keepKeysInFile(dataFolder: string, ids: ReadonlySet<string>): void {
  writeKeyFile(
    dataFolder,
    keysOfFolder(dataFolder)
      .list()
      .filter(({ id }) => ids.has(id)),
  );
}

function writeKeyFile(dataFolder: string, keys: readonly Pick<SecretKey, "bytes">[]): void {
  const file = secretKeyFile(dataFolder);
  renameSync(writeAside(file, keys), file);
}

const newKey = (): Pick<SecretKey, "bytes"> => ({ bytes: randomBytes(KEY_BYTES) });

function writeAside(file: string, keys: readonly Pick<SecretKey, "bytes">[]): string {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const handle = openSync(aside, "wx", 0o600);
  try {
    writeSync(handle, keys.map(({ bytes }) => `${bytes.toString("base64url")}\n`).join(""));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return aside;
}
