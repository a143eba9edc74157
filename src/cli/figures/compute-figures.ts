import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import { formatVietnamese, type PlainDate } from "#core/plain-date.ts";
import { countBoards } from "#displays";
import { countKiosks, countModernShops } from "#facilities";
import { countSatisfied } from "#feedback";
import { buildFeeReport } from "#fees";
import { countAssistedAccounts } from "#identity";
import { buildGroupReport } from "#interconnection";
import { findProfileOn, findUnitByCode, findUnitOn, listRollout, listSubtreeIds } from "#organisation";
import { NO_ROWS, reading, type Tx } from "#platform/db/tx.ts";
import { countPosted } from "#procedures";
import { countCounters } from "#queue";
import { buildReport, cellHref, type Figures, type Measure, type Report, ReportQuery, requestOf } from "#reports";
import { countSites, countTeams } from "#sites";
import { isMatch, readSourceFigures, type SourceFigure } from "./source-figure.ts";

/** A figure of a source beside what the database says; every part of it can be looked up. */
export interface ComputedFigure {
  readonly id: string;
  readonly row: string;
  readonly source: string;
  readonly text: { readonly vi: string; readonly en: string };
  readonly unit: string;
  readonly scope: string | null;
  readonly asOf: string | null;
  readonly qualifier: string;
  readonly sourceValue: number | "not reported";
  readonly state: "computed" | "not yet built" | "not seeded";
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Addresses of the lists of the dossiers that the numerator counts. */
  readonly evidence: readonly string[];
  readonly match: boolean | null;
  /** The value rests on numbers that the source does not give. */
  readonly synthetic: boolean;
}

type Reports = Map<string, Promise<{ readonly unitId: number; readonly report: Report } | undefined>>;
type Measured = NonNullable<SourceFigure["measure"]>;

const queryOf = ({ by, from, to }: Measured): ReportQuery => ReportQuery.parse({ by, to, ...(from === null ? {} : { from }) });

async function reportOf(pool: pg.Pool, measure: Measured) {
  const unit = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, measure.unit, measure.to));
  if (unit === undefined) return undefined;
  const agencies = await reading(pool, NO_ROWS, (tx) => listSubtreeIds(tx, unit.id, measure.to));
  const request = requestOf(queryOf(measure), unit.id, true, new Date());
  return { unitId: unit.id, report: await reading(pool, { accountId: null, agencies }, (tx) => buildReport(tx, request, "vi")) };
}

const sumOf = (figures: Figures | undefined, measures: readonly Measure[]): number =>
  measures.reduce((sum, measure) => sum + (figures?.[measure] ?? 0), 0);

const blank = ({ id, row, source, text, unit, scope, asOf, qualifier, value }: SourceFigure) => ({
  id,
  row,
  source,
  text,
  unit,
  scope: scope ?? null,
  asOf: asOf ?? null,
  qualifier,
  sourceValue: value ?? ("not reported" as const),
  value: null,
  numerator: null,
  denominator: null,
  evidence: [],
  match: null,
  synthetic: false,
});

/** How many accounts were opened with help in the agencies of a unit, by the count that the counter's page shows. */
async function computeAccounts(
  pool: pg.Pool,
  figure: SourceFigure,
  { unit, to }: NonNullable<SourceFigure["accounts"]>,
  scale: number,
): Promise<ComputedFigure> {
  const found = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, unit, to));
  if (found === undefined) return { ...blank(figure), state: "not seeded" };
  const agencies = await reading(pool, NO_ROWS, (tx) => listSubtreeIds(tx, found.id, to));
  const { staff, supportTeam } = await reading(pool, { accountId: null, agencies }, (tx) => countAssistedAccounts(tx, to));
  const value = staff + supportTeam;
  if (value === 0) return { ...blank(figure), state: "not seeded" };
  const match = figure.value === null ? null : isMatch(figure, figure.value, value, scale);
  return { ...blank(figure), state: "computed", value, numerator: value, evidence: ["/ho-tro/tai-khoan"], match };
}

interface Count {
  readonly numerator: number;
  readonly denominator: number | null;
  /** The halls in which what is counted stands. */
  readonly halls?: readonly number[];
}

const COUNTS: Readonly<Record<NonNullable<SourceFigure["count"]>["what"], (tx: Tx, on: string) => Promise<Count>>> = {
  counters: countCounters,
  boards: countBoards,
  modern_shops: countModernShops,
  kiosks: countKiosks,
  sites: countSites,
  teams: countTeams,
};
const COUNT_PAGES: Readonly<Record<keyof typeof COUNTS, (on: string, halls: readonly number[]) => readonly string[]>> = {
  counters: (_, halls) => halls.map((id) => `/hang-doi/${id}`),
  boards: (_, halls) => halls.map((id) => `/hang-doi/${id}/thiet-bi`),
  modern_shops: (on) => [`/co-so-vat-chat?on=${on}&state=modern`],
  kiosks: (on) => [`/co-so-vat-chat?on=${on}`],
  sites: () => ["/trang"],
  teams: () => ["/to-ho-tro"],
};

