import type { Calendar } from "#core/calendar/index.ts";
import { elapsed } from "#core/deadline/arithmetic.ts";
import type { Tx } from "#platform/db/tx.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { type FiledBundle, listFiled } from "./group-report.store.ts";

/** A row of the report by group. Days are working days. */
export interface GroupRow {
  readonly code: string;
  readonly name: string;
  /** Filings, each one for the citizen. */
  readonly filings: number;
  /** Their dossiers, as form II.06a counts them. */
  readonly dossiers: number;
  readonly inTime: number;
  readonly late: number;
  readonly open: number;
  /** What the same took when each procedure was filed for itself. */
  readonly separateDays: number;
  readonly totalDays: number;
  /** What it took from filing to the last result, on average over those that are done; null where none is. */
  readonly meanDays: number | null;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function rowOf(calendar: Calendar, filed: readonly [FiledBundle, ...FiledBundle[]], now: Date): GroupRow {
  const [{ groupCode, groupName, separateDays, totalDays }] = filed;
  const isLate = ({ endedAt, dueAt }: FiledBundle): boolean => (endedAt ?? now) > dueAt;
  const done = filed.filter(({ endedAt }) => endedAt !== null);
  const days = done.map(({ filedAt, endedAt }) =>
    elapsed(calendar, "working_days", filedAt.getTime(), (endedAt ?? now).getTime()),
  );
  return {
    code: groupCode,
    name: groupName,
    filings: filed.length,
    dossiers: filed.reduce((sum, bundle) => sum + bundle.dossiers, 0),
    inTime: done.filter((bundle) => !isLate(bundle)).length,
    late: filed.filter(isLate).length,
    open: filed.filter((bundle) => bundle.endedAt === null && !isLate(bundle)).length,
    separateDays,
    totalDays,
    meanDays: mean(days),
  };
}

/** What agencies received as groups of interconnected procedures between two days (yyyy-MM-dd, inclusive), by group. */
export async function buildGroupReport(
  tx: Tx,
  agencies: readonly number[],
  period: { readonly from: string; readonly to: string; readonly group?: string },
  now: Date,
): Promise<readonly GroupRow[]> {
  const calendar = getCalendar("vn");
  const filed = await listFiled(tx, agencies, period.from, period.to, period.group);
  const groups = Map.groupBy(filed, ({ groupCode }) => groupCode);
  return [...groups.values()].map((rows) => rowOf(calendar, rows as unknown as readonly [FiledBundle, ...FiledBundle[]], now));
}
