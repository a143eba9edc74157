import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import type { Tx } from "#platform/db/tx.ts";
import { definitionSchema } from "./definition.ts";
import { AUDIENCES, isProcedureCode, type ProcedureCode, type ProcedureEntry } from "./procedure.ts";
import { type SavedProcedure, saveProcedures } from "./save-procedures.store.ts";
import { termSchema } from "./term.ts";

const FOLDER = join(packageFolder, "db/reference/starter-catalogue");

const fileSchema = z.object({
  field: z.string().min(1),
  procedures: z.array(
    z.object({
      code: z.string().refine(isProcedureCode),
      name: z.string().min(1),
      audiences: z.array(z.enum(AUDIENCES)),
      term: termSchema,
      source: z.string().min(1),
      verified: z.boolean(),
      definition: definitionSchema,
    }),
  ),
});

/** The procedures of a commune that ship with the product, each with its source and whether someone checked it. */
export async function readStarterCatalogue(): Promise<readonly ProcedureEntry[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".json")).toSorted();
  const files = await Promise.all(
    names.map(async (name) => fileSchema.parse(JSON.parse(await readFile(join(FOLDER, name), "utf8")))),
  );
  return files.flatMap(({ field, procedures }) =>
    procedures.map((p) => ({
      ...p,
      code: p.code as ProcedureCode,
      field,
      levels: ["commune"] as const,
      communeOffice: true,
      hasDetail: true,
    })),
  );
}

/**
 * Puts the starter catalogue into an installation; repeating it changes nothing. `on` (yyyy-MM-dd) is the day from
 * which a changed entry replaces an earlier one.
 */
export async function loadStarterCatalogue(tx: Tx, on: string): Promise<readonly SavedProcedure[]> {
  return saveProcedures(tx, await readStarterCatalogue(), { origin: "starter", on });
}
