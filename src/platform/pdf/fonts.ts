import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export type Style = "regular" | "bold" | "italic";

const FILES: Readonly<Record<Style, string>> = {
  regular: "400Regular/BeVietnamPro_400Regular.ttf",
  bold: "700Bold/BeVietnamPro_700Bold.ttf",
  italic: "400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf",
};

const require = createRequire(import.meta.url);
const loaded = new Map<Style, Buffer>();

/** The whole TrueType file: the web's font files are cut into subsets and lack glyphs. */
export function fontFile(style: Style): Buffer {
  const known = loaded.get(style);
  if (known !== undefined) return known;
  const file = readFileSync(require.resolve(`@expo-google-fonts/be-vietnam-pro/${FILES[style]}`));
  loaded.set(style, file);
  return file;
}

/** Letters of minority languages (Ê Đê, Gia Rai, M'Nông) that the font builds from a base letter and a mark. */
const DECOMPOSED = /[ĕĭŏŭĔĬŎŬ]/g;

/** The spelling of a text that the font can draw: NFC, because separate tone marks would sit beside their vowels. */
export const drawable = (text: string): string =>
  text
    .normalize("NFC")
    .replace(DECOMPOSED, (letter) => letter.normalize("NFD"))
    .replaceAll("\t", " ");
