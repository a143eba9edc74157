import { randomBytes } from "node:crypto";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { listCounters, queueTopic } from "#queue";
import { type DeviceInput, deviceTopic, type NoticeInput } from "./displays.ts";
import { displaysRefusal } from "./displays.errors.ts";
import { deleteNotice, insertDevice, insertNotice, revokeDevice } from "./displays.store.ts";

const TOKEN_BYTES = 24;

export type DisplayChange =
  | { readonly kind: "add_device"; readonly input: Omit<DeviceInput, "counterId"> & Partial<Pick<DeviceInput, "counterId">> }
  | { readonly kind: "revoke_device"; readonly id: number }
  | { readonly kind: "add_notice"; readonly input: NoticeInput }
  | { readonly kind: "remove_notice"; readonly id: number };

/** Changes what hangs in a hall; answers the token of a new device, which is shown once and kept as a hash. */
export async function changeDisplays(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  change: DisplayChange,
  now: Date,
): Promise<{ readonly token: string | null }> {
  unit.subject(`queue:${unitId}`);
  unit.note({ change: change.kind });
  unit.announce(queueTopic(unitId));
  switch (change.kind) {
    case "add_device": {
      if (change.input.kind === "rating") {
        const counters = await listCounters(tx, unitId);
        if (!counters.some(({ id }) => id === change.input.counterId))
          throw displaysRefusal("counter_needed", { field: "counterId" });
      }
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      await insertDevice(tx, unitId, change.input, token, now);
      return { token };
    }
    case "revoke_device":
      await revokeDevice(tx, unitId, change.id, now);
      unit.announce(deviceTopic(change.id));
      return { token: null };
    case "add_notice":
      await insertNotice(tx, unitId, change.input);
      return { token: null };
    case "remove_notice":
      await deleteNotice(tx, unitId, change.id);
      return { token: null };
  }
}