/** What stands in the halls and offices of a unit, by the count of the page that shows it. */
async function computeCount(
  pool: pg.Pool,
  figure: SourceFigure,
  { what, unit, to }: NonNullable<SourceFigure["count"]>,
): Promise<ComputedFigure> {
  const found = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, unit, to));
  if (found === undefined) return { ...blank(figure), state: "not seeded" };
  const agencies = await reading(pool, NO_ROWS, (tx) => listSubtreeIds(tx, found.id, to));
  const { numerator, denominator, halls } = await reading(pool, { accountId: null, agencies }, (tx) => COUNTS[what](tx, to));
  if (numerator === 0) return { ...blank(figure), state: "not seeded" };
  const match = figure.value === null ? null : isMatch(figure, figure.value, numerator, 1);
  const synthetic = figure.value === null;
  const evidence = COUNT_PAGES[what](to, halls ?? []);
  return { ...blank(figure), state: "computed", value: numerator, numerator, denominator, evidence, match, synthetic };
}

/** What came in for fees less what went back, by the list of fees, which must equal the ledger of the same days. */
async function computeFees(
  pool: pg.Pool,
  figure: SourceFigure,
  { unit, from }: NonNullable<SourceFigure["fees"]>,
): Promise<ComputedFigure> {
  const to = localDateOf(Date.now());
  const found = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, unit, to));
  if (found === undefined) return { ...blank(figure), state: "not seeded" };
  const agencies = await reading(pool, NO_ROWS, (tx) => listSubtreeIds(tx, found.id, to));
  const { netVnd, ledgerVnd, rowCount } = await reading(pool, { accountId: null, agencies }, (tx) =>
    buildFeeReport(tx, { agencies, from, to }, "list", "vi", { limit: 1 }),
  );
  if (rowCount === 0) return { ...blank(figure), state: "not seeded" };
  const evidence = [`/thu-phi?from=${from}&to=${to}`];
  const match = netVnd === ledgerVnd ? null : false;
  return { ...blank(figure), state: "computed", value: netVnd, numerator: netVnd, evidence, match, synthetic: true };
}

/** The share of the satisfied among those who rated, by the count of the page of ratings. */
async function computeSatisfaction(
  pool: pg.Pool,
  figure: SourceFigure,
  { unit, from, to }: NonNullable<SourceFigure["satisfaction"]>,
): Promise<ComputedFigure> {
  const found = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, unit, to));
  if (found === undefined) return { ...blank(figure), state: "not seeded" };
  const agencies = await reading(pool, NO_ROWS, (tx) => listSubtreeIds(tx, found.id, to));
  const { numerator, denominator } = await reading(pool, { accountId: null, agencies }, (tx) => countSatisfied(tx, { from, to }));
  if (denominator === 0) return { ...blank(figure), state: "not seeded" };
  const value = (numerator / denominator) * 100;
  const match = figure.value === null ? null : isMatch(figure, figure.value, value, 1);
  const evidence = [`/ket-qua-danh-gia?from=${formatVietnamese(from as PlainDate)}&to=${formatVietnamese(to as PlainDate)}`];
  return {
    ...blank(figure),
    state: "computed",
    value,
    numerator,
    denominator,
    evidence,
    match,
    synthetic: figure.value === null,
  };
}

/** How many communes of a unit had come so far with the one-stop software on a day. */
async function computeRollout(pool: pg.Pool, figure: SourceFigure, { unit, on, state }: NonNullable<SourceFigure["rollout"]>) {
  const rows = await reading(pool, NO_ROWS, async (tx) => {
    const found = await findUnitByCode(tx, unit, on);
    return found === undefined ? [] : listRollout(tx, found.id, "commune", "one_stop_software", on);
  });
  return counted(figure, rows.filter((row) => row.state === state).length, ["/to-chuc"]);
}

/** A fact of a unit's profile as the unit's page shows it of that day. */
async function computeProfile(pool: pg.Pool, figure: SourceFigure, { unit, fact, on }: NonNullable<SourceFigure["profile"]>) {
  return reading(pool, NO_ROWS, async (tx) => {
    const found = await findUnitByCode(tx, unit, on);
    const profile = found === undefined ? undefined : await findProfileOn(tx, found.id, on);
    return counted(figure, profile?.[fact] ?? 0, [`/to-chuc/${found?.id ?? 0}?on=${on}`]);
  });
}

/** Working days of a group over its filings of a period, by the report by group. */
async function computeBundles(
  pool: pg.Pool,
  figure: SourceFigure,
  { unit, group, from, to, days }: NonNullable<SourceFigure["bundles"]>,
) {
  const found = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, unit, to));
  if (found === undefined) return { ...blank(figure), state: "not seeded" as const };
  const scope = { accountId: null, agencies: [found.id] };
  const [row] = await reading(pool, scope, (tx) => buildGroupReport(tx, [found.id], { from, to, group }, new Date()));
  const value = row === undefined ? 0 : days === "separate" ? row.separateDays : (row.meanDays ?? 0);
  return { ...counted(figure, value, [`/bao-cao/lien-thong?from=${from}&to=${to}`]), synthetic: true };
}

