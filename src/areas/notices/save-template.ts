import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { LOCALES } from "#platform/i18n/messages.ts";
import { choice, plainDay, requiredText } from "#platform/input/fields.ts";
import { NOTICE_EVENTS } from "./notice.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { findTemplateFaults, MOST_SHORT_CHARACTERS } from "./template.rules.ts";
import { insertTemplate } from "./template.store.ts";

export const TemplateInput = z.object({
  event: choice(NOTICE_EVENTS),
  locale: choice(LOCALES),
  validFrom: plainDay(),
  subject: requiredText(200),
  body: requiredText(4000),
  short: requiredText(1000),
});
export type TemplateInput = z.output<typeof TemplateInput>;

/** Refuses a wording that could not be filled in, with the field and the placeholder. */
export function assertUsable(input: Pick<TemplateInput, "subject" | "body" | "short">): void {
  const [fault] = findTemplateFaults(input);
  if (fault === undefined) return;
  const { field } = fault;
  if (fault.code === "unknown_placeholder")
    throw noticeRefusal("template_unknown_placeholder", { field, values: { name: fault.name } });
  if (fault.code === "stray_brace") throw noticeRefusal("template_stray_brace", { field });
  throw noticeRefusal("template_short_too_long", { field, values: { most: MOST_SHORT_CHARACTERS } });
}

/**
 * Gives an agency a wording of its own from a day on; earlier ones stay as they were. Refuses unknown placeholders, a
 * short text that no telephone shows whole, and a day that is over.
 */
export async function saveTemplate(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number; readonly agencyId: number },
  input: TemplateInput,
  now: Date,
): Promise<{ id: number }> {
  assertUsable(input);
  if (input.validFrom < localDay(now)) throw noticeRefusal("template_in_the_past", { field: "validFrom" });
  const id = await insertTemplate(tx, { ...input, ...by });
  unit.subject(`notice_template:${id}`);
  unit.note({ event: input.event, locale: input.locale, validFrom: input.validFrom });
  return { id };
}
