import { type EpochMs, vietnamDayOf, vietnamMinuteOf } from "../instant.ts";
import { formatVietnamese, plainDateOf, weekdayOf } from "../plain-date.ts";
import en from "./messages.en.json" with { type: "json" };
import vi from "./messages.vi.json" with { type: "json" };

export type Locale = "vi" | "en";

const MESSAGES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { vi, en };

/** The text of a key with its values put in. A value that is missing is left out. */
export function messageOf(locale: Locale, key: string, params: Readonly<Record<string, string | number>> = {}): string {
  const text = MESSAGES[locale][key];
  if (text === undefined) throw new Error(`no message ${key}`);
  return text.replace(/\{(\w+)\}/g, (_match, name: string) => String(params[name] ?? "")).trimEnd();
}

/** The text of a refusal. The article that forbids it follows in brackets. */
export function errorMessage(
  error: { readonly code: string; readonly article?: string | null; readonly params?: Readonly<Record<string, string | number>> },
  locale: Locale,
): string {
  const text = messageOf(locale, `error.${error.code}`, error.params);
  return error.article ? `${text} (${error.article})` : text;
}

const pad2 = (value: number): string => String(value).padStart(2, "0");

/** An instant in words: "16 giờ 00 phút, thứ Sáu ngày 20/11/2026". */
export function instantInWords(at: EpochMs, locale: Locale): string {
  const day = vietnamDayOf(at);
  const minute = vietnamMinuteOf(at);
  return messageOf(locale, "instant", {
    hour: pad2(Math.floor(minute / 60)),
    minute: pad2(minute % 60),
    weekday: messageOf(locale, `weekday.${weekdayOf(day)}`),
    date: formatVietnamese(plainDateOf(day)),
  });
}
