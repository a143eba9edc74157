import type { TaskRow } from "#platform/jobs/task.store.ts";

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: number;
  readonly state: TaskRow["state"];
  readonly topic: string;
  /** The dossier's code: an administrator sees no more of it. */
  readonly code: string;
  readonly eventId: number;
  readonly attempt: number;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

export const DELIVERY_VIEWS = ["all", "failed"] as const;
export type DeliveryView = (typeof DELIVERY_VIEWS)[number];

/** Which deliveries of an endpoint a person wants sent again. */
export type ReplayChoice = { readonly deliveryId: number } | { readonly since: Date };

/** What became of the deliveries that were sent again, as of now; those that are no longer kept had been taken. */
export interface ReplayReport {
  readonly id: number;
  readonly at: Date;
  readonly by: string;
  readonly since: Date | null;
  readonly chosen: number;
  readonly taken: number;
  readonly failed: number;
  readonly waiting: number;
}
