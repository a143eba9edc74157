import { IntlMessageFormat } from "intl-messageformat";

export const LOCALES = ["vi", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export type MessageValues = Readonly<Record<string, string | number | Date>>;

/** Texts of one area: the Vietnamese file names the keys, the English file must have every one of them. */
export interface Catalogue<Key extends string> {
  (locale: Locale, key: Key, values?: MessageValues): string;
  readonly keys: ReadonlySet<string>;
}

const compiled = new Map<string, IntlMessageFormat>();

function format(locale: Locale, pattern: string, values: MessageValues | undefined): string {
  if (!pattern.includes("{") && !pattern.includes("'")) return pattern;
  const id = `${locale}\u0000${pattern}`;
  let message = compiled.get(id);
  if (message === undefined) {
    message = new IntlMessageFormat(pattern, locale === "vi" ? "vi-VN" : "en-GB", undefined, { ignoreTag: true });
    compiled.set(id, message);
  }
  return String(message.format(values as Record<string, string | number | Date> | undefined));
}

/**
 * Makes the text function of an area from its two message files (ICU MessageFormat). A key that is missing in English
 * does not compile.
 */
export function defineMessages<V extends Readonly<Record<string, string>>>(
  vi: V,
  en: Readonly<Record<keyof V & string, string>>,
): Catalogue<keyof V & string> {
  const files = { vi, en } as const;
  const text = (locale: Locale, key: keyof V & string, values?: MessageValues): string =>
    format(locale, files[locale][key] as string, values);
  return Object.assign(text, { keys: new Set(Object.keys(vi)) as ReadonlySet<string> });
}
