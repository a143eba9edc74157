import type { ActionName } from "#core/workflow/dossier-action.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { PostHolder } from "#organisation";
import type { FieldRefusal } from "#platform/refusal.ts";
import { ActionBar, Button, Details, Form, FormRow, NumberField, RadioGroup, SelectField, TextArea, TextField } from "#ui/ui.tsx";
import { receiverRolesOf } from "./action-input.ts";
import type { Dossier } from "./dossier.ts";
import { RECEIVER_RELATIONS } from "./dossier.ts";
import type { Typed } from "./receive.page.tsx";
import { text } from "./texts.ts";

export interface ActionFormsProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly actions: readonly ActionName[];
  readonly holders: readonly PostHolder[];
  readonly csrf: string;
  readonly newKey: () => string;
  /** The action that was refused, with what was typed for it and what is wrong. */
  readonly refused?: { readonly action: string; readonly typed: Typed; readonly errors: readonly FieldRefusal[] } | undefined;
}

const DANGEROUS: ReadonlySet<ActionName> = new Set(["withdraw", "stop", "void", "refuse_at_intake"]);

interface FieldsProps extends ActionFormsProps {
  readonly action: ActionName;
  readonly value: (name: string) => string | undefined;
}

function ReceiverField({ locale, holders, action, value }: FieldsProps) {
  const roles = receiverRolesOf(action);
  const fitting = holders.filter((holder) => roles.includes(holder.role));
  const options = fitting.map((holder) => ({
    value: String(holder.personId),
    label: `${holder.name} – ${holder.title}, ${holder.unitName}`,
  }));
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

const Reason = ({ locale, value, required }: FieldsProps & { required: boolean }) => (
  <TextArea
    name="reason"
    label={text(locale, required ? "reason" : "note")}
    rows={2}
    required={required}
    value={value("reason")}
  />
);

function ReturnFields(props: FieldsProps) {
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
        options={RECEIVER_RELATIONS.map((relation) => ({ value: relation, label: text(locale, `relation.${relation}`) }))}
      />
      <TextField
        name="paper"
        label={text(locale, "party.paper")}
        hint={text(locale, "return.paper_hint")}
        value={value("paper")}
      />
      <Reason {...props} required={false} />
    </>
  );
}

function MissingComponents({ locale, dossier, value }: FieldsProps) {
  return (
    <>
      {dossier.components.map((component, index) => (
        <FormRow key={component.code}>
          <input type="hidden" name={`components.${index}.code`} value={component.code} />
          <NumberField
            name={`components.${index}.original`}
            label={`${component.name} – ${text(locale, "copies.original")}`}
            value={value(`components.${index}.original`) ?? String(component.original)}
            width="xs"
          />
          <NumberField
            name={`components.${index}.certified`}
            label={text(locale, "copies.certified")}
            value={value(`components.${index}.certified`) ?? String(component.certified)}
            width="xs"
          />
          <NumberField
            name={`components.${index}.photo`}
            label={text(locale, "copies.photo")}
            value={value(`components.${index}.photo`) ?? String(component.photo)}
            width="xs"
          />
        </FormRow>
      ))}
    </>
  );
}

function ProposeFields(props: FieldsProps) {
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

function SupplementFields(props: FieldsProps) {
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
      <TextField
        name="basis"
        label={text(locale, "supplement.basis")}
        hint={text(locale, "supplement.basis_hint")}
        value={value("basis")}
      />
    </>
  );
}

/** What a person must say for each action. */
function ActionFields(props: FieldsProps) {
  const { locale, action, value } = props;
  switch (action) {
    case "hand_over":
    case "forward":
      return (
        <>
          <ReceiverField {...props} />
          <Reason {...props} required={false} />
        </>
      );
    case "propose":
      return <ProposeFields {...props} />;
    case "sign":
      return (
        <>
          <TextField
            name="documentNo"
            label={text(locale, "sign.document_no")}
            hint={text(locale, "sign.hint")}
            value={value("documentNo")}
          />
          <Reason {...props} required={false} />
        </>
      );
    case "return":
      return <ReturnFields {...props} />;
    case "request_supplement":
      return <SupplementFields {...props} />;
    case "stop":
      return (
        <>
          <Reason {...props} required />
          <TextField name="basis" label={text(locale, "basis")} required value={value("basis")} />
        </>
      );
    case "receive":
      return <MissingComponents {...props} />;
    case "rework":
    case "withdraw":
    case "void":
    case "refuse_at_intake":
      return <Reason {...props} required />;
    default:
      return <Reason {...props} required={false} />;
  }
}

/** One folded form for each thing that this person may do with the dossier now; the first one is open unless it ends the dossier. */
export function ActionForms(props: ActionFormsProps) {
  const { locale, dossier, actions, csrf, newKey, refused } = props;
  return (
    <div class="stack no-print">
      {actions.map((action, index) => {
        const isRefused = refused?.action === action;
        const value = (name: string): string | undefined => {
          const given = isRefused ? refused.typed[name] : undefined;
          return Array.isArray(given) ? given[0] : given;
        };
        return (
          <Details
            key={action}
            summary={text(locale, `action.${action}`)}
            open={refused === undefined ? index === 0 && !DANGEROUS.has(action) : isRefused}
          >
            <Form
              action={`/ho-so/${dossier.id}/${action}`}
              csrf={csrf}
              formKey={newKey()}
              hidden={{ seq: String(dossier.seq) }}
              errors={isRefused ? refused.errors : []}
              scope={isRefused ? undefined : action}
              confirm={
                DANGEROUS.has(action)
                  ? text(locale, "action.confirm", { action: text(locale, `action.${action}`), code: dossier.code })
                  : undefined
              }
            >
              <ActionFields {...props} action={action} value={value} />
              <ActionBar>
                <Button variant={DANGEROUS.has(action) ? "danger" : index === 0 ? "primary" : "secondary"}>
                  {text(locale, `action.${action}`)}
                </Button>
              </ActionBar>
            </Form>
          </Details>
        );
      })}
    </div>
  );
}
