import type { Locale } from "#platform/i18n/messages.ts";
import type { GroupFinding } from "./group.rules.ts";
import { text } from "./texts.ts";

/** A finding in words: which member, what is wrong, how to mend it. */
export function findingWords(locale: Locale, { code, position, values }: GroupFinding): string {
  const where = position === undefined ? "" : `${text(locale, "groups.member_no", { position })}: `;
  return `${where}${text(locale, `groupFinding.${code}`, values)}`;
}
