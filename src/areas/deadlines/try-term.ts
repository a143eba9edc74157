import { computeDeadline, type Deadline, type DeadlineInput } from "#core/deadline/deadline.ts";
import { errorMessage } from "#core/deadline/messages.ts";
import type { Convention, Term } from "#core/deadline/term.ts";
import { vietnamInstant } from "#core/instant.ts";
import { type PlainDate, toEpochDay } from "#core/plain-date.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { findProcedureByCode } from "#procedures";
import { text } from "./texts.ts";

/** What a person typed on the page, checked for its form. */
export interface TriedTerm {
  readonly day: string;
  readonly time: string;
  readonly procedure?: string | undefined;
  readonly value?: number | undefined;
  readonly unit: Exclude<Term["unit"], "none">;
  readonly convention: Convention;
}

export type TriedAnswer =
  | {
      readonly kind: "computed";
      readonly input: DeadlineInput;
      readonly deadline: Deadline;
      readonly procedure: string | undefined;
    }
  | { readonly kind: "no_term"; readonly procedure: string }
  | { readonly kind: "refused"; readonly errors: readonly FieldRefusal[] };

const refused = (field: string, message: string): TriedAnswer => ({ kind: "refused", errors: [{ field, message }] });

function compute(tried: TriedTerm, term: Term, minute: number, locale: Locale, procedure: string | undefined): TriedAnswer {
  const at = vietnamInstant(toEpochDay(tried.day as PlainDate), minute);
  const convention = term.unit === "working_day" ? tried.convention : undefined;
  const input: DeadlineInput = {
    calendar: getCalendar("vn"),
    term,
    convention,
    events: [{ type: "start", at, basis: "counter" }],
  };
  const deadline = computeDeadline(input);
  if (!deadline.ok) {
    const field = deadline.error.field.startsWith("term") ? "value" : "day";
    return refused(field, errorMessage(deadline.error, locale));
  }
  return { kind: "computed", input, deadline: deadline.value, procedure };
}

/** The due date of a term typed on the page, or of the procedure whose code was typed; or what is wrong, field by field. */
export async function tryTerm(tx: Tx, tried: TriedTerm, locale: Locale): Promise<TriedAnswer> {
  const time = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(tried.time);
  if (time === null) return refused("time", text(locale, "error.time"));
  const minute = Number(time[1]) * 60 + Number(time[2]);
  if (tried.procedure === undefined) {
    if (tried.value === undefined && tried.unit !== "same_day") return refused("value", text(locale, "error.value"));
    return compute(
      tried,
      tried.unit === "same_day" ? { unit: tried.unit } : { value: tried.value, unit: tried.unit },
      minute,
      locale,
      undefined,
    );
  }
  const procedure = await findProcedureByCode(tx, tried.procedure, tried.day);
  if (procedure === undefined) {
    return refused("procedure", text(locale, "error.procedure", { code: tried.procedure }));
  }
  const { term } = procedure;
  if (term.unit === "unknown" || term.unit === "none") return { kind: "no_term", procedure: procedure.name };
  return compute(tried, { value: term.value, unit: term.unit }, minute, locale, procedure.name);
}
