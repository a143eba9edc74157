import { spawnSync } from "node:child_process";
import { chownSync } from "node:fs";

/** The system user that the database runs as; PostgreSQL refuses to run as root. */
export interface DatabaseUser {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY = 65_534;

/** The unprivileged user to switch to, or undefined when this process is unprivileged already. */
export function findDatabaseUser(): DatabaseUser | undefined {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
}

/** Whether the database's user can pass through every folder down to `path` and read it. Asked by trying. */
export function canReach(user: DatabaseUser | undefined, path: string): boolean {
  const probe = spawnSync("/bin/sh", ["-c", 'test -r "$1" && test -x "$1"', "sh", path], { ...user, cwd: "/", env: {} });
  return probe.status === 0;
}

export function giveTo(user: DatabaseUser | undefined, path: string): void {
  if (user !== undefined) chownSync(path, user.uid, user.gid);
}
