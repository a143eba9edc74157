import { defineMessages } from "#platform/i18n/messages.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import en from "./messages.en.json" with { type: "json" };
import vi from "./messages.vi.json" with { type: "json" };

export const text = defineMessages(vi, en);

/** What a placeholder of a template prints; a placeholder without its words is a bug that the tests find. */
export function tagText(locale: Locale, tag: string): string {
  const key = `tag.${tag}`;
  if (!(key in vi)) throw new Error(`no words for the placeholder ${tag}`);
  return text(locale, key as keyof typeof vi);
}
