import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { formatDay } from "#platform/i18n/dates.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { formsRefusal } from "./forms.errors.ts";
import { SLIP_KINDS, type SlipKind } from "#dossiers";

const day = z.iso.date();

const templateVersion = z.strictObject({
  from: day,
  to: day.nullable(),
  /** Null where no circular has such a form: a notice of the office in the shape of the other slips. */
  number: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  title: z.array(z.string().min(1)).min(1),
  circular: z.string().min(1),
  paper: z.enum(["A4", "A5", "A4_LANDSCAPE"]),
  source: z.string().min(1),
  verified: z.boolean(),
});

/** The register of dossiers is a form of the same circulars. */
const FORM_KINDS = [...SLIP_KINDS, "register"] as const;
type FormKind = SlipKind | "register";

const templateFile = z.strictObject({ kind: z.enum(FORM_KINDS), versions: z.array(templateVersion).min(1) });

/** What the circular in force says about a form: its number, its title, its paper. */
export type SlipTemplate = Readonly<z.output<typeof templateVersion>>;

const files = new Map<FormKind, readonly SlipTemplate[]>();

function versionsOf(kind: FormKind): readonly SlipTemplate[] {
  const known = files.get(kind);
  if (known !== undefined) return known;
  const path = join(packageFolder, "db/reference/form-templates", `${kind.replaceAll("_", "-")}.json`);
  const { versions } = templateFile.parse(JSON.parse(readFileSync(path, "utf8")));
  files.set(kind, versions);
  return versions;
}

/**
 * The form in force on a day (yyyy-MM-dd). Refuses `form_not_known` for days before the first circular on file; Circular
 * 03/2025/TT-VPCP takes over from Circular 01/2018/TT-VPCP on 15 September 2025.
 */
export function getTemplate(kind: FormKind, on: string): SlipTemplate {
  const template = versionsOf(kind).find((version) => version.from <= on && (version.to === null || on <= version.to));
  if (template === undefined) throw formsRefusal("form_not_known", { values: { date: formatDay(on) } });
  return template;
}
