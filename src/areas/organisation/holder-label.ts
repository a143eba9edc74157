import { addDays, type PlainDate } from "#core/plain-date.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { PostHolder } from "./post.store.ts";
import { text } from "./texts.ts";

/** " (nghỉ đến hết 30/11/2026)" after the name of somebody on leave, whose first day back it is given; else nothing. */
export const awaySuffix = (locale: Locale, until: PlainDate | null | undefined): string =>
  until === null || until === undefined ? "" : ` (${text(locale, "leave.away_until", { day: formatDay(addDays(until, -1)) })})`;

/** "Nguyễn Văn An – Công chức, Văn phòng (nghỉ đến hết 30/11/2026)": a person where one is to be chosen. */
export const holderLabel = (
  locale: Locale,
  { name, title, unitName, awayUntil }: Pick<PostHolder, "name" | "title" | "unitName" | "awayUntil">,
): string => `${name} – ${title}, ${unitName}${awaySuffix(locale, awayUntil)}`;
