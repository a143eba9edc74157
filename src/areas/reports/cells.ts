/** What a report counts for each row. Columns (4) to (13) of form II.06a, its bridge, and what stands in the footnote. */
export const CELLS = [
  "receivedOnline",
  "receivedDirect",
  "carriedOver",
  "resolvedEarly",
  "resolvedOnTime",
  "resolvedLate",
  "resolvedUnjudged",
  "openInTime",
  "openLate",
  "withdrawn",
  "stopped",
  "waiting",
  "returned",
  "returnedInTime",
  "voided",
  "refusedAtIntake",
  "incompleteAtIntake",
  "awaitingAcceptance",
  "awaitingAcceptanceLate",
] as const;
export type Cell = (typeof CELLS)[number];

/** Sums of cells: columns (3), (7) and (11), and what was received within the period. */
export const SUMS = {
  received: ["receivedOnline", "receivedDirect", "carriedOver"],
  receivedInPeriod: ["receivedOnline", "receivedDirect"],
  resolved: ["resolvedEarly", "resolvedOnTime", "resolvedLate", "resolvedUnjudged"],
  open: ["openInTime", "openLate"],
  bridge: ["withdrawn", "stopped"],
} as const satisfies Record<string, readonly Cell[]>;
export type Sum = keyof typeof SUMS;

/** Everything that has a list behind it. */
export type Measure = Cell | Sum;
export const MEASURES = [...CELLS, ...(Object.keys(SUMS) as Sum[])] as const;

export type Cells = Readonly<Record<Cell, number>>;
export type Figures = Readonly<Record<Measure, number>>;

const isSum = (measure: Measure): measure is Sum => measure in SUMS;

/** The cells that a measure adds up. */
export const cellsOf = (measure: Measure): readonly Cell[] => (isSum(measure) ? SUMS[measure] : [measure]);

export const NO_CELLS: Cells = Object.fromEntries(CELLS.map((cell) => [cell, 0])) as unknown as Cells;

/** Cells with their sums. Received = resolved + open + bridge holds for every row, or the report is a bug. */
export function figuresOf(cells: Cells): Figures {
  const sumOf = (names: readonly Cell[]): number => names.reduce((total, name) => total + cells[name], 0);
  const sums = Object.fromEntries(Object.entries(SUMS).map(([sum, names]) => [sum, sumOf(names)])) as unknown as Record<
    Sum,
    number
  >;
  if (sums.received !== sums.resolved + sums.open + sums.bridge) {
    throw new Error(
      `form II.06a does not balance: (3) ${sums.received} ≠ (7) ${sums.resolved} + (11) ${sums.open} + ${sums.bridge}`,
    );
  }
  return { ...cells, ...sums };
}

export const addCells = (a: Cells, b: Cells): Cells =>
  Object.fromEntries(CELLS.map((cell) => [cell, a[cell] + b[cell]])) as unknown as Cells;

/** The columns of form II.06a (Circular 01/2020/TT-VPCP) after number and name, in order, by their printed numbers. */
export const II06A_COLUMNS = [
  { number: 3, measure: "received" },
  { number: 4, measure: "receivedOnline" },
  { number: 5, measure: "receivedDirect" },
  { number: 6, measure: "carriedOver" },
  { number: 7, measure: "resolved" },
  { number: 8, measure: "resolvedEarly" },
  { number: 9, measure: "resolvedOnTime" },
  { number: 10, measure: "resolvedLate" },
  { number: 11, measure: "open" },
  { number: 12, measure: "openInTime" },
  { number: 13, measure: "openLate" },
] as const satisfies readonly { readonly number: number; readonly measure: Measure }[];
