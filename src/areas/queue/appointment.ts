import { z } from "zod";
import { integer, personName, phone, plainDay } from "#platform/input/fields.ts";
import { POINT_ID } from "./queue.ts";

export const BookInput = z.object({
  serviceId: POINT_ID,
  day: plainDay(),
  /** Minutes after midnight. */
  slot: integer(0, 1439),
  name: personName(),
  phone: phone(),
});
export type BookInput = z.output<typeof BookInput>;

export interface Appointment {
  readonly id: number;
  readonly serviceId: number;
  readonly day: string;
  readonly slotFrom: number;
  readonly state: "booked" | "arrived" | "cancelled" | "missed";
}

/** How far ahead somebody may book. */
export const MOST_DAYS_AHEAD = 30;

/** Minutes after midnight as HH:mm. */
export const slotText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
