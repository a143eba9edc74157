import { z } from "zod";
import { choice, integer, many, optional, requiredText } from "#platform/input/fields.ts";
import { POINT_ID } from "./queue.ts";

const MOST_FIELDS = 60;

/** Fields of procedures, one a line. */
const fieldLines = () =>
  z.preprocess(
    (value) =>
      typeof value === "string"
        ? [
            ...new Set(
              value
                .split(/\r?\n/)
                .map((line) => line.trim().normalize("NFC"))
                .filter((line) => line !== ""),
            ),
          ]
        : value,
    z.array(requiredText(200)).max(MOST_FIELDS).optional(),
  );

export const ServiceInput = z.object({
  isNew: optional(choice(["1"])),
  prefix: requiredText(2).regex(/^[A-ZĐ]{1,2}$/),
  name: requiredText(200),
  nameEn: optional(requiredText(200)),
  fields: fieldLines(),
  minutes: integer(1, 480),
  dailyLimit: integer(1, 9999),
  paused: optional(choice(["1"])),
});
export type ServiceInput = z.output<typeof ServiceInput>;

export const CounterInput = z.object({
  isNew: optional(choice(["1"])),
  number: integer(1, 999),
  name: requiredText(200),
  nameEn: optional(requiredText(200)),
  services: many(POINT_ID),
  active: optional(choice(["1"])),
});
export type CounterInput = z.output<typeof CounterInput>;

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const time = () => requiredText(5).regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const OpeningInput = z
  .object({ weekdays: many(choice(WEEKDAYS)), opens: time(), closes: time(), counters: integer(1, 999) })
  .refine((value) => value.closes > value.opens, { path: ["closes"] });
export type OpeningInput = z.output<typeof OpeningInput>;

export const CloseInput = z.object({ weekday: choice(WEEKDAYS), opens: time() });
export type CloseInput = z.output<typeof CloseInput>;

export const PointInput = z.object({
  limitPerIdentity: integer(1, 50),
  cardNeeded: optional(choice(["1", "scan"])),
  phoneProved: optional(choice(["1"])),
  slotMinutes: integer(5, 240),
  appointmentPercent: integer(0, 100),
  graceMinutes: integer(0, 240),
  voice: requiredText(40),
  pausedNote: optional(requiredText(300)),
});
export type PointInput = z.output<typeof PointInput>;

export const ReasonInput = z.object({
  name: requiredText(200),
  nameEn: requiredText(200),
  rank: integer(1, 99),
  /** The act or the house rule that it rests on. */
  source: requiredText(300),
});
export type ReasonInput = z.output<typeof ReasonInput>;

export const EndReasonInput = z.object({ code: requiredText(60) });
export type EndReasonInput = z.output<typeof EndReasonInput>;
