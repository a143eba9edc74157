import type { Wording } from "./notice.ts";

/** What may stand in braces in a template, as an office writes it. */
export const PLACEHOLDERS = ["ho_ten", "ma_ho_so", "thu_tuc", "co_quan", "han_tra", "ly_do", "noi_dung", "lien_ket"] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string>>>;

const IN_BRACES = /\{([^{}]*)\}/g;

/** The longest text of a Zalo template and of three joined short messages in Vietnamese with diacritics. */
export const MOST_SHORT_CHARACTERS = 400;
/** Room for the longest values that a short text can take: the name of a procedure, a reason. */
const LONGEST_VALUE = 80;

export type TemplateFault =
  | { readonly code: "unknown_placeholder"; readonly field: keyof Wording; readonly name: string }
  | { readonly code: "stray_brace"; readonly field: keyof Wording }
  | { readonly code: "short_too_long"; readonly field: "short" };

/** What is wrong with a wording, the first fault of each field; empty when it can be used. */
export function findTemplateFaults(wording: Wording): readonly TemplateFault[] {
  const faults: TemplateFault[] = [];
  for (const field of ["subject", "body", "short"] as const) {
    const text = wording[field];
    const unknown = [...text.matchAll(IN_BRACES)].find(([, name]) => !PLACEHOLDERS.includes(name as Placeholder));
    if (unknown !== undefined) faults.push({ code: "unknown_placeholder", field, name: unknown[1] ?? "" });
    else if (/[{}]/.test(text.replaceAll(IN_BRACES, ""))) faults.push({ code: "stray_brace", field });
  }
  if (wording.short.length > MOST_SHORT_CHARACTERS) faults.push({ code: "short_too_long", field: "short" });
  return faults;
}

const fill = (text: string, values: PlaceholderValues, longest: number): string =>
  text
    .replaceAll(IN_BRACES, (_, name: string) => {
      const value = values[name as Placeholder] ?? "";
      return value.length > longest && name !== "lien_ket" ? `${value.slice(0, longest - 1)}…` : value;
    })
    .replaceAll(/[^\S\n]+/g, " ")
    .trim();

/** The words that are sent: placeholders filled in once (a value is never read as a template), long values cut in short texts. */
export const renderWording = (wording: Wording, values: PlaceholderValues): Wording => ({
  subject: fill(wording.subject, values, 200).replaceAll("\n", " "),
  body: fill(wording.body, values, 4000),
  short: fill(wording.short, values, LONGEST_VALUE),
});
