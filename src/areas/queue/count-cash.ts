import { sumCash } from "#fees";
import type { Tx } from "#platform/db/tx.ts";
import { listShiftsOfDay, type ShiftOfDay } from "./shift.store.ts";

/** A shift with its drawer: what was there, what the ledger of fees says came in, what was counted. */
export interface CountedShift extends ShiftOfDay {
  /** Cash that was taken at the counter while the shift was open, less what was paid back. */
  readonly takenVnd: number;
  /** Counted less expected; null where the drawer was not counted at both ends. */
  readonly differenceVnd: number | null;
}

export const differenceOf = (openingVnd: number | null, takenVnd: number, closingVnd: number | null): number | null =>
  openingVnd === null || closingVnd === null ? null : closingVnd - openingVnd - takenVnd;

/** The shifts of a day, each drawer counted against the ledger. */
export async function listCountedShifts(
  tx: Tx,
  at: { readonly unitId: number; readonly agencyId: number },
  day: string,
  now: Date,
): Promise<readonly CountedShift[]> {
  const shifts = await listShiftsOfDay(tx, at.unitId, day);
  return Promise.all(
    shifts.map(async (shift) => {
      const until = shift.closedAt ?? now;
      const whose = { agencyId: at.agencyId, cashierId: shift.personId };
      const takenVnd = await sumCash(tx, whose, shift.openedAt, until);
      return { ...shift, takenVnd, differenceVnd: differenceOf(shift.openingCash, takenVnd, shift.closingCash) };
    }),
  );
}
