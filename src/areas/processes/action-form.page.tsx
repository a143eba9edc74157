import { END, PRECONDITIONS, type ProcessAction, REQUIREMENTS } from "#core/process/definition.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { Button, CheckboxGroup, Columns, Form, FormRow, PageHeader, Stack, TextField } from "#ui/ui.tsx";
import { EFFECT_OPTIONS, listOf, oneOf } from "./edit-forms.ts";
import { wordsOf } from "./finding-text.ts";
import { Aside, Buttons, type FormPageProps } from "./step-form.page.tsx";
import { text } from "./texts.ts";
import { actionHref, stepName } from "./words.ts";

export interface ActionFormProps extends FormPageProps {
  readonly from: string;
  readonly edited: ProcessAction | undefined;
}

/** One action: where it leads, when it is offered, what must come with it, what it brings about. */
export function ActionFormPage(props: ActionFormProps) {
  const { locale, values, it, from, edited } = props;
  return (
    <Stack>
      <PageHeader
        kicker={it.procedureName}
        title={
          edited === undefined
            ? text(locale, "action.title_new")
            : `${text(locale, "action.title_edit")}: ${edited.label[locale]}`
        }
        lead={text(locale, "action.from", { name: stepName(locale, it.definition, from) })}
      />
      <Columns aside={<Aside {...props} current={from} />} asideLabel={text(locale, "page.diagram")}>
        <Form
          action={props.action}
          csrf={props.csrfToken}
          formKey={newFormKey()}
          hidden={{ revision: oneOf(values, "revision") }}
        >
          <ActionFields {...props} />
          <Buttons {...props} save={text(locale, "action.save")} />
        </Form>
        {edited !== undefined && <RemoveAction {...props} edited={edited} />}
      </Columns>
    </Stack>
  );
}

function ActionFields({ locale, values, it, from }: ActionFormProps) {
  const targets = [...it.definition.steps.filter((step) => step.code !== from).map((step) => step.code), END];
  const boxes = (name: "needs" | "requires" | "effects", list: readonly string[], group: string) => (
    <CheckboxGroup
      name={name}
      label={text(locale, `action.${name}`)}
      options={list.map((value) => ({ value, label: wordsOf(locale, `${group}:${value}`) }))}
      values={listOf(values, name)}
    />
  );
  return (
    <>
      <FormRow>
        <TextField name="labelVi" label={text(locale, "action.label_vi")} value={oneOf(values, "labelVi")} required />
        <TextField
          name="labelEn"
          label={text(locale, "action.label_en")}
          hint={text(locale, "step.en_hint")}
          value={oneOf(values, "labelEn")}
        />
      </FormRow>
      <CheckboxGroup
        name="to"
        label={text(locale, "action.to")}
        hint={text(locale, "action.to_hint")}
        options={targets.map((value) => ({ value, label: stepName(locale, it.definition, value) }))}
        values={listOf(values, "to")}
        required
      />
      {boxes("needs", PRECONDITIONS, "need")}
      {boxes("requires", REQUIREMENTS, "require")}
      {boxes("effects", EFFECT_OPTIONS, "effect")}
      <TextField
        name="child"
        label={text(locale, "action.child")}
        hint={text(locale, "action.child_hint")}
        value={oneOf(values, "child")}
        width="s"
      />
    </>
  );
}

function RemoveAction({ locale, csrfToken, it, edited }: ActionFormProps & { readonly edited: ProcessAction }) {
  return (
    <Form
      action={`${actionHref(it.id, edited.code)}/xoa`}
      csrf={csrfToken}
      formKey={newFormKey()}
      hidden={{ revision: String(it.revision) }}
      label={text(locale, "action.remove_named", { name: edited.label[locale] })}
      confirm={text(locale, "action.remove_confirm")}
    >
      <Button variant="danger" icon="close">
        {text(locale, "step.remove")}
      </Button>
    </Form>
  );
}
