import type { Hash } from "node:crypto";
import { type BuiltHistory, type Flag, FLAGS } from "./build-history.ts";
import { type CsvLine, fileNameOf, newFileHash } from "./read-csv.ts";
import { readRows, type RowSource } from "./read-rows.ts";
import { Rejection } from "./read-fields.ts";

export interface RejectedLine {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
}

export interface FlaggedLine {
  readonly line: number;
  readonly sourceId: string;
}

export interface Tally {
  rows: number;
  taken: number;
  alreadyThere: number;
  eventsTaken: number;
  readonly rejected: RejectedLine[];
  readonly flagged: Record<Flag, FlaggedLine[]>;
}

export function newTally(): Tally {
  const flagged = Object.fromEntries(FLAGS.map((flag) => [flag, []])) as unknown as Record<Flag, FlaggedLine[]>;
  return { rows: 0, taken: 0, alreadyThere: 0, eventsTaken: 0, rejected: [], flagged };
}

export const rejectedBy = (file: string, line: number, rejection: Rejection): RejectedLine => {
  const { field, reason, value } = rejection;
  return { file, line, field, reason, value };
};

const valuesOf = (line: CsvLine): ReadonlyMap<string, string> => {
  if ("malformed" in line) throw new Rejection("", "malformed_csv", line.malformed);
  return line.values;
};

/** Runs `read` on a line; a rejection goes to the list and the import goes on. */
export function tryLine<T>(
  file: string,
  line: CsvLine,
  rejected: RejectedLine[],
  read: (values: ReadonlyMap<string, string>) => T,
): T | undefined {
  try {
    return read(valuesOf(line));
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    rejected.push(rejectedBy(file, line.line, error));
    return undefined;
  }
}

export interface CaseFile<T extends BuiltHistory = BuiltHistory> extends RowSource {
  readonly idColumn: string;
  readonly build: (values: ReadonlyMap<string, string>) => T;
}

/** A case with the line that it stands in. */
export interface ReadCase<T extends BuiltHistory = BuiltHistory> {
  readonly line: number;
  readonly built: T;
}

const BATCH = 500;

/** Cases of the file in batches; what cannot be read is rejected on the way. `seen` gets every id that was read. */
export async function* readBatches<T extends BuiltHistory>(
  source: CaseFile<T>,
  seen: Set<string>,
  tally: Tally,
  hash: Hash,
): AsyncGenerator<readonly ReadCase<T>[]> {
  const file = fileNameOf(source);
  let batch: ReadCase<T>[] = [];
  for await (const line of readRows(source, hash)) {
    tally.rows += 1;
    const built = tryLine(file, line, tally.rejected, (values) => {
      const history = source.build(values);
      if (seen.has(history.sourceId)) throw new Rejection(source.idColumn, "duplicate", history.sourceId);
      return history;
    });
    if (built === undefined) continue;
    seen.add(built.sourceId);
    for (const flag of built.flags) tally.flagged[flag].push({ line: line.line, sourceId: built.sourceId });
    batch.push({ line: line.line, built });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The header is looked at before anything is written. */
export async function checkCases(source: RowSource): Promise<void> {
  for await (const _ of readRows(source, newFileHash())) return;
}
