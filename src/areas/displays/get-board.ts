import type { RowScope, Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { buildReport, type Figures, ReportQuery, requestOf } from "#reports";
import { getHall, type Hall } from "#queue";
import type { BoardNotice, DeviceKind } from "./displays.ts";
import { listNotices } from "./displays.store.ts";

export interface Board {
  readonly hall: Hall;
  readonly notices: readonly BoardNotice[];
  /** This month's dossiers of the agency, for the gate. */
  readonly figures: Figures | undefined;
  readonly officers: readonly string[];
}

/** `known` spares counting the month again. */
export async function getBoard(
  tx: Tx,
  kind: DeviceKind,
  unitId: number,
  scope: RowScope,
  now: Date,
  known?: Pick<Board, "figures">,
): Promise<Board> {
  const day = localDay(now);
  const [hall, notices] = await Promise.all([getHall(tx, unitId, now), listNotices(tx, unitId, day)]);
  const agency = scope.agencies[0];
  const query = ReportQuery.parse({ from: `${day.slice(0, 8)}01` });
  const figures =
    known !== undefined
      ? known.figures
      : kind === "gate" && agency !== undefined
        ? (await buildReport(tx, requestOf(query, agency, true, now), "vi")).total
        : undefined;
  const board = kind === "hall" ? "hall" : "gate";
  return {
    hall,
    notices: notices.filter((notice) => notice.board === board),
    figures,
    officers: [...new Set(hall.shifts.filter((shift) => shift.breakSince === null).map((shift) => shift.personName))],
  };
}
