import { vietnamInstant } from "#core/instant.ts";
import { addDays, plainDate, toEpochDay } from "#core/plain-date.ts";

/** What somebody with an appointment is reminded by, in the order in which it comes. */
export const REMINDERS = ["appointment_tomorrow", "appointment_today"] as const;
export type Reminder = (typeof REMINDERS)[number];

/** Minutes after midnight from which a reminder is sent. */
const FROM: Readonly<Record<Reminder, number>> = { appointment_tomorrow: 8 * 60, appointment_today: 6 * 60 + 30 };
/** Whoever has only just booked needs no reminder yet. */
const SETTLED_MS = 2 * 3_600_000;
/** Later than so long before the slot a reminder of the day helps nobody. */
const LATEST_MINUTES = 30;

export interface Slotted {
  readonly day: string;
  /** Minutes after midnight. */
  readonly slotFrom: number;
  readonly bookedAt: Date;
}

export const slotInstant = ({ day, slotFrom }: Pick<Slotted, "day" | "slotFrom">): Date =>
  new Date(vietnamInstant(toEpochDay(plainDate(day)), slotFrom));

/** Today and tomorrow: the days on which somebody may have to be reminded now. */
export const remindedDays = (today: string): readonly [string, string] => [today, addDays(plainDate(today), 1)];

/** The reminder of an appointment that is due now; undefined where none is. `minutes` is the time of day. */
export function reminderDue(appointment: Slotted, today: string, minutes: number, now: Date): Reminder | undefined {
  const [, tomorrow] = remindedDays(today);
  if (now.getTime() - appointment.bookedAt.getTime() < SETTLED_MS) return undefined;
  if (appointment.day === tomorrow) return minutes >= FROM.appointment_tomorrow ? "appointment_tomorrow" : undefined;
  if (appointment.day !== today) return undefined;
  return minutes >= FROM.appointment_today && minutes <= appointment.slotFrom - LATEST_MINUTES ? "appointment_today" : undefined;
}

/** The keys of an appointment's notices: each is written once, and taken back by them. */
export const reminderKey = (appointmentId: number, reminder: Reminder): string => `appointment:${appointmentId}:${reminder}`;
export const reminderKeys = (appointmentId: number): readonly string[] => REMINDERS.map((one) => reminderKey(appointmentId, one));
