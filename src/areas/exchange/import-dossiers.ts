import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Hash } from "node:crypto";
import type pg from "pg";
import { findKnownSourceIds, insertHistories, lockImports } from "#dossiers";
import { execute } from "#platform/db/command.ts";
import { inTransaction, reading, type RowScope } from "#platform/db/tx.ts";
import { type BuiltHistory, buildHistory, type Destination, type Flag, type LogEntry, readEntry } from "./build-history.ts";
import { type DestinationRequest, ensureDestination, findDestination, findExternalDestination } from "./destination.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { finishImportRun, startImportRun } from "./import-run.store.ts";
import { caseColumns, eventColumns, type ExternalMapping, isExternal, type Mapping, readMapping } from "./mapping.ts";
import { mirrorDossiers } from "./mirror-dossiers.ts";
import {
  checkCases,
  type FlaggedLine,
  newTally,
  readBatches,
  rejectedBy,
  type RejectedLine,
  type Tally,
  tryLine,
} from "./read-batches.ts";
import { fileNameOf, newFileHash, readCsv } from "./read-csv.ts";
import { Rejection } from "./read-fields.ts";
import type { RowFormat } from "./read-rows.ts";
import { findTakeOverDestination } from "./take-over/find-take-over.ts";
import { takeOverDossiers } from "./take-over/take-over-dossiers.ts";