function counted(figure: SourceFigure, value: number, evidence: readonly string[]): ComputedFigure {
  if (value === 0) return { ...blank(figure), state: "not seeded" };
  const match = figure.value === null ? null : isMatch(figure, figure.value, value, 1);
  return { ...blank(figure), state: "computed", value, numerator: value, evidence, match };
}

/** Of the units that are to have a notice board, those that post at least one procedure on the day. */
async function computeBoards(
  pool: pg.Pool,
  figure: SourceFigure,
  { unit, kinds, to }: NonNullable<SourceFigure["boards"]>,
): Promise<ComputedFigure> {
  return reading(pool, NO_ROWS, async (tx) => {
    const found = await findUnitByCode(tx, unit, to);
    if (found === undefined) return { ...blank(figure), state: "not seeded" };
    const posted = await countPosted(tx, to);
    const ids = await listSubtreeIds(tx, found.id, to);
    const below = await Promise.all(ids.map((id) => findUnitOn(tx, id, to)));
    const boards = below.filter((one) => kinds.some((kind) => kind === one?.kind && (posted[kind] ?? 0) > 0));
    const match = figure.value === null ? null : isMatch(figure, figure.value, boards.length, 1);
    const evidence = boards.map((one) => `/niem-yet/${one?.id ?? 0}?ngay=${to}`);
    return { ...blank(figure), state: "computed", value: boards.length, numerator: boards.length, evidence, match };
  });
}

/** Each figure by the query that the product itself shows it with; rows of one report serve all figures of the same unit and period. */
async function compute(pool: pg.Pool, figure: SourceFigure, reports: Reports, scale: number): Promise<ComputedFigure> {
  const { measure } = figure;
  if (figure.accounts !== undefined) return computeAccounts(pool, figure, figure.accounts, scale);
  if (figure.count !== undefined) return computeCount(pool, figure, figure.count);
  if (figure.satisfaction !== undefined) return computeSatisfaction(pool, figure, figure.satisfaction);
  if (figure.fees !== undefined) return computeFees(pool, figure, figure.fees);
  if (figure.rollout !== undefined) return computeRollout(pool, figure, figure.rollout);
  if (figure.profile !== undefined) return computeProfile(pool, figure, figure.profile);
  if (figure.bundles !== undefined) return computeBundles(pool, figure, figure.bundles);
  if (figure.boards !== undefined) return computeBoards(pool, figure, figure.boards);
  return measure === undefined
    ? { ...blank(figure), state: "not yet built" }
    : computeCell(pool, figure, measure, reports, scale);
}

/** A cell of form II.06a, or a share of one in another. */
async function computeCell(
  pool: pg.Pool,
  figure: SourceFigure,
  measure: Measured,
  reports: Reports,
  scale: number,
): Promise<ComputedFigure> {
  const key = JSON.stringify([measure.unit, measure.by, measure.from, measure.to]);
  const known = reports.get(key) ?? reportOf(pool, measure);
  reports.set(key, known);
  const found = await known;
  if (found === undefined) return { ...blank(figure), state: "not seeded" };
  const { report, unitId } = found;
  const figures = measure.key === null ? report.total : report.rows.find((row) => row.key === measure.key)?.figures;
  const numerator = sumOf(figures, measure.numerator);
  const denominator = measure.denominator === undefined ? null : sumOf(figures, measure.denominator);
  const share = denominator === null || denominator === 0 ? null : (numerator / denominator) * 100;
  const value = measure.denominator === undefined ? numerator / (measure.months ?? 1) : share;
  const query: ReportQuery = { ...queryOf(measure), unit: unitId, sub: "1" };
  return {
    ...blank(figure),
    state: "computed",
    value,
    numerator,
    denominator,
    evidence: measure.numerator.map((cell) => cellHref(query, cell, measure.key ?? undefined)),
    match: value === null || figure.value === null ? null : isMatch(figure, figure.value, value, scale),
    synthetic: figure.qualifier === "not_reported",
  };
}

/** Every figure of the sources, or those of one row such as "A2", computed from the database by the report's own query. */
export async function computeFigures(pool: pg.Pool, row: string | undefined, scale: number): Promise<readonly ComputedFigure[]> {
  const reports: Reports = new Map();
  const wanted = readSourceFigures().figures.filter(
    (figure) => row === undefined || figure.row === row || (figure.row.startsWith(row) && /^[A-Z]$/.test(row)),
  );
  const computed: ComputedFigure[] = [];
  for (const figure of wanted) computed.push(await compute(pool, figure, reports, scale));
  return computed;
}
