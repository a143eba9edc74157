import type { Locale } from "#platform/i18n/messages.ts";
import { DateField, FormRow, TextField } from "#ui/ui.tsx";
import { text } from "./texts.ts";

/** What was typed, by field name; the page shows it again when something is refused. */
export type Typed = Readonly<Record<string, string | string[] | undefined>>;

/** One value of what was typed. */
export const one = (typed: Typed, name: string, fallback?: string): string | undefined => {
  const value = typed[name];
  return (Array.isArray(value) ? value[0] : value) ?? fallback;
};

/** The fields of a person that a dossier names. */
export function PartyFields({
  locale,
  typed,
  prefix,
  required,
}: {
  locale: Locale;
  typed: Typed;
  prefix: string;
  required: boolean;
}) {
  const value = (name: string) => one(typed, `${prefix}.${name}`);
  return (
    <>
      <FormRow>
        <TextField
          name={`${prefix}.name`}
          label={text(locale, "party.name")}
          value={value("name")}
          required={required}
          width="l"
        />
        <TextField
          name={`${prefix}.idNumber`}
          label={text(locale, "party.id_number")}
          value={value("idNumber")}
          inputMode="numeric"
          width="m"
        />
      </FormRow>
      <FormRow>
        <DateField name={`${prefix}.dateOfBirth`} label={text(locale, "party.date_of_birth")} value={value("dateOfBirth")} />
        <TextField name={`${prefix}.phone`} label={text(locale, "party.phone")} type="tel" value={value("phone")} width="m" />
      </FormRow>
      <TextField name={`${prefix}.address`} label={text(locale, "party.address")} value={value("address")} />
    </>
  );
}
