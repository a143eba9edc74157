import { Ui, useUi } from "./context.ts";
import type { Children, FieldError } from "./types.ts";

/** Names of the hidden fields that guard every form: against forged requests and against sending twice. */
export const CSRF_FIELD = "_csrf";
export const FORM_KEY_FIELD = "_key";

export type FormProps = {
  action: string;
  children: Children;
  method?: "post" | "get" | undefined;
  csrf?: string | undefined;
  formKey?: string | undefined;
  hidden?: Readonly<Record<string, string | undefined>> | undefined;
  errors?: readonly FieldError[] | undefined;
  files?: boolean | undefined;
  id?: string | undefined;
  label?: string | undefined;
  confirm?: string | undefined;
  wide?: boolean | undefined;
  /** Keeps what is typed in this tab until it is sent (motcua-draft.js); what it says when it brings it back. */
  draft?: { readonly restored: string; readonly discard: string } | undefined;
  /** Where several forms stand on a page: keeps the ids of their fields apart. Not for the one that was refused. */
  scope?: string | undefined;
};

/** A form that is checked by the server alone, so that every refusal reads the same with and without scripts. */
export function Form(props: FormProps) {
  const ui = useUi();
  const post = (props.method ?? "post") === "post";
  const form = (
    <form
      class={props.wide ? "form form-wide" : "form"}
      action={props.action}
      method={post ? "post" : "get"}
      enctype={props.files ? "multipart/form-data" : undefined}
      id={props.id}
      aria-label={props.label}
      novalidate
      data-confirm={props.confirm}
      data-once={post ? "" : undefined}
      data-draft={props.draft?.restored}
      data-draft-discard={props.draft?.discard}
    >
      <HiddenFields values={{ [CSRF_FIELD]: props.csrf, [FORM_KEY_FIELD]: props.formKey, ...props.hidden }} />
      {props.children}
    </form>
  );
  if (props.errors === undefined && props.scope === undefined) return form;
  return <Ui.Provider value={{ ...ui, errors: props.errors ?? ui.errors, fieldScope: props.scope }}>{form}</Ui.Provider>;
}

export function HiddenFields({ values }: { values: Readonly<Record<string, string | undefined>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
    </>
  );
}

export function FormRow({ children }: { children: Children }) {
  return <div class="form-row">{children}</div>;
}

export type FieldsetProps = { legend: string; children: Children; hint?: Children; id?: string | undefined };

export function Fieldset({ legend, children, hint, id }: FieldsetProps) {
  return (
    <fieldset class="fieldset" id={id}>
      <legend>{legend}</legend>
      {hint !== undefined && <div class="hint">{hint}</div>}
      {children}
    </fieldset>
  );
}

export function ActionBar({ children, sticky }: { children: Children; sticky?: boolean | undefined }) {
  return <div class={sticky ? "action-bar action-bar-sticky" : "action-bar"}>{children}</div>;
}
