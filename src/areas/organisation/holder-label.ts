import { addDays } from "#core/plain-date.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { PostHolder } from "./post.store.ts";
import type { InPlaceOf, StandIn } from "./stand-in.ts";
import { text } from "./texts.ts";

/** "thay Trần Thị Bình theo Quyết định số 7/QĐ-UQ": whose work it is that somebody does. */
export const inPlaceOfText = (locale: Locale, { basis, name, decisionNo }: InPlaceOf): string =>
  text(locale, basis === "leave" ? "stand_in.of_leave" : "stand_in.of_delegation", { name, decision: decisionNo ?? "–" });

function standInText(locale: Locale, { basis, until, name }: StandIn): string {
  const day = formatDay(addDays(until, -1));
  if (basis === "delegation") return text(locale, "stand_in.delegated", { name: name ?? "–", day });
  return name === null ? text(locale, "leave.away_until", { day }) : text(locale, "stand_in.away", { name, day });
}

interface Standing {
  readonly standIn?: StandIn | null | undefined;
  readonly inPlaceOf?: InPlaceOf;
}

/** " (nghỉ đến hết 30/11/2026)" after the name of somebody whose work another does, or who does another's; else nothing. */
export const standInSuffix = (locale: Locale, { standIn, inPlaceOf }: Standing): string => {
  if (inPlaceOf !== undefined) return ` (${inPlaceOfText(locale, inPlaceOf)})`;
  return standIn === null || standIn === undefined ? "" : ` (${standInText(locale, standIn)})`;
};

/** "Nguyễn Văn An – Công chức, Văn phòng (nghỉ đến hết 30/11/2026)": a person where one is to be chosen. */
export const holderLabel = (
  locale: Locale,
  { name, title, unitName, ...standing }: Pick<PostHolder, "name" | "title" | "unitName"> & Standing,
): string => `${name} – ${title}, ${unitName}${standInSuffix(locale, standing)}`;
