import { open, stat } from "node:fs/promises";

/** How much of a file lies on the disk; 0 where there is none. */
export async function lengthOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}

/** Writes one part at its place and onto the disk; the same part twice leaves the same file. */
export async function writePart(path: string, offset: number, part: Buffer): Promise<void> {
  const handle = await open(path, offset === 0 ? "w" : "r+", 0o600);
  try {
    await handle.write(part, 0, part.length, offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
