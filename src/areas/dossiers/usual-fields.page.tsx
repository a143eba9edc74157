import type { ActionName } from "#core/workflow/dossier-action.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { holderLabel, type PostHolder } from "#organisation";
import { Checkbox, NumberField, SelectField, TextArea, TextField } from "#ui/ui.tsx";
import { receiverRolesOf } from "./choose-action.ts";
import type { Dossier, DossierEventRow } from "./dossier.ts";
import { text } from "./texts.ts";

export interface FieldsProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly events: readonly DossierEventRow[];
  readonly holders: readonly PostHolder[];
  readonly action: ActionName;
  readonly value: (name: string) => string | undefined;
  readonly values: (name: string) => readonly string[];
}

export function ReceiverField({ locale, holders, action, dossier, value }: FieldsProps) {
  const roles = receiverRolesOf(action, dossier);
  const options = holders
    .filter((holder) => roles.includes(holder.role))
    .map((holder) => ({ value: String(holder.personId), label: holderLabel(locale, holder) }));
  return (
    <SelectField
      name="toPersonId"
      label={text(locale, "action.to")}
      required
      value={value("toPersonId")}
      emptyLabel={text(locale, "action.choose")}
      options={options}
    />
  );
}

export const Reason = ({ locale, value, required }: FieldsProps & { required: boolean }) => (
  <TextArea
    name="reason"
    label={text(locale, required ? "reason" : "note")}
    rows={2}
    required={required}
    value={value("reason")}
  />
);

export const Line = ({
  locale,
  value,
  name,
  label,
  required = true,
}: FieldsProps & { name: string; label: Key; required?: boolean }) => (
  <TextField name={name} label={text(locale, label)} required={required} value={value(name)} />
);
type Key = Parameters<typeof text>[1];

export const GivenBack = (props: FieldsProps) => (
  <>
    <Line {...props} name="papers" label="given_back.papers" required={false} />
    <Checkbox
      name="giveOriginals"
      value="yes"
      label={text(props.locale, "given_back.originals")}
      hint={text(props.locale, "given_back.originals_hint")}
      checked={props.value("giveOriginals") === "yes"}
    />
    <TextField
      name="givenTo"
      label={text(props.locale, "given_back.to")}
      value={props.value("givenTo") ?? props.dossier.parties.owner.name}
    />
    <NumberField
      name="refundVnd"
      label={text(props.locale, "given_back.refund")}
      hint={text(props.locale, "given_back.refund_hint")}
      value={props.value("refundVnd")}
      width="m"
    />
  </>
);

export const Basis = (props: FieldsProps) => <Line {...props} name="basis" label="basis" />;

export function Choice({
  name,
  label,
  options,
  fallback,
  ...props
}: FieldsProps & { name: string; label: Key; options: readonly { value: string; label: string }[]; fallback?: string }) {
  return (
    <SelectField
      name={name}
      label={text(props.locale, label)}
      required
      value={props.value(name) ?? fallback}
      emptyLabel={text(props.locale, "action.choose_one")}
      options={options}
    />
  );
}

export const AtOnceFields = (props: FieldsProps) => (
  <>
    <TextField
      name="receiverName"
      label={text(props.locale, "return.receiver")}
      required
      value={props.value("receiverName") ?? props.dossier.parties.owner.name}
    />
    <Line {...props} name="documentNo" label="sign.document_no" required={false} />
  </>
);
