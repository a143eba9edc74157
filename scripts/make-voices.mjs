// Makes the voices of the hall's calls with Debian's espeak-ng and ffmpeg: `node scripts/make-voices.mjs`.
// One clip a word; a voice recorded by a person replaces a folder of db/reference/voices, file by file.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clipName, spokenWords } from "../src/core/queue/index.ts";

const ROOT = join(import.meta.dirname, "..");
const RATE = 16_000;
const VOICES = [
  { name: "bac", label: "Giọng Bắc (máy đọc)", voice: "vi", filler: "linh" },
  { name: "trung", label: "Giọng Trung (máy đọc)", voice: "vi-vn-x-central", filler: "linh" },
  { name: "nam", label: "Giọng Nam (máy đọc)", voice: "vi-vn-x-south", filler: "lẻ" },
];

const made = execFileSync("espeak-ng", ["--version"], { encoding: "utf8" }).split("  ")[0].trim();
for (const { name, label, voice, filler } of VOICES) {
  const folder = join(ROOT, "db/reference/voices", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const word of spokenWords(filler)) {
    const spoken = execFileSync("espeak-ng", ["-v", voice, "-s", "145", "-g", "1", "--stdout", word]);
    const trim =
      "silenceremove=start_periods=1:start_threshold=-45dB,areverse,silenceremove=start_periods=1:start_threshold=-45dB,areverse";
    const args = ["-v", "error", "-i", "pipe:0", "-af", trim, "-ac", "1", "-ar", String(RATE), "-c:a", "pcm_s16le", "-bitexact"];
    const wav = execFileSync("ffmpeg", [...args, "-f", "s16le", "pipe:1"], { input: spoken });
    writeFileSync(join(folder, `${clipName(word)}.pcm`), wav);
  }
  const about = { label, madeBy: made, voice, filler, sampleRate: RATE, format: "16-bit little-endian mono PCM" };
  writeFileSync(join(folder, "voice.json"), `${JSON.stringify(about, null, 2)}\n`);
}
