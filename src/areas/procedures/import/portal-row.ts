import { canonicalText } from "#platform/input/text.ts";
import { type Definition, definitionSchema } from "../definition.ts";
import { isProcedureCode, type Level, type ProcedureCode, type ProcedureEntry } from "../procedure.ts";
import { type PortalTerm, readPortalTerm } from "./portal-term.ts";
import { isCommuneOffice, readAudiences, readLevels, splitList } from "./portal-words.ts";

/** The columns that a catalogue must have; the others are read where present. */
export const REQUIRED_COLUMNS = ["code", "name", "fields", "levels", "time_limit", "time_unit"] as const;

export type CatalogueRow = Readonly<Record<string, string | undefined>>;

export interface Fault {
  readonly field: string;
  readonly reason: "code_malformed" | "required" | "too_long" | "invalid_characters" | "level_unknown" | "duplicate_differs";
  readonly value: string;
}

export interface ReadRow {
  readonly entry: ProcedureEntry;
  readonly term: PortalTerm;
}

const SOURCE = "Cơ sở dữ liệu quốc gia về thủ tục hành chính";
const LONGEST_NAME = 2000;

/** One row of the national catalogue as an entry, or what is wrong with which column. */
export function readCatalogueRow(row: CatalogueRow): ReadRow | { readonly fault: Fault } {
  const cells = canonicalCells(row);
  if ("fault" in cells) return cells;
  const cell = (column: string): string => cells.values[column] ?? "";
  const fault = findFault(cell);
  if (fault !== undefined) return { fault };
  const agencies = cell("executing_agencies");
  const applicants = splitList(cell("subjects"));
  const term = readPortalTerm(cell("time_limit"), cell("time_unit"));
  const communeOffice = cell("ubnd_cap_xa") === "" ? isCommuneOffice(agencies) : cell("ubnd_cap_xa") === "1";
  const given = readLevels(cell("levels")) as readonly Level[];
  const entry: ProcedureEntry = {
    code: cell("code") as ProcedureCode,
    name: cell("name"),
    field: splitList(cell("fields")).join("; "),
    levels: given.length === 0 && communeOffice ? ["commune"] : given,
    communeOffice,
    audiences: readAudiences(applicants),
    term: term.term,
    hasDetail: false,
    definition: describe(cell, applicants, term),
    source: SOURCE,
    verified: false,
    withdrawn: cell("state").startsWith("NOT_IN_"),
  };
  return { entry, term };
}

function canonicalCells(row: CatalogueRow): { readonly values: Record<string, string> } | { readonly fault: Fault } {
  const values: Record<string, string> = {};
  for (const [column, value] of Object.entries(row)) {
    try {
      values[column] = canonicalText(value ?? "");
    } catch {
      return { fault: { field: column, reason: "invalid_characters", value: JSON.stringify(value).slice(0, 80) } };
    }
  }
  return { values };
}

function findFault(cell: (column: string) => string): Fault | undefined {
  const code = cell("code");
  if (code === "") return { field: "code", reason: "required", value: "" };
  if (!isProcedureCode(code)) return { field: "code", reason: "code_malformed", value: code.slice(0, 80) };
  for (const column of ["name", "fields"]) {
    if (cell(column) === "") return { field: column, reason: "required", value: "" };
    if (cell(column).length > LONGEST_NAME) return { field: column, reason: "too_long", value: `${cell(column).slice(0, 60)}…` };
  }
  if (readLevels(cell("levels")) === undefined)
    return { field: "levels", reason: "level_unknown", value: cell("levels").slice(0, 80) };
  return undefined;
}

function describe(cell: (column: string) => string, applicants: readonly string[], term: PortalTerm): Definition {
  const agencies = splitList(cell("executing_agencies"));
  const amounts = cell("fee_vnd")
    .split("|")
    .filter((amount) => /^\d+$/.test(amount))
    .map(Number);
  return definitionSchema.parse({
    portalId: cell("portal_id") || undefined,
    kind: cell("type") || undefined,
    ministry: cell("promulgating_agency") || undefined,
    competentAuthority: agencies.join("; ") || undefined,
    agencies,
    applicants,
    terms: term.stated === undefined ? {} : { stated: term.stated },
    // Amounts under 1,000 đồng are remainders of a percentage or a page count, not fees.
    fees: amounts.map((amount) => ({ kind: "other", amountVnd: amount > 0 && amount < 1000 ? null : amount })),
    announcingDecision: cell("decision_no") === "" ? undefined : { no: cell("decision_no") },
    sourceDetail: cell("detail_source") === "" ? undefined : { note: cell("detail_source") },
  });
}
