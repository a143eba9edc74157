import { reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { z } from "zod";
import { type AnyContext, hallScope, POINT_ID, queueRefusal } from "#queue";
import type { Device, DeviceKind } from "./displays.ts";
import { findDevice } from "./displays.store.ts";

export const DeviceParams = z.object({ unitId: POINT_ID, token: z.string().regex(/^[A-Za-z0-9_-]{32}$/) });
export type DeviceParams = z.output<typeof DeviceParams>;

/** The start page of a kiosk. */
export const kioskAddress = ({ unitId, token }: DeviceParams): string => `/kiosk/${unitId}/${token}`;

export interface AtDevice {
  readonly device: Device;
  readonly scope: RowScope;
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** The device that this address belongs to and the rows of its hall; refused (404) once its permission is withdrawn. */
export async function openDevice(
  c: Pick<AnyContext, "read" | "pool">,
  { unitId, token }: DeviceParams,
  kinds: readonly DeviceKind[],
): Promise<AtDevice> {
  const scope = await hallScope(c, unitId);
  const device = await reading(c.pool, scope, (tx) => findDevice(tx, unitId, token));
  if (device === undefined || !kinds.includes(device.kind)) throw queueRefusal("device_unknown");
  return { device, scope, read: (work) => reading(c.pool, scope, work) };
}
