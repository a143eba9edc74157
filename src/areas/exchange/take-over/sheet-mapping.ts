import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { POST_ROLES } from "#organisation";
import { packageFolder } from "#platform/package-folder.ts";

/** Whose list it is: a spreadsheet with this product's own columns, or an export of OpenCPS. */
export const SHEET_SYSTEMS = ["sheet", "opencps"] as const;
export type SheetSystem = (typeof SHEET_SYSTEMS)[number];

const column = z.string().min(1).max(100);
const about = { system: z.enum(SHEET_SYSTEMS), source: z.string(), verified: z.boolean() };

const officerMapping = z.strictObject({
  ...about,
  columns: z.strictObject({
    sourceId: column,
    fullName: column,
    username: column,
    unit: column,
    role: column,
    title: column,
  }),
  optional: z.strictObject({
    from: column.optional(),
    until: column.optional(),
    decisionNo: column.optional(),
    working: column.optional(),
  }),
  /** The values of `working` that mean someone is in office; null where every line is. */
  working: z.array(z.string()).nullable(),
  /** The first word that a title contains says the role. */
  roles: z.array(z.strictObject({ word: z.string().min(1), role: z.enum(POST_ROLES) })),
});
export type OfficerMapping = z.output<typeof officerMapping>;

const procedureMapping = z.strictObject({
  ...about,
  columns: z.strictObject({ code: column, name: column, field: column, term: column, level: column.optional() }),
  optional: z.strictObject({
    level: column.optional(),
    termUnit: column.optional(),
    audiences: column.optional(),
    agency: column.optional(),
    decisionNo: column.optional(),
    steps: column.optional(),
    conditions: column.optional(),
  }),
  /** What follows the national code in that system and is no part of it. */
  codeSuffix: z.string().nullable(),
});
export type ProcedureMapping = z.output<typeof procedureMapping>;

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(packageFolder, "db/reference/import-sheets", `${name}.json`), "utf8"));

export const readOfficerMapping = async (system: SheetSystem): Promise<OfficerMapping> =>
  officerMapping.parse(await read(`officers-${system}`));

export const readProcedureMapping = async (system: SheetSystem): Promise<ProcedureMapping> =>
  procedureMapping.parse(await read(`procedures-${system}`));
