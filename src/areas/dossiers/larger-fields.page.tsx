import { formatInstant } from "#platform/i18n/dates.ts";
import { CheckboxGroup, Cluster, DateField, Fieldset, FormRow, NumberField, RadioGroup, TextArea, TextField } from "#ui/ui.tsx";
import { APOLOGY_ABOUT, INCIDENTS } from "./action-input.ts";
import { RECEIVER_RELATIONS } from "./dossier.ts";
import { text } from "./texts.ts";
import { Choice, type FieldsProps, Reason, ReceiverField } from "./usual-fields.page.tsx";

/** To whom a result is handed over without more papers; everybody else at the page that takes the authorisation. */
const AT_ONCE = RECEIVER_RELATIONS.filter((relation) => relation !== "authorised");

export function ReturnFields(props: FieldsProps) {
  const { locale, dossier, value } = props;
  return (
    <>
      <FormRow>
        <TextField
          name="receiverName"
          label={text(locale, "return.receiver")}
          required
          value={value("receiverName") ?? dossier.parties.owner.name}
        />
        <TextField
          name="receiverIdNumber"
          label={text(locale, "party.id_number")}
          inputMode="numeric"
          value={value("receiverIdNumber")}
        />
      </FormRow>
      <RadioGroup
        name="relation"
        label={text(locale, "return.relation")}
        inline
        required
        value={value("relation") ?? "owner"}
        options={AT_ONCE.map((relation) => ({ value: relation, label: text(locale, `relation.${relation}`) }))}
      />
      <p>
        <a href={`/ho-so/${dossier.id}/tra-ket-qua`}>{text(locale, "return.more")}</a>
      </p>
      <Reason {...props} required={false} />
    </>
  );
}

export function ComponentCounts({ locale, dossier, value }: Pick<FieldsProps, "locale" | "dossier" | "value">) {
  return (
    <>
      {dossier.components.map((component, index) => (
        <Fieldset key={component.code} legend={component.name}>
          <input type="hidden" name={`components.${index}.code`} value={component.code} />
          <Cluster>
            {(["original", "certified", "photo"] as const).map((kind) => (
              <NumberField
                key={kind}
                name={`components.${index}.${kind}`}
                label={text(locale, `copies.${kind}`)}
                value={value(`components.${index}.${kind}`) ?? String(component[kind])}
                width="xs"
              />
            ))}
          </Cluster>
        </Fieldset>
      ))}
    </>
  );
}

export function ProposeFields(props: FieldsProps) {
  const { locale, value } = props;
  return (
    <>
      <RadioGroup
        name="proposal"
        label={text(locale, "propose.what")}
        inline
        required
        value={value("proposal") ?? "approve"}
        options={(["approve", "refuse"] as const).map((proposal) => ({
          value: proposal,
          label: text(locale, `proposal.${proposal}`),
        }))}
      />
      <ReceiverField {...props} />
      <TextArea
        name="reason"
        label={text(locale, "propose.reason")}
        hint={text(locale, "propose.reason_hint")}
        rows={3}
        value={value("reason")}
      />
    </>
  );
}

export function SupplementFields(props: FieldsProps) {
  const { locale, value } = props;
  return (
    <>
      <TextArea
        name="items"
        label={text(locale, "supplement.items")}
        hint={text(locale, "supplement.items_hint")}
        rows={4}
        required
        value={value("items")}
      />
      <Reason {...props} required />
      {props.action === "request_supplement" && (
        <>
          <DateField
            name="respondBy"
            label={text(locale, "supplement.respond_by")}
            hint={text(locale, "supplement.respond_by_hint")}
            value={value("respondBy")}
          />
          <TextField
            name="basis"
            label={text(locale, "supplement.basis")}
            hint={text(locale, "supplement.basis_hint")}
            value={value("basis")}
          />
        </>
      )}
    </>
  );
}

/** What was asked for, to be ticked off: a supplement is taken when it is complete. */
export function SuppliedFields(props: FieldsProps) {
  const { locale, events, values } = props;
  const asked = events.findLast((event) => event.type === "supplement_requested")?.payload["items"];
  const items = Array.isArray(asked) ? asked.map(String) : [];
  return (
    <>
      {items.length > 0 && (
        <CheckboxGroup
          name="present"
          label={text(locale, "supplement.present")}
          values={values("present")}
          options={items.map((label, index) => ({ value: String(index), label }))}
        />
      )}
      <Reason {...props} required={false} />
    </>
  );
}

export function ApologyFields(props: FieldsProps) {
  const { locale, value, dossier } = props;
  const usual = dossier.way.corrections > 0 ? "error" : "delay";
  return (
    <>
      <RadioGroup
        name="about"
        label={text(locale, "apology.about")}
        inline
        value={value("about") ?? usual}
        options={APOLOGY_ABOUT.map((about) => ({ value: about, label: text(locale, `apology.about.${about}`) }))}
      />
      <DateField
        name="newDueOn"
        label={text(locale, "apology.new_due")}
        hint={text(locale, "apology.new_due_hint")}
        value={value("newDueOn")}
      />
      <TextArea
        name="reason"
        label={text(locale, "reason")}
        hint={text(locale, "apology.reason_hint")}
        rows={3}
        required
        value={value("reason")}
      />
    </>
  );
}

/** The letter that waits: what the leader signs and the counter sends. */
export function DraftedLetter({ locale, events, dossier }: FieldsProps) {
  const draft = events.findLast((event) => event.type === "apology_changed" && event.payload["apology"] === "drafting");
  if (draft === undefined) return null;
  const newDue = draft.payload["newDueAt"];
  return (
    <p>
      {draft.reason}
      {typeof newDue === "number" && (
        <>
          {" "}
          {text(locale, "apology.new_due")}: {formatInstant(new Date(newDue), dossier.timeZone)}.
        </>
      )}{" "}
      {draft.payload["late"] === true && <strong>{text(locale, "apology.late")}</strong>}
    </p>
  );
}

export function WithdrawalRequest({ locale, events }: FieldsProps) {
  const asked = events.findLast((event) => event.type === "withdrawal_requested");
  if (asked?.reason === undefined || asked.reason === null) return null;
  return (
    <p>
      {text(locale, "reason")}: {asked.reason}
    </p>
  );
}

export function CorrectionFields(props: FieldsProps) {
  const { locale, value } = props;
  return (
    <>
      <Choice
        {...props}
        name="incident"
        label="correction.incident"
        options={INCIDENTS.map((incident) => ({ value: incident, label: text(locale, `incident.${incident}`) }))}
      />
      <DateField name="dueOn" label={text(locale, "correction.due")} required value={value("dueOn")} />
      <Reason {...props} required />
    </>
  );
}

export const SignFields = (props: FieldsProps) => (
  <>
    <TextField
      name="documentNo"
      label={text(props.locale, "sign.document_no")}
      hint={text(props.locale, "sign.hint")}
      value={props.value("documentNo")}
    />
    <Reason {...props} required={false} />
  </>
);
