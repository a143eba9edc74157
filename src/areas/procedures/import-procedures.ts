import { createHash } from "node:crypto";
import type pg from "pg";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { recordImportRun } from "./import-run.store.ts";
import type { ImportReport } from "./import/import-report.ts";
import { keepDetails } from "./import/keep-details.ts";
import { readPortalCatalogue } from "./import/read-portal-catalogue.ts";
import type { ProcedureEntry } from "./procedure.ts";
import { findKnownDetails, planSaving, type SaveOutcome, saveProcedures } from "./save-procedures.store.ts";

export interface ProcedureImport {
  readonly catalogue: { readonly name: string; readonly bytes: Buffer };
  readonly details?: { readonly name: string; readonly bytes: Buffer } | undefined;
  readonly dryRun: boolean;
  /** The day (yyyy-MM-dd) from which changed procedures stand. */
  readonly on: string;
  readonly now: Date;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Imports the national catalogue in one transaction: all of it stands, or none. Running it again changes nothing. The
 * run is recorded with its report, a dry run too. Refuses files that cannot be read (`csv_malformed`,
 * `csv_column_missing`, `not_utf8`, `gzip_damaged`); single rows are rejected in the report and the rest goes on.
 */
export async function importProcedures(
  pool: pg.Pool,
  given: ProcedureImport,
): Promise<ImportReport & { readonly runId: number }> {
  const { entries, report } = readPortalCatalogue(given.catalogue.bytes, given.details?.bytes);
  return inTransaction(pool, NO_ROWS, async (tx) => {
    const { whole, kept } = await withKnownDetails(tx, entries);
    const outcomes = await save(tx, whole, given);
    const count = (outcome: SaveOutcome) => outcomes.filter((o) => o.outcome === outcome).length;
    const full: ImportReport = {
      dryRun: given.dryRun,
      taken: count("taken"),
      changed: count("changed"),
      unchanged: count("unchanged"),
      waiting: count("waiting"),
      waitingCodes: outcomes.filter((o) => o.outcome === "waiting").map((o) => o.code),
      ...report,
      detailsKept: kept,
    };
    const runId = await recordImportRun(tx, {
      source: [given.catalogue.name, given.details?.name].filter((name) => name !== undefined).join(" + "),
      sourceHash: hashOf(given),
      dryRun: given.dryRun,
      startedAt: given.now,
      report: full,
    });
    return { runId, ...full };
  });
}

/** Rows whose detail record did not come, or could not be read, keep what is known of them. */
async function withKnownDetails(tx: Tx, entries: readonly ProcedureEntry[]) {
  const bare = entries.filter(({ hasDetail }) => !hasDetail).map(({ code }) => code);
  const known = await findKnownDetails(tx, bare, "portal");
  const whole = entries.map((entry) => {
    const details = entry.hasDetail ? undefined : known.get(entry.code);
    return details === undefined ? entry : keepDetails(entry, details);
  });
  return { whole, kept: known.size };
}

const save = (tx: Tx, entries: readonly ProcedureEntry[], given: ProcedureImport) =>
  given.dryRun
    ? planSaving(tx, entries, { origin: "portal", on: given.on })
    : saveProcedures(tx, entries, { origin: "portal", on: given.on, onProgress: given.onProgress });

const hashOf = (given: ProcedureImport): string => {
  const hash = createHash("sha256").update(given.catalogue.bytes);
  if (given.details !== undefined) hash.update(given.details.bytes);
  return hash.digest("base64url");
};
