import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "#platform/package-folder.ts";

/** The pages that say aloud what is to be done on them. */
export const KIOSK_GUIDES = ["start", "take", "appointment", "procedures", "track", "pay", "file", "rate"] as const;
export type KioskGuide = (typeof KIOSK_GUIDES)[number];

export const GUIDE_FOLDER = join(packageFolder, "db/reference/guides");

/** What a page says, as a sound of this server's own; undefined where nobody has recorded it. */
export function readGuide(clip: string): Buffer | undefined {
  const file = join(GUIDE_FOLDER, `${clip}.wav`);
  return existsSync(file) ? readFileSync(file) : undefined;
}
