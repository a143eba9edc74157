import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Hash } from "node:crypto";
import type pg from "pg";
import { findKnownSourceIds, insertHistories } from "#dossiers";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import {
  type BuiltHistory,
  buildHistory,
  type Destination,
  type Flag,
  FLAGS,
  type LogEntry,
  readEntry,
} from "./build-history.ts";
import { type DestinationRequest, ensureDestination, findDestination } from "./destination.ts";
import { finishImportRun, startImportRun } from "./import-run.store.ts";
import { caseColumns, eventColumns, type Mapping, readMapping } from "./mapping.ts";
import { type CsvLine, newFileHash, readCsv } from "./read-csv.ts";
import { Rejection } from "./read-fields.ts";

export interface ImportRequest {
  readonly path: string;
  /** The name of a mapping that ships, or a path that ends in .json. */
  readonly map: string;
  readonly unitCode?: string | undefined;
  /** The file of log entries; without it the one that the mapping names, beside the cases, if it is there. */
  readonly eventsPath?: string | undefined;
  readonly dryRun: boolean;
  readonly now: Date;
  readonly onProgress?: (done: number, total: number) => void;
}

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

/** The reconciliation of an import: every row of the source is taken, already there, or rejected with a reason. */
export interface DossierImportReport {
  readonly runId: number;
  readonly dryRun: boolean;
  readonly mapping: string;
  readonly unit: string;
  readonly rows: number;
  readonly taken: number;
  readonly alreadyThere: number;
  readonly rejected: readonly RejectedLine[];
  readonly flagged: Readonly<Record<Flag, readonly FlaggedLine[]>>;
  readonly events: { readonly rows: number; readonly taken: number; readonly rejected: readonly RejectedLine[] };
}

const BATCH = 500;
/** A dry run has no unit to write to; its drafts are thrown away. */
const NOWHERE: Destination = {
  desk: { provinceId: 0, agencyId: 0, unitId: 0, codePrefix: "", calendar: "nl", timeZone: "UTC", week: [], hours: [] },
  procedure: { versionId: 0, code: "", name: "", field: "" },
};

interface Tally {
  rows: number;
  taken: number;
  alreadyThere: number;
  eventsTaken: number;
  readonly rejected: RejectedLine[];
  readonly flagged: Record<Flag, FlaggedLine[]>;
}

const rejectedBy = (file: string, line: number, rejection: Rejection): RejectedLine => {
  const { field, reason, value } = rejection;
  return { file, line, field, reason, value };
};

const valuesOf = (line: CsvLine): ReadonlyMap<string, string> => {
  if ("malformed" in line) throw new Rejection("", "malformed_csv", line.malformed);
  return line.values;
};

