import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { packageFolder } from "#platform/package-folder.ts";
import type { Shipment } from "./shipment.ts";

/** To be sent, on its way, on its way for too long, delivered, come back, delivered with money that the post still holds. */
export const SHIPMENT_VIEWS = ["to_send", "handed", "late", "delivered", "came_back", "owed"] as const;
export type ShipmentView = (typeof SHIPMENT_VIEWS)[number];
export const SHIPMENT_SORTS = ["newest", "oldest", "expected"] as const;

/** The query of the list and its export, as the address bar carries it. */
export const ShipmentQuery = z.object({
  view: optional(choice(SHIPMENT_VIEWS)),
  q: optional(requiredText(80)),
  carrier: optional(requiredText(200)),
  from: optional(plainDay()),
  to: optional(plainDay()),
  sort: choice(SHIPMENT_SORTS).default("newest"),
  page: integer(1, 2_000).default(1),
});
export type ShipmentQuery = z.output<typeof ShipmentQuery>;

/** A row: a shipment, or a decided dossier whose applicant wants it by post (then without id and slip). */
export interface ShipmentRow extends Omit<Shipment, "id" | "slipNo" | "carrier" | "handedAt" | "handedBy" | "state"> {
  readonly id: number | null;
  readonly dossierId: number;
  readonly code: string;
  readonly ownerName: string;
  readonly slipNo: string | null;
  readonly carrier: string | null;
  readonly handedAt: Date | null;
  readonly handedBy: string | null;
  readonly state: Shipment["state"] | "to_send";
  /** The day after which it is late; null where it is not under way. */
  readonly lateAfter: string | null;
  /** Since when it waits for this: handed to the post, or decided. */
  readonly at: Date;
}

export const isLate = ({ state, lateAfter }: Pick<ShipmentRow, "state" | "lateAfter">, now: Date): boolean =>
  state === "handed" && lateAfter !== null && lateAfter < localDay(now);

const schema = z.object({
  source: z.string(),
  verified: z.boolean(),
  from: z.iso.date(),
  lateAfterDays: z.int().min(1),
});
let policy: z.output<typeof schema> | undefined;

/** After how many days a shipment without a day of its own is late: dated data with its source. */
export function shipmentPolicy(): z.output<typeof schema> {
  policy ??= schema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/papers/shipments.json"), "utf8")));
  return policy;
}

/** The address of the list with some of its query changed; back to the first page unless a page is given. */
export function shipmentsHref(
  path: string,
  query: ShipmentQuery,
  change: Partial<Record<keyof ShipmentQuery, string | number | undefined>> = {},
): string {
  const all = Object.entries({ ...query, page: undefined, ...change }).filter(
    ([key, value]) => value !== undefined && !(key === "sort" && value === "newest") && !(key === "page" && value === 1),
  );
  const search = new URLSearchParams(all.map(([key, value]) => [key, String(value)])).toString();
  return search === "" ? path : `${path}?${search}`;
}
