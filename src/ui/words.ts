import en from "./messages.en.json" with { type: "json" };
import vi from "./messages.vi.json" with { type: "json" };
import type { Locale } from "./types.ts";

export type WordKey = keyof typeof vi;

const words: Record<Locale, Record<WordKey, string>> = { vi, en };
const numberFormats: Record<Locale, Intl.NumberFormat> = {
  vi: new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }),
};

/** One of the design system's own words; `{name}` in it is replaced by the value of that name. */
export function word(locale: Locale, key: WordKey, values: Record<string, string | number> = {}): string {
  return words[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? formatNumber(locale, value) : value;
  });
}

/** A number as people of this language write it: 8.127 in Vietnamese, 8,127 in English. */
export function formatNumber(locale: Locale, value: number): string {
  return numberFormats[locale].format(value);
}
