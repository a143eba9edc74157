import {
  controlProps,
  type FieldProps,
  FieldShell,
  HintAndError,
  RequiredMark,
  useField,
  useTicked,
  useTyped,
  type Wiring,
} from "./field.tsx";
import type { Children } from "./types.ts";

export type Option = {
  value: string;
  label: string;
  hint?: Children;
  disabled?: boolean | undefined;
  /** Heading under which a select shows it. */
  group?: string | undefined;
  /** Further fields shown while a radio button or check box is chosen. */
  children?: Children;
};

export type SelectFieldProps = FieldProps & {
  options: readonly Option[];
  /** Text of a first option whose value is empty. */
  emptyLabel?: string | undefined;
};

export function SelectField(props: SelectFieldProps) {
  const wiring = useField(props);
  const value = useTyped(props.name, props.value);
  const groups = [...new Set(props.options.map((option) => option.group))];
  return (
    <FieldShell field={props} wiring={wiring}>
      <select {...controlProps(props, wiring)}>
        {props.emptyLabel !== undefined && <option value="">{props.emptyLabel}</option>}
        {groups.map((group) => {
          const items = props.options
            .filter((option) => option.group === group)
            .map((option) => (
              <option key={option.value} value={option.value} selected={option.value === value} disabled={option.disabled}>
                {option.label}
              </option>
            ));
          return group === undefined ? (
            items
          ) : (
            <optgroup key={group} label={group}>
              {items}
            </optgroup>
          );
        })}
      </select>
    </FieldShell>
  );
}

type ChoiceProps = {
  type: "radio" | "checkbox";
  name: string;
  id: string;
  option: Option;
  checked: boolean;
  describedBy?: string | undefined;
  required?: boolean | undefined;
};

function Choice({ type, name, id, option, checked, describedBy, required }: ChoiceProps) {
  const hintId = option.hint === undefined ? undefined : `${id}-note`;
  return (
    <div class="choice">
      <label class="choice-line" for={id}>
        <input
          type={type}
          id={id}
          name={name}
          value={option.value}
          checked={checked}
          disabled={option.disabled}
          required={required}
          aria-describedby={[describedBy, hintId].filter(Boolean).join(" ") || undefined}
        />
        <span>
          {option.label}
          {option.hint !== undefined && (
            <span class="hint" id={hintId}>
              {option.hint}
            </span>
          )}
        </span>
      </label>
      {option.children !== undefined && <div class="choice-more stack">{option.children}</div>}
    </div>
  );
}

type GroupShellProps = {
  label: string;
  required: boolean | undefined;
  hint: Children;
  wiring: Wiring;
  inline: boolean | undefined;
  children: Children;
};

function GroupShell({ label, required, hint, wiring, inline, children }: GroupShellProps) {
  return (
    <fieldset class={wiring.error === undefined ? "field" : "field field-bad"} aria-describedby={wiring.describedBy}>
      <legend class="label">
        {label}
        {required && <RequiredMark />}
      </legend>
      <HintAndError wiring={wiring} hint={hint} />
      <div class={inline ? "choices choices-inline" : "choices"}>{children}</div>
    </fieldset>
  );
}

/** The first choice bears the field's own id, so that the error summary lands on it. */
const choiceId = (wiring: Wiring, index: number): string => (index === 0 ? wiring.id : `${wiring.id}-${index + 1}`);

export type RadioGroupProps = FieldProps & { options: readonly Option[]; inline?: boolean | undefined };

export function RadioGroup(props: RadioGroupProps) {
  const wiring = useField(props);
  const value = useTyped(props.name, props.value);
  return (
    <GroupShell label={props.label} required={props.required} hint={props.hint} wiring={wiring} inline={props.inline}>
      {props.options.map((option, index) => (
        <Choice
          key={option.value}
          type="radio"
          name={props.name}
          id={choiceId(wiring, index)}
          option={props.disabled ? { ...option, disabled: true } : option}
          checked={option.value === value}
          required={props.required}
        />
      ))}
    </GroupShell>
  );
}

export type CheckboxGroupProps = Omit<FieldProps, "value" | "readOnly" | "width" | "labelHidden"> & {
  options: readonly Option[];
  values?: readonly string[] | undefined;
  inline?: boolean | undefined;
};

export function CheckboxGroup(props: CheckboxGroupProps) {
  const wiring = useField(props);
  const ticked = useTicked(props.name, props.values ?? []);
  return (
    <GroupShell label={props.label} required={props.required} hint={props.hint} wiring={wiring} inline={props.inline}>
      {props.options.map((option, index) => (
        <Choice
          key={option.value}
          type="checkbox"
          name={props.name}
          id={choiceId(wiring, index)}
          option={props.disabled ? { ...option, disabled: true } : option}
          checked={ticked.includes(option.value)}
        />
      ))}
    </GroupShell>
  );
}

export type CheckboxProps = Pick<FieldProps, "name" | "label" | "hint" | "error" | "id" | "disabled" | "required"> & {
  value?: string | undefined;
  checked?: boolean | undefined;
};

export function Checkbox(props: CheckboxProps) {
  const wiring = useField({ name: props.name, label: props.label, id: props.id, error: props.error });
  const value = props.value ?? "1";
  const isTicked = useTicked(props.name, props.checked === true ? [value] : []).includes(value);
  return (
    <div class={wiring.error === undefined ? "field" : "field field-bad"}>
      <HintAndError wiring={wiring} hint={undefined} />
      <Choice
        type="checkbox"
        name={props.name}
        id={wiring.id}
        option={{ value, label: props.label, hint: props.hint, disabled: props.disabled }}
        checked={isTicked}
        describedBy={wiring.errorId}
        required={props.required}
      />
    </div>
  );
}
