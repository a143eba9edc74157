import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { countComplaints } from "./complaint.store.ts";
import {
  countFacts,
  type CountedFacts,
  type DossierFacts,
  listUnitFacts,
  type Period,
  type UnitFacts,
} from "./index-facts.store.ts";
import {
  agenciesScore,
  attitudeScore,
  type ComplaintFacts,
  complaintScore,
  contactScore,
  type IndexNumber,
  OFFICER_INDICES,
  onlineScore,
  oneStopScore,
  postingScores,
  reachScore,
  type Score,
  type Scored,
  sumUp,
  timeScore,
  type Total,
  UNIT_INDICES,
} from "./indices.rules.ts";
import type { By } from "./rating.ts";

/** Indices that each dossier is scored on; the others belong to a unit as a whole. */
export const DOSSIER_INDICES = OFFICER_INDICES;
export type DossierIndex = (typeof DOSSIER_INDICES)[number];

/** Below so many dossiers an officer's row is left out: by index 7 whoever complained could be guessed. */
export const FEWEST_DOSSIERS = 3;

export interface IndexRow {
  readonly key: string;
  readonly label: string;
  readonly dossiers: number;
  readonly indices: Total;
  /** What a unit's own indices were scored from. */
  readonly unit: UnitFacts | undefined;
}

export interface Indices extends Period {
  readonly by: By;
  /** Which indices this view has: those of a unit, or those that dossiers are scored on. */
  readonly wanted: readonly IndexNumber[];
  readonly rows: readonly IndexRow[];
  readonly all: Pick<IndexRow, "dossiers" | "indices">;
  /** Officers with too few dossiers to be shown. */
  readonly hidden: number;
}

/** What one dossier scores in an index. */
export function scoreOf(index: DossierIndex, facts: DossierFacts): Score {
  switch (index) {
    case 1:
      return timeScore(facts.pace);
    case 2:
      return agenciesScore(facts.pace, facts.opinions);
    case 3:
      return contactScore(facts.supplements);
    case 4:
      return reachScore(facts.came);
    case 7:
      return attitudeScore(facts.kept, facts.complained);
  }
}

const scoresOf = (facts: readonly CountedFacts[]): Record<DossierIndex, readonly Scored[]> => {
  const of = (index: DossierIndex): Scored[] => facts.map((one) => ({ score: scoreOf(index, one), count: one.count }));
  return { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 7: of(7) };
};

const once = (score: Score | undefined): readonly Scored[] => (score === undefined ? [] : [{ score, count: 1 }]);

const unitScores = (
  unit: UnitFacts | undefined,
  complaints: ComplaintFacts | undefined,
): Partial<Record<IndexNumber, readonly Scored[]>> =>
  unit === undefined
    ? {}
    : {
        5: once(oneStopScore(unit.level, unit.procedures, unit.within, unit.atDoor)),
        6: postingScores(unit.listed, unit.onPaper),
        8: complaints === undefined ? [] : once(complaintScore(complaints)),
        9: once(onlineScore(unit)),
      };

const countIn = (facts: readonly CountedFacts[]): number => facts.reduce((sum, { count }) => sum + count, 0);

/** The indices of Circular 01/2018 over a period within the actor's rows, by unit, procedure or officer; what is open is judged now. */
export async function getIndices(tx: Tx, by: By, period: Period, now: Date): Promise<Indices> {
  const [facts, whole, units, complaints] = await Promise.all([
    countFacts(tx, by, period),
    // Who took part shares a dossier with others: the sum over officers would count it twice.
    by === "officer" ? countFacts(tx, "unit", period) : undefined,
    by === "unit" ? listUnitFacts(tx, period, now) : [],
    by === "unit" ? countComplaints(tx, { ...period, today: localDay(now) }) : undefined,
  ]);
  const wanted = by === "unit" ? UNIT_INDICES : OFFICER_INDICES;
  const rows = [...Map.groupBy(facts, ({ key }) => key)].map(([key, own]): IndexRow => {
    const unit = units.find((one) => one.key === key);
    const indices = sumUp({ ...scoresOf(own), ...unitScores(unit, complaints?.get(key)) }, wanted);
    return { key, label: own[0]?.label ?? key, dossiers: countIn(own), indices, unit };
  });
  const shown = by === "officer" ? rows.filter(({ dossiers }) => dossiers >= FEWEST_DOSSIERS) : rows;
  const all = whole ?? facts;
  return {
    by,
    ...period,
    wanted,
    rows: shown,
    all: { dossiers: countIn(all), indices: sumUp(scoresOf(all), OFFICER_INDICES) },
    hidden: rows.length - shown.length,
  };
}
