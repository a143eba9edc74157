import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkForm } from "#core/eform/index.ts";
import type { Tx } from "#platform/db/tx.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { findEformOf, insertEform, savePlace } from "./eform.store.ts";
import { eformSchema } from "./eform-definition.ts";

const FOLDER = "db/reference/eforms";
/** Taken by the police on a system of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(["1.004222"]);

const fileSchema = z.strictObject({
  procedureCode: z.string(),
  source: z.string().min(1),
  verified: z.boolean(),
  form: eformSchema,
});
export type StarterForm = z.output<typeof fileSchema>;

/** The forms that ship: our own words for what the declarations in force ask, the source named, not verified. */
export function readStarterForms(): readonly StarterForm[] {
  const folder = join(packageFolder, FOLDER);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => {
      const form = fileSchema.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
      const defects = checkForm(form.form);
      if (defects.length > 0) throw new Error(`${name}: ${JSON.stringify(defects)}`);
      return form;
    });
}

/**
 * Publishes the forms that ship, where a procedure has none yet; returns how many were added. `here` also opens the pilot:
 * these procedures are then filed on this system and not on the national portal.
 */
export async function loadStarterForms(tx: Tx, now: Date, here: boolean): Promise<number> {
  let added = 0;
  for (const { procedureCode, source, verified, form } of readStarterForms()) {
    if ((await findEformOf(tx, procedureCode, "published")) !== undefined) continue;
    await insertEform(tx, { procedureCode, source, verified, form, origin: "starter", status: "published" }, now);
    if (here && !ELSEWHERE.has(procedureCode))
      await savePlace(tx, procedureCode, { place: "here", url: null, reason: null }, now);
    added += 1;
  }
  return added;
}
