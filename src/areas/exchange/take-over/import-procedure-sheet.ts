import { localDateOf } from "#core/instant.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findProceduresByCodes, planSaving, type Procedure, type ProcedureEntry, saveProcedures } from "#procedures";
import { finishImportRun, startImportRun } from "../import-run.store.ts";
import { rejectedBy, type RejectedLine, tryLine } from "../read-batches.ts";
import { fileNameOf, newFileHash } from "../read-csv.ts";
import { Rejection } from "../read-fields.ts";
import type { RowFormat } from "../read-rows.ts";
import { readLines } from "./read-lines.ts";
import { readProcedureLine } from "./read-procedure-line.ts";
import { type ProcedureMapping, readProcedureMapping, type SheetSystem } from "./sheet-mapping.ts";
import type { Door, SheetDifference, SheetReport } from "./sheet-report.ts";

const MOST_PROCEDURES = 10_000;

export interface ProcedureSheetImport {
  readonly path: string;
  readonly name?: string | undefined;
  readonly format?: RowFormat | undefined;
  readonly system: SheetSystem;
  /** The level of lines that name none, such as "Cấp xã". */
  readonly level?: string | undefined;
  readonly dryRun: boolean;
  readonly now: Date;
  readonly by?: { readonly accountId: number; readonly agencyId: number | null; readonly upload: unknown } | undefined;
}

interface ReadEntry {
  readonly line: number;
  readonly entry: ProcedureEntry;
}

async function readSheet(mapping: ProcedureMapping, request: ProcedureSheetImport) {
  const hash = newFileHash();
  const rejected: RejectedLine[] = [];
  const source = { ...request, columns: Object.values(mapping.columns).filter((name) => name !== undefined) };
  const read = await readLines(source, hash, MOST_PROCEDURES);
  const seen = new Set<string>();
  const entries = read.flatMap((line): ReadEntry[] => {
    const entry = tryLine(fileNameOf(request), line, rejected, (values) => {
      const found = readProcedureLine(mapping, values, request.level);
      if (seen.has(found.code)) throw new Rejection(mapping.columns.code, "duplicate", found.code);
      return found;
    });
    if (entry === undefined) return [];
    seen.add(entry.code);
    return [{ line: line.line, entry }];
  });
  return { entries, rejected, rows: read.length, hash: hash.digest("hex") };
}

const termText = ({ term }: Pick<ProcedureEntry, "term">): string =>
  term.unit === "unknown" ? "" : `${term.value ?? ""} ${term.unit}`.trim();

/** What the list says of a procedure that stands here; a term that it does not know says nothing. */
function compare({ columns }: ProcedureMapping, { line, entry }: ReadEntry, here: Procedure): readonly SheetDifference[] {
  const there = termText(entry);
  const pairs: readonly (readonly [string, string, string])[] = [
    [columns.name, here.name, entry.name],
    [columns.field, here.field, entry.field],
    ...(there === "" ? [] : [[columns.term, termText(here), there] as const]),
  ];
  return pairs.flatMap(([field, ours, theirs]) =>
    ours === theirs ? [] : [{ line, key: entry.code, field, here: ours.slice(0, 300), there: theirs.slice(0, 300) }],
  );
}

interface Judged {
  readonly fresh: readonly ProcedureEntry[];
  readonly same: number;
  readonly differing: number;
  readonly differences: readonly SheetDifference[];
  readonly rejected: readonly RejectedLine[];
}

/** What stands here is compared; what has only drafts or versions out of force is left to a person. */
async function judge(
  tx: Tx,
  mapping: ProcedureMapping,
  entries: readonly ReadEntry[],
  file: string,
  on: string,
): Promise<Judged> {
  const all = entries.map(({ entry }) => entry);
  const [standing, plan] = await Promise.all([
    findProceduresByCodes(
      tx,
      all.map(({ code }) => code),
      on,
    ),
    planSaving(tx, all, { origin: "import", on }),
  ]);
  const here = new Map(standing.map((it) => [it.code as string, it]));
  const isNew = new Set(plan.filter(({ outcome }) => outcome === "taken").map(({ code }) => code as string));
  const compared = entries.flatMap((read) => {
    const found = here.get(read.entry.code);
    return found === undefined ? [] : [compare(mapping, read, found)];
  });
  const silent = entries.filter(({ entry }) => !here.has(entry.code) && !isNew.has(entry.code));
  return {
    fresh: all.filter(({ code }) => !here.has(code) && isNew.has(code)),
    same: compared.filter((found) => found.length === 0).length,
    differing: compared.filter((found) => found.length > 0).length,
    differences: compared.flat(),
    rejected: silent.map(({ line, entry }) =>
      rejectedBy(file, line, new Rejection(mapping.columns.code, "not_in_force", entry.code)),
    ),
  };
}

/**
 * Takes procedures of a list over that stand not here yet, unverified; the national catalogue replaces them when it comes.
 * What stands here stays, with what the list says otherwise in the report.
 */
export async function importProcedureSheet(door: Door, request: ProcedureSheetImport): Promise<SheetReport> {
  const { dryRun, now, by } = request;
  const on = localDateOf(now.getTime());
  const file = fileNameOf(request);
  const mapping = await readProcedureMapping(request.system);
  const sheet = await readSheet(mapping, request);
  const { rows, hash } = sheet;
  const call = { hash, dryRun, system: request.system, level: request.level ?? "" };
  const done = await door.execute("exchange.import_procedures", call, async (tx, unit) => {
    const start = { agencyId: by?.agencyId ?? null, source: file, mapping: mapping.system, dryRun };
    const runId = await startImportRun(tx, { kind: "procedure_sheet", ...start, accountId: by?.accountId, upload: by?.upload });
    const judged = await judge(tx, mapping, sheet.entries, file, on);
    const { same, differing, differences } = judged;
    const saved = dryRun ? [] : await saveProcedures(tx, judged.fresh, { origin: "import", on });
    if (saved.some(({ outcome }) => outcome !== "taken")) throw new Error("another import of procedures ran at the same time");
    const taken = judged.fresh.length;
    const rejected = [...sheet.rejected, ...judged.rejected].toSorted((a, b) => a.line - b.line);
    if (rows !== taken + same + differing + rejected.length) throw new Error("the import of procedures does not balance");
    const system: string = mapping.system;
    const report: SheetReport = { runId, dryRun, system, rows, taken, same, differing, differences, onlyHere: [], rejected };
    await finishImportRun(tx, runId, hash, report);
    unit.subject(`import:${runId}`);
    unit.note({ taken, same, differing, rejected: rejected.length });
    return { report: JSON.stringify(report) };
  });
  return JSON.parse(done.report) as SheetReport;
}
