import type { Locale } from "#platform/i18n/messages.ts";
import { text } from "../texts.ts";
import type { Why } from "./rank.rules.ts";

/** The reason for a match in one line; empty where the catalogue was only listed. */
export function whyInWords(locale: Locale, why: Why): string {
  const parts = [
    ...(why.code ? [text(locale, "why.code")] : []),
    ...why.understood.map(({ said, meant }) => text(locale, "why.understood", { said, meant })),
    ...(why.words.length > 0 ? [text(locale, "why.words", { words: why.words.join(", ") })] : []),
  ];
  return parts.join("; ");
}
