import { z } from "zod";
import type { Locale } from "../i18n/messages.ts";
import { type FieldRefusal, Refusal } from "../refusal.ts";
import { platformText } from "../refusals.ts";
import { canonicalBody } from "./text.ts";

const LOCALE_ERRORS = { vi: z.locales.vi().localeError, en: z.locales.en().localeError } as const;

function issueText(locale: Locale, issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith("@")) return platformText(locale, issue.message.slice(1) as Parameters<typeof platformText>[1]);
  if (issue.code === "invalid_type" && issue.input === undefined) return platformText(locale, "field.required");
  if (issue.code === "too_big" && issue.origin === "string") return platformText(locale, "field.too_long");
  const text = LOCALE_ERRORS[locale](issue as z.core.$ZodRawIssue);
  return typeof text === "string" ? text : (text?.message ?? issue.message);
}

/** What is wrong with each field, in words; at most one message a field. */
export function fieldRefusals(locale: Locale, error: z.ZodError): readonly FieldRefusal[] {
  const seen = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.map(String).join(".");
    if (!seen.has(field)) seen.set(field, issueText(locale, issue));
  }
  return [...seen].map(([field, message]) => ({ field, message }));
}

/** The canonical, parsed input; or the refusal `invalid_input` that names each field. */
export function validate<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  const parsed = schema.safeParse(canonicalBody(raw ?? {}), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Refusal({
    code: "invalid_input",
    status: 422,
    text: (locale) => platformText(locale, "refusal.invalid_input"),
    fields: (locale) => fieldRefusals(locale, parsed.error),
  });
}
