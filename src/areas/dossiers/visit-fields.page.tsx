import type { Locale } from "#platform/i18n/messages.ts";
import { Details, FormRow, Notice, SelectField, TextField } from "#ui/ui.tsx";
import type { VisitReasons } from "./home-visit.ts";
import { one, type Typed } from "./party-fields.page.tsx";
import { text } from "./texts.ts";

/** Folded: most dossiers are handed in at the counter. */
export function VisitFields({
  locale,
  typed,
  reasons,
}: {
  readonly locale: Locale;
  readonly typed: Typed;
  readonly reasons: VisitReasons;
}) {
  const place = one(typed, "visit.place", "");
  const reason = one(typed, "visit.reason", "");
  return (
    <Details summary={text(locale, "visit.title")} open={place !== "" || reason !== ""}>
      <FormRow>
        <TextField name="visit.place" label={text(locale, "visit.place")} hint={text(locale, "visit.place_hint")} value={place} />
        <SelectField
          name="visit.reason"
          label={text(locale, "visit.reason")}
          value={reason}
          emptyLabel={text(locale, "action.choose_one")}
          options={reasons.reasons.map((each) => ({ value: each.code, label: each[locale] }))}
        />
      </FormRow>
      {!reasons.verified && <Notice tone="info">{text(locale, "visit.unverified", { source: reasons.source })}</Notice>}
    </Details>
  );
}
