import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { localDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { requiredText } from "#platform/input/fields.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import type { Channel, DossierAttributes } from "./dossier.ts";

const File = z.strictObject({
  versions: z
    .array(
      z.strictObject({
        from: z.iso.date(),
        to: z.iso.date().nullable(),
        source: z.string().min(1),
        verified: z.boolean(),
        reasons: z.array(z.strictObject({ code: z.string(), vi: z.string(), en: z.string() })).min(1),
      }),
    )
    .min(1),
});
export type VisitReasons = z.output<typeof File>["versions"][number];

let versions: readonly VisitReasons[] | undefined;

/** Why an office goes to people, as it held on a day: dated data, not verified until somebody has read the text. */
export function visitReasonsOn(on: string): VisitReasons {
  versions ??= File.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/visit-reasons.json"), "utf8"))).versions;
  const held = versions.find((version) => version.from <= on && (version.to === null || on <= version.to)) ?? versions[0];
  if (held === undefined) throw new Error("there are no reasons for a visit");
  return held;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => one === "" || one === undefined);

/** Where a dossier was taken that was not taken at the counter, and why the office went there. */
export const HomeVisit = z.preprocess(
  (value) => (isEmpty(value) ? undefined : value),
  z.object({ place: requiredText(300), reason: requiredText(40) }).optional(),
);
type HomeVisit = z.output<typeof HomeVisit>;

/** What is kept of a visit. Refuses another channel than the counter, and a reason that was none on that day. */
export function visitAttribute(channel: Channel, visit: HomeVisit, on: string): Pick<DossierAttributes, "visit"> {
  if (visit === undefined) return {};
  if (channel !== "counter") throw dossierRefusal("visit_not_by_counter", { field: "channel" });
  if (!visitReasonsOn(on).reasons.some(({ code }) => code === visit.reason)) {
    throw dossierRefusal("unknown_visit_reason", { field: "visit.reason" });
  }
  return { visit };
}

/** What a reason is called; its code where the list does not know it. */
export const reasonText = (locale: Locale, { reasons }: VisitReasons, code: string): string =>
  reasons.find((each) => each.code === code)?.[locale] ?? code;

/** Where a dossier was taken and why, by the list of its day of receipt; undefined where it was taken at the counter. */
export function visitText(
  locale: Locale,
  { attributes: { visit }, receivedAt }: { readonly attributes: DossierAttributes; readonly receivedAt: Date },
): string | undefined {
  if (visit === undefined) return undefined;
  return `${visit.place} – ${reasonText(locale, visitReasonsOn(localDay(receivedAt)), visit.reason)}`;
}
