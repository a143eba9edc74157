import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "#platform/package-folder.ts";

/** Where the voices of calls lie: a folder each, one clip a word. */
export const VOICE_FOLDER = join(packageFolder, "db/reference/voices");

export interface VoiceName {
  readonly name: string;
  readonly label: string;
}

/** The voices that are installed, by name. */
export function listVoices(): readonly VoiceName[] {
  return readdirSync(VOICE_FOLDER)
    .toSorted()
    .filter((name) => existsSync(join(VOICE_FOLDER, name, "voice.json")))
    .map((name) => {
      const { label } = JSON.parse(readFileSync(join(VOICE_FOLDER, name, "voice.json"), "utf8")) as VoiceName;
      return { name, label };
    });
}
