import { z } from "zod";
import { toEpochDay, plainDate } from "#core/plain-date.ts";
import { vietnamInstant } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { isAnnouncedInTime, NOTICE_WORKING_DAYS, workingDaysBetween } from "./downtime.rules.ts";
import { insertDowntime } from "./downtime.store.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { timeOfDay } from "#platform/input/time-of-day.ts";

export const DowntimeInput = z.object({
  startDay: plainDay(),
  startTime: timeOfDay(),
  endDay: plainDay(),
  endTime: timeOfDay(),
  reasonVi: requiredText(500),
  reasonEn: requiredText(500),
  lateReason: optional(requiredText(500)),
});
export type DowntimeInput = z.output<typeof DowntimeInput>;

const instantOf = (day: string, minute: number): Date => new Date(vietnamInstant(toEpochDay(plainDate(day)), minute));

/**
 * Announces a planned interruption with its expected end. Refuses one that ends before it begins, that has begun, and one
 * announced less than seven working days before without saying why (Decree 224/2026 article 13).
 */
export async function announceDowntime(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: DowntimeInput,
  now: Date,
): Promise<{ id: number }> {
  const startsAt = instantOf(input.startDay, input.startTime);
  const endsAt = instantOf(input.endDay, input.endTime);
  if (endsAt <= startsAt) throw noticeRefusal("downtime_end_before_start", { field: "endDay" });
  if (startsAt <= now) throw noticeRefusal("downtime_in_the_past", { field: "startDay" });
  const calendar = getCalendar("vn");
  const inTime = isAnnouncedInTime(calendar, now.getTime(), startsAt.getTime());
  if (!inTime && input.lateReason === undefined) {
    const days = workingDaysBetween(calendar, now.getTime(), startsAt.getTime());
    throw noticeRefusal("downtime_needs_late_reason", { field: "lateReason", values: { days, needed: NOTICE_WORKING_DAYS } });
  }
  const { reasonVi, reasonEn } = input;
  const lateReason = inTime ? null : (input.lateReason ?? null);
  const id = await insertDowntime(tx, { announcedAt: now, startsAt, endsAt, reasonVi, reasonEn, lateReason, accountId });
  unit.subject(`downtime:${id}`);
  return { id };
}
