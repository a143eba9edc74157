import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { DataFolder } from "#platform/db/embedded/data-folder.ts";

export interface DatabaseProcess {
  readonly process: ChildProcess;
  readonly folder: DataFolder;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Lets go of the database and ends. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

export interface DatabaseProcessOptions {
  /** The data folder; undefined lets the process choose. */
  readonly root: string | undefined;
  /** A copy of the project to run from. */
  readonly project?: string;
  readonly uid?: number;
}

/** Starts a process that uses the embedded database, and waits until it is connected. */
export async function startDatabaseProcess(options: DatabaseProcessOptions): Promise<DatabaseProcess> {
  const project = options.project ?? join(import.meta.dirname, "../..");
  const script = join(project, "test/support/database-user.process.ts");
  const child = spawn(process.execPath, [script, ...(options.root === undefined ? [] : [options.root])], {
    cwd: "/",
    stdio: ["pipe", "pipe", "pipe"],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, "exit");
  const line = await Promise.race([once(child.stdout, "data"), exited.then(() => undefined)]);
  if (line === undefined) throw new Error(`the process ended before it had a database:\n${errors}`);
  const answer = JSON.parse(String(line[0])) as { folder: DataFolder; ownerUrl: string; appUrl: string };
  return {
    process: child,
    ...answer,
    end: async () => {
      child.stdin.end();
      await exited;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
