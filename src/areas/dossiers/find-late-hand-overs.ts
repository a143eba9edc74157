import { localDateOf } from "#core/instant.ts";
import { getUnitCalendar, type UnitCalendar } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { type FoundBreach, listAtCounter } from "./breach.store.ts";
import { handOverDue } from "./dossier.clock.ts";
import { handOverRuleOn } from "./hand-over-rule.ts";

/**
 * Dossiers that were received and are still at the counter after the day on which they were to be handed over. One
 * that waits for a fee to be paid first is held back lawfully and is none of them.
 */
export async function findLateHandOvers(tx: Tx, agencies: readonly number[], now: Date): Promise<readonly FoundBreach[]> {
  const calendars = new Map<number, UnitCalendar>();
  const late: FoundBreach[] = [];
  for (const { dossierId, unitId, receivedAt } of await listAtCounter(tx, agencies)) {
    const at = receivedAt.getTime();
    const rule = handOverRuleOn(at);
    if (rule === undefined) continue;
    const calendar = calendars.get(unitId) ?? (await getUnitCalendar(tx, unitId, localDateOf(now.getTime())));
    calendars.set(unitId, calendar);
    const due = handOverDue(rule, calendar, at);
    if (due !== undefined && due < now.getTime()) late.push({ dossierId, cause: "not_handed_over" });
  }
  return late;
}