export interface ImportRequest {
  readonly path: string;
  /** What people call the file and how it is written, where its path does not say so. */
  readonly name?: string | undefined;
  readonly format?: RowFormat | undefined;
  /** The rows themselves, by the API. */
  readonly rows?: readonly unknown[] | undefined;
  readonly mostRows?: number | undefined;
  /** The name of a mapping that ships, or a path that ends in .json. */
  readonly map: string;
  readonly unitCode?: string | undefined;
  /** The agency of whoever imports on a page or by the API, instead of a code. */
  readonly agencyId?: number | undefined;
  /** The file of log entries; without it the one that the mapping names, beside the cases, if it is there. */
  readonly eventsPath?: string | undefined;
  /** The office leaves the other system: what is open there runs here from now on. */
  readonly takeOver?: { readonly standIn?: string | undefined } | undefined;
  /** Who imports on a page or by the API; without it the command line does. */
  readonly by?: { readonly accountId: number; readonly upload?: unknown } | undefined;
  readonly dryRun: boolean;
  readonly now: Date;
  readonly onProgress?: (done: number, total: number) => void;
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

/** A dry run has no unit to write to; its drafts are thrown away. */
const NOWHERE: Destination = {
  desk: { provinceId: 0, agencyId: 0, unitId: 0, codePrefix: "", calendar: "nl", timeZone: "UTC", week: [], hours: [] },
  procedure: { versionId: 0, code: "", name: "", field: "" },
};

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

/** Counts the entries of cases that the file has; the others are rejected. */
function settleLog(log: Log, seen: ReadonlySet<string>, tally: Tally): void {
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
    await lockImports(tx);
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

async function takeOver(pool: pg.Pool, request: ImportRequest, mapping: Mapping, tally: Tally, hash: Hash): Promise<Outcome> {
  const log = await readLog(mapping, findLogPath(mapping, request), hash);
  const wanted: DestinationRequest = { mapping, unitCode: request.unitCode, now: request.now };
  const columns = caseColumns(mapping);
  await checkCases({ path: request.path, columns });
  const to = await (request.dryRun ? findDestination(pool, wanted) : ensureDestination(pool, wanted));
  const agencyId = to?.desk.agencyId ?? null;
  const runId = await beginRun(pool, request, mapping.name, agencyId);
  const findLog = (sourceId: string): readonly LogEntry[] => (log.bySource.get(sourceId) ?? []).map(({ entry }) => entry);
  const source = {
    path: request.path,
    columns,
    idColumn: mapping.cases.columns.sourceId,
    build: (values: ReadonlyMap<string, string>) => buildHistory(mapping, to ?? NOWHERE, values, findLog),
    onProgress: request.onProgress,
  };
  const seen = new Set<string>();
  for await (const read of readBatches(source, seen, tally, hash)) {
    const batch = read.map(({ built }) => built);
    const taken =
      request.dryRun || to === undefined ? await countFresh(pool, to, batch) : await writeBatch(pool, to, runId, batch);
    tally.taken += taken;
    tally.alreadyThere += batch.length - taken;
  }
  settleLog(log, seen, tally);
  return {
    runId,
    agencyId,
    unit: request.unitCode ?? mapping.unit.code,
    events: { rows: log.rows, taken: tally.eventsTaken, rejected: log.rejected },
  };
}

interface Outcome extends Pick<DossierImportReport, "runId" | "unit"> {
  /** Null where a trial found no unit yet. */
  readonly agencyId: number | null;
  readonly events: DossierImportReport["events"];
}

/** Begins the record of the run, dry or not. */
function beginRun(pool: pg.Pool, request: ImportRequest, mapping: string, agencyId: number | null): Promise<number> {
  const { dryRun, by } = request;
  const start = { kind: "dossiers" as const, agencyId, source: fileNameOf(request), mapping, dryRun };
  return inTransaction(pool, runScope(request, agencyId), (tx) =>
    startImportRun(tx, { ...start, accountId: by?.accountId, upload: by?.upload }),
  );
}

/** The record of a run is seen by its agency and by whoever imports. */
const runScope = ({ by }: ImportRequest, agencyId: number | null): RowScope => ({
  accountId: by?.accountId ?? null,
  agencies: agencyId === null ? [] : [agencyId],
});

async function mirror(
  pool: pg.Pool,
  request: ImportRequest,
  mapping: ExternalMapping,
  tally: Tally,
  hash: Hash,
): Promise<Outcome> {
  const { path, name, format, rows, mostRows, onProgress, takeOver: running, dryRun, now, by, unitCode } = request;
  const source = { path, name, format, rows, mostRows, onProgress };
  const wanted = { mapping, source, now, unitCode, agencyId: request.agencyId };
  const about = { mapping, source, dryRun, now, accountId: by?.accountId ?? null };
  const outcomeOf = (runId: number, desk: Destination["desk"]): Outcome => ({
    runId,
    agencyId: desk.agencyId,
    unit: desk.codePrefix,
    events: { rows: 0, taken: 0, rejected: [] },
  });
  if (running === undefined) {
    const to = await findExternalDestination(pool, wanted);
    const runId = await beginRun(pool, request, mapping.name, to.desk.agencyId);
    await mirrorDossiers(pool, { ...about, to, runId }, tally, hash);
    return outcomeOf(runId, to.desk);
  }
  const to = await findTakeOverDestination(pool, { ...wanted, standIn: running.standIn });
  const runId = await beginRun(pool, request, mapping.name, to.desk.agencyId);
  await takeOverDossiers(pool, { ...about, to, runId }, tally, hash);
  return outcomeOf(runId, to.desk);
}

/**
 * Takes the cases of another system over as dossiers, as the mapping says; due dates stay as given. Of a system in which
 * dossiers are still handled they are mirrored: read-only, following their source, compared with it. Streams the file,
 * commits in batches, takes no source id twice, and balances: rows = taken + already there + rejected. A dry run
 * writes only the record of the run. Refuses a mapping that is not valid or names a column that the file lacks.
 */
export async function importDossiers(pool: pg.Pool, request: ImportRequest): Promise<DossierImportReport> {
  const mapping = await readMapping(request.map);
  if (request.takeOver !== undefined && !isExternal(mapping)) throw exchangeRefusal("take_over_needs_external", { field: "map" });
  const hash = newFileHash();
  const tally = newTally();
  const outcome = await (isExternal(mapping) ? mirror : takeOver)(
    pool,
    request,
    mapping as Mapping & ExternalMapping,
    tally,
    hash,
  );
  const { rows, taken, alreadyThere, flagged } = tally;
  const rejected = tally.rejected.toSorted((a, b) => a.line - b.line);
  if (rows !== taken + alreadyThere + rejected.length)
    throw new Error(`the import does not balance: ${rows} ≠ ${taken} + ${alreadyThere} + ${rejected.length}`);
  const { runId, unit, events, agencyId } = outcome;
  const { dryRun } = request;
  const report = { runId, dryRun, mapping: mapping.name, unit, rows, taken, alreadyThere, rejected, flagged, events };
  await inTransaction(pool, runScope(request, agencyId), (tx) => finishImportRun(tx, runId, hash.digest("hex"), report));
  return report;
}
