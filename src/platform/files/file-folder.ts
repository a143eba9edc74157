import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";

const SHA256 = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOUR_MS = 3_600_000;
/** What no row names after this long was left by an upload that came to nothing. */
export const ORPHAN_AFTER_MS = 24 * HOUR_MS;

/**
 * The folder of all uploaded and kept files: `ab/<sha256>`. What is being written has a name with a dot in front, so a
 * backup leaves it out. Several processes may work in it at once.
 */
export interface FileFolder {
  readonly root: string;
  /** Where the bytes of this hash lie, whether they are there or not. */
  pathOf(sha256: string): string;
  /** A new name for what is still coming in. */
  newIncoming(): Promise<string>;
  /** Where a file lies that comes in parts under this id (a UUID); swept like everything that is still coming in. */
  partOf(id: string): Promise<string>;
  /** Puts finished bytes to their place: on the disk, and its name too, before this returns. */
  keep(incoming: string, sha256: string): Promise<void>;
  has(sha256: string): Promise<boolean>;
  read(sha256: string): Readable;
  /** Compares the bytes with their name. */
  check(sha256: string): Promise<"missing" | "damaged" | undefined>;
  /** Hashes on the disk that are older than a day, a folder at a time. */
  oldHashes(now: Date): AsyncIterable<readonly string[]>;
  /** Takes away what no row names; keeps it where the same bytes came again in this moment. */
  removeOld(sha256: string, now: Date): Promise<boolean>;
  /** Takes away what was left unfinished by a process that was killed. */
  sweepIncoming(now: Date): Promise<number>;
}

export function openFileFolder(root: string): FileFolder {
  const incomingFolder = join(root, ".incoming");
  const pathOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new Error("not a hash");
    return join(root, sha256.slice(0, 2), sha256);
  };
  return {
    root,
    pathOf,
    newIncoming: async () => {
      await mkdir(incomingFolder, { recursive: true, mode: 0o700 });
      return join(incomingFolder, `.${randomUUID()}`);
    },
    partOf: async (id) => {
      if (!UUID.test(id)) throw new Error("not an id");
      await mkdir(incomingFolder, { recursive: true, mode: 0o700 });
      return join(incomingFolder, `.${id}.part`);
    },
    keep: async (incoming, sha256) => {
      const target = pathOf(sha256);
      await syncPath(incoming);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      // Also where it is there already: the newer copy is young, which keeps the sweep off it.
      await rename(incoming, target);
      await syncPath(dirname(target));
      await syncPath(root);
    },
    has: async (sha256) => (await ageOf(pathOf(sha256), new Date())) !== undefined,
    read: (sha256) => createReadStream(pathOf(sha256)),
    check: (sha256) => checkHash(pathOf(sha256), sha256),
    oldHashes: (now) => oldHashes(root, now),
    removeOld: (sha256, now) => removeOld(pathOf(sha256), join(incomingFolder, `.${randomUUID()}`), now),
    sweepIncoming: (now) => sweep(incomingFolder, now),
  };
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  await handle.sync().finally(() => handle.close());
}

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

async function ageOf(path: string, now: Date): Promise<number | undefined> {
  try {
    return now.getTime() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The SHA-256 of a file, in lower-case hexadecimal. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function checkHash(path: string, sha256: string): Promise<"missing" | "damaged" | undefined> {
  try {
    return (await hashOfFile(path)) === sha256 ? undefined : "damaged";
  } catch (error) {
    return isAbsent(error) ? "missing" : "damaged";
  }
}

async function* oldHashes(root: string, now: Date): AsyncGenerator<readonly string[]> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || !/^[0-9a-f]{2}$/.test(entry.name)) continue;
    const old: string[] = [];
    for (const name of await readdir(join(root, entry.name))) {
      const age = SHA256.test(name) ? await ageOf(join(root, entry.name, name), now) : undefined;
      if (age !== undefined && age > ORPHAN_AFTER_MS) old.push(name);
    }
    if (old.length > 0) yield old;
  }
}

async function removeOld(path: string, aside: string, now: Date): Promise<boolean> {
  await mkdir(dirname(aside), { recursive: true, mode: 0o700 });
  try {
    await rename(path, aside);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
  const age = await ageOf(aside, now);
  const young = age !== undefined && age <= ORPHAN_AFTER_MS;
  if (young) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
  return !young;
}

async function sweep(folder: string, now: Date): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const age = await ageOf(join(folder, name), now);
    if (age === undefined || age <= ORPHAN_AFTER_MS) continue;
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}
