import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import { addCodes, findDesk, findUnitByCode, insertUnits, setCalendar } from "#organisation";
import { inTransaction, NO_ROWS, reading, type Tx } from "#platform/db/tx.ts";
import { findProcedureByCode, findProceduresByCodes, type ProcedureCode, saveProcedures, SILENT_DEFINITION } from "#procedures";
import type { Destination } from "./build-history.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import type { ExternalDestination } from "./build-external.ts";
import { caseColumns, type ExternalMapping, type Mapping } from "./mapping.ts";
import { fileNameOf, newFileHash } from "./read-csv.ts";
import { readRows, type RowSource } from "./read-rows.ts";

export interface DestinationRequest {
  readonly mapping: Mapping;
  /** The code of another unit than the mapping's own. */
  readonly unitCode: string | undefined;
  readonly now: Date;
}

/** Adds the mapping's unit, its code and its working time. Since when it exists is not known. */
async function addUnit(tx: Tx, { unit, timeZone, source }: Mapping): Promise<number> {
  const { kind, name, fullName, code, calendar } = unit;
  const always = { from: null, until: null };
  const [id] = await insertUnits(tx, [
    { ...always, kind, name, fullName, parentId: null, provinceId: null, startKnown: false, source },
  ]);
  if (id === undefined) throw new Error("the unit was not added");
  await addCodes(tx, [{ ...always, unitId: id, scheme: "source", code }]);
  await setCalendar(tx, { unitId: id, from: null, timeZone, ...calendar });
  return id;
}

async function addProcedure(tx: Tx, { procedure, source }: Mapping, today: string): Promise<void> {
  const code = procedure.code as ProcedureCode;
  const entry = {
    ...procedure,
    code,
    communeOffice: false,
    audiences: [],
    term: { value: null, unit: "unknown" },
    hasDetail: false,
    definition: SILENT_DEFINITION,
    source,
    verified: false,
  } as const;
  await saveProcedures(tx, [entry], { origin: "office", on: today });
}

async function find(tx: Tx, { mapping, unitCode }: DestinationRequest, today: string): Promise<Destination | undefined> {
  const code = unitCode ?? mapping.unit.code;
  const [unit, procedure] = [await findUnitByCode(tx, code, today), await findProcedureByCode(tx, mapping.procedure.code, today)];
  if (unit === undefined && unitCode !== undefined) throw exchangeRefusal("unknown_unit", { field: "unit", values: { code } });
  const desk = unit === undefined ? undefined : await findDesk(tx, unit.id, today);
  if (desk === undefined || procedure === undefined) return undefined;
  return { desk: { ...desk, timeZone: mapping.timeZone, codePrefix: code }, procedure };
}

/** Where the dossiers will go, as far as it stands: undefined while unit or procedure have not been created. */
export function findDestination(pool: pg.Pool, request: DestinationRequest): Promise<Destination | undefined> {
  return reading(pool, NO_ROWS, (tx) => find(tx, request, localDateOf(request.now.getTime())));
}

/** Where the dossiers go; the unit with its calendar and the procedure are created where they are missing. */
export async function ensureDestination(pool: pg.Pool, request: DestinationRequest): Promise<Destination> {
  const today = localDateOf(request.now.getTime());
  return inTransaction(pool, NO_ROWS, async (tx) => {
    const { mapping, unitCode } = request;
    if (unitCode === undefined && (await findUnitByCode(tx, mapping.unit.code, today)) === undefined) await addUnit(tx, mapping);
    if ((await findProcedureByCode(tx, mapping.procedure.code, today)) === undefined) await addProcedure(tx, mapping, today);
    const found = await find(tx, request, today);
    if (found === undefined) throw new Error("the unit or the procedure of the import was not created");
    return found;
  });
}

type ListSource = Omit<RowSource, "columns">;

/** The codes of procedures that a list names; the whole file is read once, its header looked at before anything is written. */
async function readProcedureCodes(mapping: ExternalMapping, source: ListSource): Promise<readonly string[]> {
  const column = mapping.external.columns.procedureCode;
  const codes = new Set<string>();
  let rows = 0;
  for await (const line of readRows({ ...source, columns: caseColumns(mapping) }, newFileHash())) {
    rows += 1;
    if (source.mostRows !== undefined && rows > source.mostRows)
      throw exchangeRefusal("too_many_rows", { field: "file", values: { file: fileNameOf(source), most: source.mostRows } });
    const code = "values" in line ? (line.values.get(column) ?? "").trim() : "";
    if (code !== "") codes.add(code);
  }
  return [...codes];
}

/** An office by its code, or by its id where someone of the office asks. */
export interface OfficeWanted {
  readonly unitCode?: string | undefined;
  readonly agencyId?: number | undefined;
}

async function findOfficeDesk(tx: Tx, { unitCode, agencyId }: OfficeWanted, today: string) {
  if (agencyId === undefined && unitCode === undefined) throw exchangeRefusal("external_needs_unit", { field: "unit" });
  const id = agencyId ?? (await findUnitByCode(tx, unitCode ?? "", today))?.id;
  const desk = id === undefined ? undefined : await findDesk(tx, id, today);
  if (desk === undefined)
    throw exchangeRefusal("unknown_unit", { field: "unit", values: { code: unitCode ?? String(agencyId) } });
  return { ...desk, codePrefix: unitCode ?? desk.codePrefix ?? "" };
}

/** The office to which external dossiers belong, and the procedures of the file that the catalogue has. Nothing is created. */
export async function findExternalDestination(
  pool: pg.Pool,
  request: OfficeWanted & { readonly mapping: ExternalMapping; readonly source: ListSource; readonly now: Date },
): Promise<ExternalDestination> {
  const { mapping, now } = request;
  const codes = await readProcedureCodes(mapping, request.source);
  const today = localDateOf(now.getTime());
  return reading(pool, NO_ROWS, async (tx) => {
    const desk = await findOfficeDesk(tx, request, today);
    const procedures = await findProceduresByCodes(tx, codes, today);
    return {
      desk: { ...desk, timeZone: mapping.timeZone },
      procedures: new Map(procedures.map((procedure) => [procedure.code, procedure])),
    };
  });
}
