import { z } from "zod";
import { choice, optional, plainDay, requiredText } from "#platform/input/fields.ts";

const amount = z
  .union([z.int(), z.string().transform((value) => Number(value.replaceAll(/[.\s]/g, "")))])
  .pipe(z.int("@field.number").min(0, "@field.number").max(1_000_000_000, "@field.number"));

/** A result that is given to the post: the carrier's slip, where it goes, what is collected at the door. */
export const ShipmentInput = z.object({
  slipNo: requiredText(60),
  carrier: requiredText(200),
  address: requiredText(500),
  /** What of the dossier's fees the carrier collects for the office. */
  codVnd: optional(amount),
  /** The carrier's own charge, which it collects for itself. */
  postageVnd: optional(amount),
  expectedOn: optional(plainDay()),
});
export type ShipmentInput = z.output<typeof ShipmentInput>;

export const EndShipmentInput = z.object({
  outcome: choice(["delivered", "came_back"]),
  receivedBy: optional(requiredText(200)),
  remark: optional(requiredText(500)),
  /** What the carrier really collected; absent: as it was told. */
  collectedVnd: optional(amount),
});
export type EndShipmentInput = z.output<typeof EndShipmentInput>;

export interface Shipment {
  readonly id: number;
  readonly slipNo: string;
  readonly carrier: string;
  readonly address: string;
  readonly codVnd: number;
  readonly postageVnd: number;
  /** yyyy-MM-dd; null: by the days that the data say. */
  readonly expectedOn: string | null;
  readonly handedBy: string;
  readonly handedAt: Date;
  readonly state: "handed" | "delivered" | "came_back";
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly receivedBy: string | null;
  readonly remark: string | null;
  readonly proofSha256: string | null;
  readonly proofName: string | null;
  /** Null until it is delivered. */
  readonly collectedVnd: number | null;
  readonly remittedVnd: number;
}

/** How a carrier's slip is quoted, in lists and in the ledger. */
export const slipText = ({ carrier, slipNo }: Pick<Shipment, "carrier" | "slipNo">): string => `${carrier} · ${slipNo}`;
