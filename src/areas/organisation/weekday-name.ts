import type { Locale } from "#platform/i18n/messages.ts";
import { text } from "./texts.ts";

/** The days of a week as a unit's working time names them. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A day of the week in words. */
export const weekdayName = (locale: Locale, day: (typeof WEEKDAYS)[number]): string => text(locale, `day.${day}`);
