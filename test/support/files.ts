import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileFolder, openFileFolder } from "#platform/files/file-folder.ts";

let shared: FileFolder | undefined;

/** A folder for files of this test thread, gone with it. */
export function testFiles(): FileFolder {
  if (shared === undefined) {
    const root = mkdtempSync(join(tmpdir(), "motcua-files-"));
    process.once("exit", () => rmSync(root, { recursive: true, force: true }));
    shared = openFileFolder(root);
  }
  return shared;
}
