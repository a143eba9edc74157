import { z } from "zod";
import { choice, optional, requiredText } from "#platform/input/fields.ts";

const amount = z
  .union([z.int(), z.string().transform((value) => Number(value.replaceAll(/[.\s]/g, "")))])
  .pipe(z.int("@field.number").min(0, "@field.number").max(1_000_000_000, "@field.number"));

/** A result that is given to the post: the carrier's slip, where it goes, what is collected at the door. */
export const ShipmentInput = z.object({
  slipNo: requiredText(60),
  carrier: requiredText(200),
  address: requiredText(500),
  codVnd: optional(amount),
});
export type ShipmentInput = z.output<typeof ShipmentInput>;

export const EndShipmentInput = z.object({
  outcome: choice(["delivered", "came_back"]),
  receivedBy: optional(requiredText(200)),
  remark: optional(requiredText(500)),
});
export type EndShipmentInput = z.output<typeof EndShipmentInput>;

export interface Shipment {
  readonly id: number;
  readonly slipNo: string;
  readonly carrier: string;
  readonly address: string;
  readonly codVnd: number;
  readonly handedBy: string;
  readonly handedAt: Date;
  readonly state: "handed" | "delivered" | "came_back";
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly receivedBy: string | null;
  readonly remark: string | null;
  readonly proofSha256: string | null;
  readonly proofName: string | null;
}
