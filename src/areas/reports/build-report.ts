import { CLASSIFICATION_POLICIES } from "#core/deadline/classify.ts";
import { type EpochMs, localDateOf } from "#core/instant.ts";
import { findUnitOn, listNamesOn, listSubtreeIds } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { addCells, figuresOf, NO_CELLS } from "./cells.ts";
import { countRows, type CountedRow, listCell, type CellRequest } from "./ii06a.store.ts";
import type { Report, ReportedDossier, ReportQuery, ReportRequest } from "./report.ts";
import { reportRefusal } from "./reports.errors.ts";
import { text } from "./texts.ts";

/** What a query asks for, with the usual choices where it leaves them open: since records begin, until today. */
export function requestOf(query: ReportQuery, unitId: number, subUnits: boolean, now: Date): ReportRequest {
  const { asOf } = query;
  const asOfDay = typeof asOf === "string" ? asOf : undefined;
  const today = localDateOf(now.getTime() as EpochMs);
  const wanted = query.to ?? asOfDay ?? today;
  const to = asOfDay !== undefined && asOfDay < wanted ? asOfDay : wanted;
  const from = query.from ?? null;
  if (from !== null && from > to) throw reportRefusal("period_reversed", { field: "from" });
  return {
    unitId,
    subUnits,
    from,
    to,
    by: query.by,
    policy: query.policy,
    asOf: asOf instanceof Date && asOf < now ? asOf : now,
    knownAt: query.knownAt ?? null,
  };
}

/** The unit and, where asked for, everything under it as the tree stood on the period's last day. */
const scopeOf = async (tx: Tx, { unitId, subUnits, to }: ReportRequest): Promise<readonly number[]> =>
  subUnits ? listSubtreeIds(tx, unitId, to) : [unitId];

async function labelsOf(
  tx: Tx,
  request: ReportRequest,
  rows: readonly CountedRow[],
  locale: Locale,
): Promise<(row: CountedRow) => string> {
  const { by, to } = request;
  switch (by) {
    case "unit": {
      const names = await listNamesOn(
        tx,
        rows.map(({ key }) => Number(key)),
        to,
      );
      return ({ key }) => names.get(Number(key)) ?? key;
    }
    case "level":
      return ({ key }) => text(locale, `level.${key}` as Parameters<typeof text>[1]);
    case "channel":
      return ({ key }) => text(locale, `channel.${key}` as Parameters<typeof text>[1]);
    case "procedure":
      return ({ key, procedureName }) => `${key} – ${procedureName}`;
    case "month":
      return ({ key }) => key.split("-").toReversed().join("/");
    case "department":
      return ({ key }) => (key === "" ? text(locale, "department.none") : key);
    case "field":
      return ({ key }) => key;
  }
}

/** Rows whose every cell is nought say nothing. */
const saysSomething = ({ cells }: CountedRow): boolean => Object.values(cells).some((count) => count > 0);

/**
 * Form II.06a from the events: its rows, each balanced, and their total. Refuses a unit that is not known. Row-level
 * security decides which agencies are counted.
 */
export async function buildReport(tx: Tx, request: ReportRequest, locale: Locale): Promise<Report> {
  const unitName = await getUnitName(tx, request);
  const counted = (await countRows(tx, request, await scopeOf(tx, request))).filter(saysSomething);
  const label = await labelsOf(tx, request, counted, locale);
  const rows = counted.map((row) => ({ key: row.key, label: label(row), figures: figuresOf(row.cells) }));
  const collator = new Intl.Collator(locale, { numeric: true });
  const ordered = request.by === "month" ? rows : rows.toSorted((a, b) => collator.compare(a.label, b.label));
  return { request, unitName, rows: ordered, total: figuresOf(counted.reduce((sum, row) => addCells(sum, row.cells), NO_CELLS)) };
}

async function getUnitName(tx: Tx, { unitId, to }: ReportRequest): Promise<string> {
  const unit = await findUnitOn(tx, unitId, to);
  if (unit === undefined) {
    const known = (await listNamesOn(tx, [unitId], to)).get(unitId);
    if (known === undefined) throw reportRefusal("unknown_unit", { field: "unit" });
    return known;
  }
  return unit.fullName;
}

/** The dossiers behind a cell of the report, oldest receipt first. */
export async function listBehindCell(tx: Tx, request: ReportRequest, cell: CellRequest): Promise<readonly ReportedDossier[]> {
  return listCell(tx, request, await scopeOf(tx, request), cell);
}

/** The name, version and legal basis of the policy that a report was made under. */
export function policyOf({ policy }: ReportRequest) {
  const { name, version, basis, verified } = CLASSIFICATION_POLICIES[policy];
  return { name, version, basis, verified };
}
