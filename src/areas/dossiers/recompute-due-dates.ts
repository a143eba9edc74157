import type pg from "pg";
import { vietnamDayOf } from "#core/instant.ts";
import { getUnitCalendar, type UnitCalendar } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { reading, type Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { clockTerm, dossierDeadline, type ClockFact } from "./dossier.clock.ts";
import { listOpenClocks, type Move, moveDueDates, type OpenClock } from "./recompute.store.ts";

export interface RecomputeRequest {
  readonly agencyId: number;
  readonly now: Date;
  /** Absent: a preview, nothing is written. Every move is written with the reason and the name of who decided it. */
  readonly apply?: { readonly reason: string; readonly by: string } | undefined;
}

export interface RecomputeReport {
  readonly open: number;
  readonly moved: number;
  /** Calendar days by which due dates move, and how many do. */
  readonly byDays: Readonly<Record<string, number>>;
  /** Dossiers whose clock refuses to be counted by this calendar; they are left alone. */
  readonly refused: number;
}

const BATCH = 20_000;

type Counts = { open: number; moved: number; refused: number; byDays: Record<string, number> };

const factsOf = (clock: OpenClock): readonly ClockFact[] =>
  clock.facts.map(([type, at, payload]) => ({ type: type as ClockFact["type"], at, payload }));

function moveOf(clock: OpenClock, calendar: UnitCalendar, counts: Counts): Move | undefined {
  const deadline = dossierDeadline(clockTerm(clock.termValue, clock.termUnit), calendar, factsOf(clock));
  if (!deadline.ok || deadline.value.dueAt === null) {
    counts.refused += 1;
    return undefined;
  }
  const { dueAt, calendarVersion } = deadline.value;
  if (dueAt === clock.dueAt) return undefined;
  const days = String(vietnamDayOf(dueAt) - vietnamDayOf(clock.dueAt));
  counts.byDays[days] = (counts.byDays[days] ?? 0) + 1;
  return { id: clock.id, code: clock.code, seq: clock.seq, from: clock.dueAt, to: dueAt, calendarVersion };
}

async function walk(tx: Tx, request: RecomputeRequest, onMove: (move: Move) => void): Promise<RecomputeReport> {
  const { agencyId, now, apply } = request;
  const counts: Counts = { open: 0, moved: 0, refused: 0, byDays: {} };
  const calendars = new Map<number, UnitCalendar>();
  const calendarOf = async (unitId: number): Promise<UnitCalendar> => {
    const known = calendars.get(unitId) ?? (await getUnitCalendar(tx, unitId, localDay(now)));
    calendars.set(unitId, known);
    return known;
  };
  for (let afterId = 0; ;) {
    const clocks = await listOpenClocks(tx, agencyId, afterId, BATCH);
    const moves: Move[] = [];
    for (const clock of clocks) {
      const move = moveOf(clock, await calendarOf(clock.unitId), counts);
      if (move !== undefined) moves.push(move);
    }
    counts.open += clocks.length;
    for (const move of moves) onMove(move);
    if (apply === undefined) counts.moved += moves.length;
    else if (moves.length > 0) counts.moved += await moveDueDates(tx, agencyId, moves, { ...apply, at: now });
    if (clocks.length < BATCH) return counts;
    afterId = clocks.at(-1)?.id ?? afterId;
  }
}

/**
 * Compares the due dates of an agency's open dossiers with what its calendar gives now, and moves them when told to: one
 * transaction, an event for each that moves, an audit row for the whole. The date first promised is never touched.
 */
export function recomputeDueDates(
  pool: pg.Pool,
  request: RecomputeRequest,
  onMove: (move: Move) => void,
): Promise<RecomputeReport> {
  const { agencyId, apply } = request;
  const scope = { accountId: null, agencies: [agencyId] };
  if (apply === undefined) return reading(pool, scope, (tx) => walk(tx, request, onMove));
  const call = { name: "dossiers.recompute_due_dates", scope, actorKey: "command line", input: { agencyId, ...apply }, agencyId };
  return execute(pool, call, async (tx, unit) => {
    const report = await walk(tx, request, onMove);
    unit.subject(String(agencyId));
    unit.note({ ...report, ...apply });
    return { ...report };
  });
}
