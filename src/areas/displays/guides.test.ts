import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GUIDE_FOLDER, KIOSK_GUIDES, readGuide } from "./guides.ts";
import { text } from "./texts.ts";

const { texts } = JSON.parse(readFileSync(join(GUIDE_FOLDER, "guides.json"), "utf8")) as { texts: Record<string, string> };
const clips = KIOSK_GUIDES.flatMap((guide) =>
  (["vi", "en"] as const).map((locale) => ({ guide, locale, clip: `${guide}-${locale}` })),
);

describe("what a kiosk says", () => {
  it.each(clips)("$clip is spoken as it is written now", ({ guide, locale, clip }) => {
    expect(texts[clip], "run scripts/make-guides.mjs").toBe(text(locale, `guide.${guide}`));
  });

  it.each(clips)("$clip is a sound of some seconds", ({ clip }) => {
    const sound = readGuide(clip) ?? Buffer.alloc(0);
    expect(sound.toString("latin1", 0, 4)).toBe("RIFF");
    const seconds = (sound.length - 44) / sound.readUInt32LE(28);
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(20);
    expect(sound.readUInt32LE(40)).toBe(sound.length - 44);
  });

  it("is nothing but the files of its folder", () => {
    expect(readGuide("start-fr")).toBeUndefined();
    expect(existsSync(join(GUIDE_FOLDER, "guides.json"))).toBe(true);
  });
});
