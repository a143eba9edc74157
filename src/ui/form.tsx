import { Ui, type UiContext, useUi } from "./context.ts";
import { Details } from "./notice.tsx";
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
  /**
   * Where several forms stand on a page: keeps the ids of their fields apart. The one that was refused is known by where
   * it was sent and by its hidden fields; it alone shows the errors, with what was typed.
   */
  scope?: string | undefined;
};

type Sent = Pick<FormProps, "action" | "hidden">;

function isRefused({ refused }: UiContext, { action, hidden = {} }: Sent): boolean {
  if (refused === undefined || action.split("?")[0] !== refused.action) return false;
  return Object.entries(hidden).every(([name, value]) => value === undefined || String(refused.typed[name]) === value);
}

/** What the fields inside a form know of the page. */
function uiWithin(ui: UiContext, props: FormProps): UiContext {
  const errors = props.errors ?? ui.errors;
  if (props.scope === undefined) return { ...ui, errors, fieldScope: undefined };
  if (isRefused(ui, props)) return { ...ui, errors, fieldScope: undefined, typed: ui.refused?.typed };
  return { ...ui, errors: ui.refused === undefined ? errors : [], fieldScope: props.scope };
}

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
  return <Ui.Provider value={uiWithin(ui, props)}>{form}</Ui.Provider>;
}

export type FoldedFormProps = Omit<FormProps, "scope"> & { summary: string; scope: string };

/** A form of a page with several, folded away until it is wanted or was refused. */
export function FoldedForm({ summary, ...form }: FoldedFormProps) {
  return (
    <Details summary={summary} open={isRefused(useUi(), form)}>
      <Form {...form} label={form.label ?? summary} />
    </Details>
  );
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