/** Runs `read` on a line; a rejection goes to the list and the import goes on. */
function tryLine<T>(
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

interface Log {
  readonly bySource: Map<string, { readonly line: number; readonly entry: LogEntry }[]>;
  readonly rejected: RejectedLine[];
  rows: number;
}

async function readLog(mapping: Mapping, path: string | undefined, hash: Hash): Promise<Log> {
  const log: Log = { bySource: new Map(), rejected: [], rows: 0 };
  if (path === undefined) return log;
  for await (const line of readCsv({ path, columns: eventColumns(mapping) }, hash)) {
    log.rows += 1;
    const read = tryLine(basename(path), line, log.rejected, (values) => readEntry(mapping, values));
    if (read === undefined) continue;
    const entries = log.bySource.get(read.sourceId) ?? [];
    if (entries.length === 0) log.bySource.set(read.sourceId, entries);
    entries.push({ line: line.line, entry: read.entry });
  }
  return log;
}

function findLogPath(mapping: Mapping, request: ImportRequest): string | undefined {
  if (mapping.events === undefined) return undefined;
  if (request.eventsPath !== undefined) return request.eventsPath;
  const beside = join(dirname(request.path), mapping.events.file);
  return existsSync(beside) ? beside : undefined;
}

/** Cases of the file in batches; what cannot be read is rejected on the way. */
async function* readBatches(
  mapping: Mapping,
  request: ImportRequest,
  to: Destination,
  log: Log,
  tally: Tally,
  hash: Hash,
): AsyncGenerator<readonly BuiltHistory[]> {
  const seen = new Set<string>();
  const file = basename(request.path);
  const findLog = (sourceId: string): readonly LogEntry[] => (log.bySource.get(sourceId) ?? []).map(({ entry }) => entry);
  let batch: BuiltHistory[] = [];
  for await (const line of readCsv({ path: request.path, columns: caseColumns(mapping), onProgress: request.onProgress }, hash)) {
    tally.rows += 1;
    const built = tryLine(file, line, tally.rejected, (values) => {
      const history = buildHistory(mapping, to, values, findLog);
      if (seen.has(history.sourceId)) throw new Rejection(mapping.cases.columns.sourceId, "duplicate", history.sourceId);
      return history;
    });
    if (built === undefined) continue;
    seen.add(built.sourceId);
    for (const flag of built.flags) tally.flagged[flag].push({ line: line.line, sourceId: built.sourceId });
    batch.push(built);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  for (const [sourceId, entries] of log.bySource) {
    if (seen.has(sourceId)) tally.eventsTaken += entries.length;
    else
      log.rejected.push(
        ...entries.map(({ line }) => rejectedBy("events", line, new Rejection("sourceId", "unknown_case", sourceId))),
      );
  }
}

/** Writes what of a batch is not there yet, in one transaction: a killed import goes on where it stopped. */
async function writeBatch(pool: pg.Pool, to: Destination, runId: number, batch: readonly BuiltHistory[]): Promise<number> {
  const { agencyId } = to.desk;
  const scope = { accountId: null, agencies: [agencyId] };
  return execute(pool, { name: "exchange.import_dossiers", scope, actorKey: "cli", input: {}, agencyId }, async (tx, unit) => {
    const known = await findKnownSourceIds(
      tx,
      agencyId,
      batch.map(({ sourceId }) => sourceId),
    );
    const fresh = batch.filter(({ sourceId }) => !known.has(sourceId)).map(({ draft }) => draft);
    if (fresh.length > 0) await insertHistories(tx, fresh);
    unit.subject(`import:${runId}`);
    unit.note({ taken: fresh.length });
    return fresh.length;
  });
}

async function countFresh(pool: pg.Pool, to: Destination | undefined, batch: readonly BuiltHistory[]): Promise<number> {
  if (to === undefined) return batch.length;
  const { agencyId } = to.desk;
  const known = await reading(pool, { accountId: null, agencies: [agencyId] }, (tx) =>
    findKnownSourceIds(
      tx,
      agencyId,
      batch.map(({ sourceId }) => sourceId),
    ),
  );
  return batch.length - known.size;
}

/**
 * Takes the cases of another system over as dossiers, as the mapping says; due dates stay as given. Streams the file,
 * commits in batches, takes no source id twice, and balances: rows = taken + already there + rejected. A dry run
 * writes only the record of the run. Refuses a mapping that is not valid or names a column that the file lacks.
 */
export async function importDossiers(pool: pg.Pool, request: ImportRequest): Promise<DossierImportReport> {
  const mapping = await readMapping(request.map);
  const hash = newFileHash();
  const log = await readLog(mapping, findLogPath(mapping, request), hash);
  const wanted: DestinationRequest = { mapping, unitCode: request.unitCode, now: request.now };
  await checkCases(mapping, request);
  const to = await (request.dryRun ? findDestination(pool, wanted) : ensureDestination(pool, wanted));
  const start = {
    agencyId: to?.desk.agencyId ?? null,
    source: basename(request.path),
    mapping: mapping.name,
    dryRun: request.dryRun,
  };
  const runId = await inTransaction(pool, NO_ROWS, (tx) => startImportRun(tx, start));
  const flagged = Object.fromEntries(FLAGS.map((flag) => [flag, []])) as unknown as Record<Flag, FlaggedLine[]>;
  const tally: Tally = { rows: 0, taken: 0, alreadyThere: 0, eventsTaken: 0, rejected: [], flagged };
  for await (const batch of readBatches(mapping, request, to ?? NOWHERE, log, tally, hash)) {
    const taken =
      request.dryRun || to === undefined ? await countFresh(pool, to, batch) : await writeBatch(pool, to, runId, batch);
    tally.taken += taken;
    tally.alreadyThere += batch.length - taken;
  }
  const { rows, taken, alreadyThere } = tally;
  const rejected = tally.rejected.toSorted((a, b) => a.line - b.line);
  if (rows !== taken + alreadyThere + rejected.length)
    throw new Error(`the import does not balance: ${rows} ≠ ${taken} + ${alreadyThere} + ${rejected.length}`);
  const events = { rows: log.rows, taken: tally.eventsTaken, rejected: log.rejected };
  const unit = request.unitCode ?? mapping.unit.code;
  const report = {
    runId,
    dryRun: request.dryRun,
    mapping: mapping.name,
    unit,
    rows,
    taken,
    alreadyThere,
    rejected,
    flagged,
    events,
  };
  await inTransaction(pool, NO_ROWS, (tx) => finishImportRun(tx, runId, hash.digest("hex"), report));
  return report;
}

/** The header is looked at before anything is written. */
async function checkCases(mapping: Mapping, request: ImportRequest): Promise<void> {
  for await (const _ of readCsv({ path: request.path, columns: caseColumns(mapping) }, newFileHash())) return;
}
