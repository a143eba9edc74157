import { useContext } from "preact/hooks";
import { RefusedLabels, useUi, useWords } from "./context.ts";
import { Icon } from "./icon.tsx";
import type { Children } from "./types.ts";

export type FieldWidth = "xs" | "s" | "m" | "l" | "full";

/** What every field takes. */
export type FieldProps = {
  name: string;
  label: string;
  hint?: Children;
  value?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  id?: string | undefined;
  disabled?: boolean | undefined;
  readOnly?: boolean | undefined;
  width?: FieldWidth | undefined;
  labelHidden?: boolean | undefined;
};

/** The id of the control of that name; the error summary links to it, so the form that was refused has no scope. */
export function fieldId(name: string, scope?: string): string {
  return `f-${(scope === undefined ? name : `${scope}-${name}`).replace(/[^A-Za-z0-9_-]+/g, "-")}`;
}

export type Wiring = {
  readonly id: string;
  readonly hintId: string | undefined;
  readonly errorId: string | undefined;
  readonly error: string | undefined;
  /** The ids that describe the control, for `aria-describedby`. */
  readonly describedBy: string | undefined;
};

/** What was typed into a field of the form that was refused, otherwise what the page gives it. */
export function useTyped(name: string, given: string | undefined): string | undefined {
  const typed = useUi().typed?.[name];
  return typeof typed === "string" ? typed : given;
}

/** The same for what is ticked: a box that was left empty is not sent. */
export function useTicked(name: string, given: readonly string[]): readonly string[] {
  const { typed } = useUi();
  return typed === undefined ? given : [typed[name] ?? []].flat();
}

type Wired = Pick<FieldProps, "name" | "label" | "labelHidden" | "id" | "hint" | "error">;

/** The ids that tie label, hint and error to a control; the error comes from the page unless given. */
export function useField(props: Wired): Wiring {
  const { errors, fieldScope } = useUi();
  const id = props.id ?? fieldId(props.name, fieldScope);
  const error = props.error ?? errors.find((one) => one.field === props.name)?.message;
  const labels = useContext(RefusedLabels);
  // A label that is not seen, as in the cells of a table, would explain nothing in the summary either.
  if (error !== undefined && !props.labelHidden && labels?.has(props.name) === false) labels.set(props.name, props.label);
  const hintId = props.hint === undefined || props.hint === null || props.hint === "" ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [hintId, errorId].filter((one) => one !== undefined).join(" ");
  return { id, hintId, errorId, error, describedBy: describedBy === "" ? undefined : describedBy };
}

/** The attributes that every text-like control shares. */
export function controlProps(props: FieldProps, wiring: Wiring) {
  const width = props.width === undefined || props.width === "full" ? "" : ` w-${props.width}`;
  return {
    class: `input${width}`,
    id: wiring.id,
    name: props.name,
    required: props.required,
    disabled: props.disabled,
    readonly: props.readOnly,
    "aria-describedby": wiring.describedBy,
    "aria-invalid": wiring.error === undefined ? undefined : ("true" as const),
  };
}

export function RequiredMark() {
  const { say } = useWords();
  return <span class="need"> ({say("required")})</span>;
}

export function HintAndError({ wiring, hint }: { wiring: Wiring; hint: Children }) {
  const { say } = useWords();
  return (
    <>
      {wiring.hintId && (
        <div class="hint" id={wiring.hintId}>
          {hint}
        </div>
      )}
      {wiring.error && (
        <p class="error" id={wiring.errorId}>
          <Icon name="warning" />
          <span>
            <span class="visually-hidden">{say("errorPrefix")}: </span>
            {wiring.error}
          </span>
        </p>
      )}
    </>
  );
}

type ShellProps = {
  field: Pick<FieldProps, "label" | "hint" | "required" | "labelHidden">;
  wiring: Wiring;
  children: Children;
};

/** Label, hint and error around one control. */
export function FieldShell({ field, wiring, children }: ShellProps) {
  return (
    <div class={wiring.error === undefined ? "field" : "field field-bad"}>
      <label class={field.labelHidden ? "visually-hidden" : "label"} for={wiring.id}>
        {field.label}
        {field.required && <RequiredMark />}
      </label>
      <HintAndError wiring={wiring} hint={field.hint} />
      {children}
    </div>
  );
}
