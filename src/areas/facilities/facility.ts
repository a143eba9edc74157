import { z } from "zod";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";

export const ITEM_KINDS = [
  "counter",
  "computer",
  "printer",
  "scanner",
  "camera",
  "ticket_machine",
  "kiosk",
  "display",
  "writing_desk",
  "waiting_seats",
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const CONDITIONS = ["good", "worn", "broken"] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface Item {
  readonly id: number;
  readonly unitId: number;
  readonly kind: ItemKind;
  readonly name: string;
  readonly quantity: number;
  readonly assetCode: string | null;
  readonly condition: Condition;
  readonly since: string;
  /** The fault that is not mended yet. */
  readonly fault: string | null;
  readonly faultAt: Date | null;
}

/** A one-stop shop or reception point whose inventory is kept. */
export interface Place {
  readonly unitId: number;
  readonly agencyId: number;
  readonly agencyName: string;
  readonly name: string;
}

export const UNIT_ID = integer(1, 2_147_483_647);
const ITEM_ID = integer(1, Number.MAX_SAFE_INTEGER);

export const ItemInput = z.object({
  kind: choice(ITEM_KINDS),
  name: requiredText(120),
  quantity: integer(1, 999),
  assetCode: optional(requiredText(60)),
  condition: choice(["good", "worn"]),
  since: plainDay(),
});
export type ItemInput = z.output<typeof ItemInput>;

export const ChangeInput = z.object({
  itemId: ITEM_ID,
  step: choice(["fault", "fixed", "removed"]),
  why: requiredText(500),
});
export type ChangeInput = z.output<typeof ChangeInput>;
