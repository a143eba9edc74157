import { createHash } from "node:crypto";
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { packageFolder } from "../../package-folder.ts";
import { canHoldPrograms } from "./binaries.ts";
import { canReach, type DatabaseUser, findDatabaseUser, giveTo } from "./database-user.ts";
import { EmbeddedDatabaseError } from "./embedded.errors.ts";
import { operatorText } from "../../operator-texts.ts";

/** Where everything of one installation lies. */
export interface DataFolder {
  readonly root: string;
  readonly cluster: string;
  readonly clusterUnfinished: string;
  /** Uploaded and generated files. */
  readonly files: string;
  readonly socketFolder: string;
  readonly log: string;
}

/** Linux allows 107 bytes for a socket's path; "/.s.PGSQL.5432" takes 14 of them, its lock file 5 more are not counted. */
const SOCKET_FOLDER_MAX_BYTES = 93;

/**
 * The data folder named by MOTCUA_DATA, else `.motcua` in the project, else (a project that the database's user cannot
 * reach, that cannot be written, or whose path its programs cannot take) a place of the system named after the project.
 */
export function chooseDataFolder(named: string | undefined): string {
  if (named !== undefined) return resolve(named);
  const user = findDatabaseUser();
  const inProject = join(packageFolder, ".motcua");
  const isOpen = user === undefined ? isWritable(packageFolder) : canReach(user, packageFolder);
  const isUsed = existsSync(inProject) && (user === undefined || isOpen);
  if (isUsed || (isOpen && canHoldPrograms(packageFolder))) return inProject;
  const ofSystem = user === undefined ? (process.env["XDG_DATA_HOME"] ?? join(homedir(), ".local/share")) : "/var/lib";
  return join(ofSystem, "motcua", projectName());
}

/** Makes the folders that are missing, with the owners and modes that they need; refuses a place that cannot work. */
export function prepareDataFolder(root: string): DataFolder {
  const user = findDatabaseUser();
  const folder = prepareFilesFolder(root);
  refuseUnless(root, () => makeSocketFolder(folder.socketFolder, user));
  if (!canReach(user, folder.root)) {
    throw new EmbeddedDatabaseError(
      "data_folder",
      operatorText("embedded.data_folder_not_reachable", { uid: String(user?.uid), folder: root }),
    );
  }
  return folder;
}

/** The part of it that is needed beside a database server of one's own. */
export function prepareFilesFolder(root: string): DataFolder {
  const folder = describeDataFolder(root, findDatabaseUser());
  refuseUnless(root, () => {
    makeFolder(folder.root);
    mkdirSync(folder.files, { recursive: true, mode: 0o700 });
    accessSync(folder.root, constants.W_OK);
  });
  return folder;
}

/**
 * With its parents. Node's own way tries for ever where a file system says of a folder whose parent is there that it cannot
 * be found, as /proc does.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o755 });
  } catch (error) {
    // Two first starts may make the same folder.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function refuseUnless(root: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    const text = operatorText("embedded.data_folder_not_writable", { folder: root });
    throw new EmbeddedDatabaseError("data_folder", text, { cause });
  }
}

export function describeDataFolder(root: string, user: DatabaseUser | undefined): DataFolder {
  const socketBeside = join(root, "socket");
  const socketFolder =
    Buffer.byteLength(socketBeside) <= SOCKET_FOLDER_MAX_BYTES
      ? socketBeside
      : join(tmpdir(), `motcua-${user?.uid ?? process.getuid?.() ?? 0}-${shortHash(root)}`);
  return {
    root,
    cluster: join(root, "pgdata"),
    clusterUnfinished: join(root, "pgdata.new"),
    files: join(root, "files"),
    socketFolder,
    log: join(root, "postgres.log"),
  };
}

/** The temporary folder is everybody's: a folder that somebody else put under our name is refused. */
function makeSocketFolder(path: string, user: DatabaseUser | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stat = lstatSync(path);
  const ours = stat.uid === process.getuid?.() || stat.uid === user?.uid;
  if (!stat.isDirectory() || !ours) throw new Error(`${path} belongs to another user`);
  chmodSync(path, 0o700);
  giveTo(user, path);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const projectName = (): string => {
  const name = basename(packageFolder) || basename(dirname(packageFolder));
  return `${name.replaceAll(/["$`\\]/g, "")}-${shortHash(packageFolder)}`;
};

const shortHash = (value: string): string => createHash("sha256").update(value).digest("hex").slice(0, 12);
