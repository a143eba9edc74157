import type { PlainDate } from "#core/plain-date.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type SnapshotRow, UNIT_FILES, type UnitFile } from "./unit-files.ts";
import { checkRows, type Level, type Rejection } from "./unit-import.rules.ts";
import { type KnownUnit, listUnitsWithCode } from "./unit-import.store.ts";
import { addCodes, addVersions, closeUnits, correctNames, insertUnits } from "./unit.store.ts";

export interface UnitImportReport {
  /** Units and versions that are new. */
  taken: number;
  changed: number;
  unchanged: number;
  successions: { added: number; merged: number; split: number; continued: number; same: number };
  rejected: Rejection[];
}

/** Statistics code → unit. */
export type Ids = ReadonlyMap<string, number>;

export interface Snapshot {
  readonly level: Level;
  readonly file: UnitFile;
  readonly on: PlainDate;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
  readonly startKnown: boolean;
  readonly basis: string;
  /** A difference is a change from that day on; otherwise the source was corrected. */
  readonly differs: "corrected" | "changed";
  readonly parentIdOf: (row: SnapshotRow) => number | undefined;
  readonly provinceIdOf: (row: SnapshotRow) => number | null;
  /** The unit that this row goes on from under the same name. */
  readonly sameAs?: (row: SnapshotRow) => number | undefined;
}

interface Present {
  readonly row: SnapshotRow;
  readonly now: KnownUnit;
}

const stated = (snapshot: Snapshot, row: SnapshotRow) => ({
  kind: snapshot.level,
  name: row.name,
  fullName: row.fullName,
  parentId: snapshot.parentIdOf(row) ?? null,
});

/** Takes one list of units as it stood on its day, counts what it did in the report and returns every unit by its code. */
export async function takeSnapshot(
  tx: Tx,
  snapshot: Snapshot,
  rows: readonly SnapshotRow[],
  report: UnitImportReport,
): Promise<Ids> {
  const checked = checkRows(UNIT_FILES[snapshot.file], snapshot.level, rows, (row) => snapshot.parentIdOf(row) !== undefined);
  report.rejected.push(...checked.rejected);
  const known = await listUnitsWithCode(tx, snapshot.level, snapshot.on);
  const present: Present[] = [];
  const fresh: SnapshotRow[] = [];
  for (const row of checked.good) {
    const now = known.get(row.code);
    if (now === undefined) fresh.push(row);
    else present.push({ row, now });
  }
  await changeKnown(tx, snapshot, present, report);
  const added = await addFresh(tx, snapshot, fresh);
  report.taken += added.length;
  return new Map([...[...known].map(([code, one]) => [code, one.unitId] as const), ...added]);
}

async function changeKnown(tx: Tx, snapshot: Snapshot, present: readonly Present[], report: UnitImportReport): Promise<void> {
  const { on, from, startKnown, basis } = snapshot;
  const different = present.filter(
    ({ row, now }) =>
      now.name !== row.name || now.fullName !== row.fullName || now.parentId !== (snapshot.parentIdOf(row) ?? null),
  );
  report.unchanged += present.length - different.length;
  report.changed += different.length;
  const replaced = snapshot.differs === "changed" ? different.filter(({ now }) => now.from !== on) : [];
  const corrected = different.filter((one) => !replaced.includes(one));
  await correctNames(
    tx,
    on,
    corrected.map(({ row, now }) => ({ unitId: now.unitId, ...stated(snapshot, row) })),
  );
  if (replaced.length === 0) return;
  await closeUnits(
    tx,
    replaced.map(({ now }) => now.unitId),
    on,
    "version",
  );
  const versions = replaced.map(({ row, now }) => ({
    unitId: now.unitId,
    ...stated(snapshot, row),
    from,
    until: now.until,
    startKnown,
    basis,
  }));
  await addVersions(tx, versions);
}

/** Units that the installation does not know under this code on that day: new ones, and old ones that go on. */
async function addFresh(tx: Tx, snapshot: Snapshot, fresh: readonly SnapshotRow[]): Promise<(readonly [string, number])[]> {
  const { from, until, startKnown, basis } = snapshot;
  const going: { row: SnapshotRow; unitId: number }[] = [];
  const born: SnapshotRow[] = [];
  for (const row of fresh) {
    const unitId = snapshot.sameAs?.(row);
    if (unitId === undefined) born.push(row);
    else going.push({ row, unitId });
  }
  await addVersions(
    tx,
    going.map(({ row, unitId }) => ({ unitId, ...stated(snapshot, row), from, until, startKnown, basis })),
  );
  await addCodes(
    tx,
    going.map(({ row, unitId }) => ({ unitId, scheme: "gso", code: row.code, from, until })),
  );
  const units = born.map((row) => ({
    ...stated(snapshot, row),
    provinceId: snapshot.provinceIdOf(row),
    from,
    until,
    startKnown,
    basis,
    source: UNIT_FILES[snapshot.file],
    codes: [{ scheme: "gso" as const, code: row.code }],
  }));
  const ids = await insertUnits(tx, units);
  return [
    ...born.map((row, index) => [row.code, ids[index] ?? 0] as const),
    ...going.map(({ row, unitId }) => [row.code, unitId] as const),
  ];
}
