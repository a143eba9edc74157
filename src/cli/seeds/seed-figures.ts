import type pg from "pg";
import { findKnownSourceIds, type HistoryDraft, insertHistories } from "#dossiers";
import { OFFICE_CALENDAR } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { type ProcedureCode, type ProcedureEntry, saveProcedures, SILENT_DEFINITION } from "#procedures";
import { seedFigureAccounts } from "./figure-accounts.ts";
import { seedFigureBundles } from "./figure-bundles.ts";
import { draftShare, type OfficeShare, type StandingProcedure } from "./figure-dossiers.ts";
import {
  type FigureHistory,
  type FigureProcedure,
  type Place,
  placesOf,
  readHistories,
  readPlaces,
  shareOut,
} from "./figure-plan.ts";
import { seedFigureFacilities } from "./figure-facilities.ts";
import { seedFigureHalls } from "./figure-halls.ts";
import { seedFigureRatings } from "./figure-ratings.ts";
import { seedFigureSites } from "./figure-sites.ts";
import { ensureOffices, type FigureOffice } from "./figure-units.ts";
import { findSetting, keepSetting } from "./scope.store.ts";

export interface FiguresOptions {
  /** Shrinks Quảng Ninh alone; the other histories are always whole. */
  readonly scale: number;
  /** The histories to build, by id; all of them when absent. */
  readonly only?: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
}

export interface FiguresReport {
  readonly scale: number;
  readonly dossiers: number;
  readonly written: number;
  readonly alreadyThere: number;
  readonly seconds: number;
}

export const SCALE_SETTING = "figures_scale";
const BATCH = 500;
/** A day on which every unit of the figures stood. */
const ON = "2017-06-01";

const entryOf = ({ code, name, field, levels, days }: FigureProcedure): ProcedureEntry => ({
  code: code as ProcedureCode,
  name,
  field,
  levels,
  communeOffice: false,
  audiences: [],
  term: { value: days, unit: "working_day" },
  hasDetail: false,
  definition: SILENT_DEFINITION,
  source: "invented to carry the figures of 2017 and 2022",
  verified: false,
});

export async function saveFigureProcedures(
  tx: Tx,
  procedures: readonly FigureProcedure[],
): Promise<readonly StandingProcedure[]> {
  const saved = await saveProcedures(tx, procedures.map(entryOf), { origin: "office", on: ON });
  return procedures.map((procedure, index) => ({ ...procedure, versionId: saved[index]?.versionId ?? 0 }));
}

/** What each office has to show of a history. */
function sharesOf(
  history: FigureHistory,
  places: readonly Place[],
  offices: readonly FigureOffice[],
  scale: number,
): readonly OfficeShare[] {
  const bearers = placesOf(places, history);
  const weights = bearers.map(({ weight }) => weight);
  const spread = Object.fromEntries(
    Object.entries(history.counts).map(([kind, count]) => [
      kind,
      shareOut(Math.round(history.scaled ? count * scale : count), weights),
    ]),
  ) as unknown as Record<keyof FigureHistory["counts"], readonly number[]>;
  return bearers.map((place, index) => {
    const office = offices.find((entry) => entry.place.code === place.code);
    if (office === undefined) throw new Error(`no office stands for ${place.code}`);
    const at = (kind: keyof FigureHistory["counts"]): number => spread[kind][index] ?? 0;
    return { office, history, counts: { early: at("early"), on_time: at("on_time"), late: at("late"), open: at("open") } };
  });
}

async function writeBatch(pool: pg.Pool, agencyId: number, batch: readonly HistoryDraft[]): Promise<number> {
  const scope = { accountId: null, agencies: [agencyId] };
  return execute(pool, { name: "seed.figures", scope, actorKey: "cli", input: {}, agencyId }, async (tx, unit) => {
    const known = await findKnownSourceIds(
      tx,
      agencyId,
      batch.map(({ sourceId }) => sourceId ?? ""),
    );
    const fresh = batch.filter(({ sourceId }) => sourceId === null || !known.has(sourceId));
    if (fresh.length > 0) await insertHistories(tx, fresh);
    unit.subject(`agency:${agencyId}`);
    unit.note({ written: fresh.length });
    return fresh.length;
  });
}

/** Drafts of all shares in batches of one agency each. */
function* batchesOf(
  procedures: readonly StandingProcedure[],
  shares: readonly OfficeShare[],
): Generator<{ readonly agencyId: number; readonly drafts: readonly HistoryDraft[] }> {
  const calendar = getCalendar(OFFICE_CALENDAR.calendar);
  for (const share of shares) {
    const { agencyId } = share.office;
    let drafts: HistoryDraft[] = [];
    for (const draft of draftShare(calendar, procedures, share)) {
      drafts.push(draft);
      if (drafts.length < BATCH) continue;
      yield { agencyId, drafts };
      drafts = [];
    }
    if (drafts.length > 0) yield { agencyId, drafts };
  }
}

const WRITERS = 2;

/**
 * Builds the histories behind the figures of the sources through the rules and stores of the users' own commands.
 * Commits in batches and goes on where a stopped run ended. Undefined where another scale stands already: the two would
 * not add up.
 */
export async function seedFigures(pool: pg.Pool, options: FiguresOptions): Promise<FiguresReport | undefined> {
  const { scale, onProgress } = options;
  const started = performance.now();
  const places = readPlaces();
  const plan = readHistories();
  const prepared = await inTransaction(pool, NO_ROWS, async (tx) => {
    const standing = await findSetting(tx, SCALE_SETTING);
    if (standing !== undefined && standing !== scale) return undefined;
    await keepSetting(tx, SCALE_SETTING, scale);
    return { offices: await ensureOffices(tx, places, ON), procedures: await saveFigureProcedures(tx, plan.procedures) };
  });
  if (prepared === undefined) return undefined;
  const wanted = plan.histories.filter(({ id }) => options.only?.includes(id) ?? true);
  const shares = wanted.flatMap((history) => sharesOf(history, places, prepared.offices, scale));
  const total = shares.reduce((sum, { counts }) => sum + counts.early + counts.on_time + counts.late + counts.open, 0);
  const batches = batchesOf(prepared.procedures, shares);
  let done = 0;
  let written = 0;
  const write = async (): Promise<void> => {
    for (let next = batches.next(); next.done !== true; next = batches.next()) {
      const fresh = await writeBatch(pool, next.value.agencyId, next.value.drafts);
      written += fresh;
      done += next.value.drafts.length;
      onProgress?.(done, total);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  if (options.only === undefined) {
    await seedFigureRatings(pool, prepared.offices);
    await seedFigureAccounts(pool, prepared.offices);
    await seedFigureBundles(pool, prepared.offices);
  }
  await seedFigureHalls(pool, prepared.offices);
  await seedFigureFacilities(pool, prepared.offices);
  await seedFigureSites(pool, prepared.offices);
  return { scale, dossiers: total, written, alreadyThere: total - written, seconds: (performance.now() - started) / 1000 };
}
