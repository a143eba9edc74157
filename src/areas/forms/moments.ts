import { formatDate, formatTime } from "#platform/i18n/dates.ts";
import { label } from "./labels.ts";

/** "08 giờ 15 phút, ngày 20/11/2026". */
export function momentText(at: Date, timeZone: string): string {
  const [hour = "", minute = ""] = formatTime(at, timeZone).split(":");
  return label("moment", { hour, minute, date: formatDate(at, timeZone) });
}

/** Place and date of an official paper: days below 10 and the months January and February carry a zero (Decree 30/2020). */
export function placeAndDate(place: string, at: Date, timeZone: string): string {
  const [day = "", month = "", year = ""] = formatDate(at, timeZone).split("/");
  return label("place_date", { place, day, month: Number(month) < 3 ? month : String(Number(month)), year });
}

export const twoDigits = (value: number): string => String(value).padStart(2, "0");
