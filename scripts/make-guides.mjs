// Makes what kiosks say on machines that have no voice of their own, with Debian's espeak-ng: `node scripts/make-guides.mjs`, once
// more whenever a text guide.* of the displays changes (a test says so). A recording takes the same name.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FOLDER = join(ROOT, "db/reference/guides");
const VOICES = { vi: "vi", en: "en-gb" };
const HEAD_BYTES = 44;
const MU_LAW = 7;

/** One sample by ITU-T G.711, one byte for two. */
function muLaw(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32635, Math.abs(sample)) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** What espeak-ng says, at half its rate and one byte a sample: a sentence is then as large as a photograph, not an album. */
function smaller(spoken) {
  const rate = spoken.readUInt32LE(24) / 2;
  const sound = spoken.subarray(HEAD_BYTES);
  const bytes = Buffer.from(
    Array.from({ length: sound.length >> 2 }, (_, n) => muLaw((sound.readInt16LE(n * 4) + sound.readInt16LE(n * 4 + 2)) >> 1)),
  );
  const head = Buffer.from(spoken.subarray(0, HEAD_BYTES));
  head.writeUInt32LE(HEAD_BYTES - 8 + bytes.length, 4);
  head.writeUInt16LE(MU_LAW, 20);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.writeUInt32LE(bytes.length, 40);
  return Buffer.concat([head, bytes]);
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const texts = {};
for (const [locale, voice] of Object.entries(VOICES)) {
  const messages = JSON.parse(readFileSync(join(ROOT, `src/areas/displays/messages.${locale}.json`), "utf8"));
  for (const [key, text] of Object.entries(messages).filter(([name]) => name.startsWith("guide."))) {
    const name = `${key.slice("guide.".length)}-${locale}`;
    const said = execFileSync("espeak-ng", ["-v", voice, "-s", "145", "--stdout", text], { maxBuffer: 32 * 1024 * 1024 });
    writeFileSync(join(FOLDER, `${name}.wav`), smaller(said));
    texts[name] = text;
  }
}
const madeBy = execFileSync("espeak-ng", ["--version"], { encoding: "utf8" }).split("  ")[0].trim();
writeFileSync(join(FOLDER, "guides.json"), `${JSON.stringify({ madeBy, voices: VOICES, texts }, null, 2)}\n`);
