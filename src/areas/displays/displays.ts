import { z } from "zod";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";

export const DEVICE_KINDS = ["queue", "gate", "hall", "kiosk", "rating"] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export interface Device {
  readonly id: number;
  readonly unitId: number;
  readonly kind: DeviceKind;
  readonly name: string;
  /** The counter that a tablet stands at. */
  readonly counterId: number | null;
  readonly createdAt: Date;
}

/** Announced when a device's address is withdrawn: what is open by it ends at once. */
export const deviceTopic = (deviceId: number): string => `device:${deviceId}`;

export const DeviceInput = z.object({
  kind: choice(DEVICE_KINDS),
  name: requiredText(100),
  counterId: optional(integer(1, 2_147_483_647)),
});
export type DeviceInput = z.output<typeof DeviceInput>;

export const NoticeInput = z
  .object({
    board: choice(["gate", "hall"]),
    title: requiredText(200),
    body: optional(requiredText(1000)),
    /** With a time of day it is an item of the assembly hall's agenda. */
    starts: optional(requiredText(5).regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
    from: plainDay(),
    to: plainDay(),
  })
  .refine((value) => value.to >= value.from, { path: ["to"] })
  .refine((value) => value.starts === undefined || value.board === "hall", { path: ["starts"] });
export type NoticeInput = z.output<typeof NoticeInput>;

export interface BoardNotice {
  readonly id: number;
  readonly board: "gate" | "hall";
  readonly title: string;
  readonly body: string;
  /** HH:mm; null for a notice. */
  readonly starts: string | null;
  readonly from: string;
  readonly to: string;
}
