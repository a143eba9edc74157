import type { Locale } from "#platform/i18n/messages.ts";
import type { Term } from "./term.ts";
import { text } from "./texts.ts";

/** A term in words, the way a receipt or a page states it; an unknown term says that it is unknown. */
export const termInWords = (locale: Locale, term: Term): string => text(locale, `term.${term.unit}`, { value: term.value ?? 0 });

/** The same for a narrow column. */
export const shortTerm = (locale: Locale, term: Term): string =>
  term.unit === "same_day" ? text(locale, "term.same_day_short") : termInWords(locale, term);
