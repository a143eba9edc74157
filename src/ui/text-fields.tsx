import { h } from "preact";
import { useWords } from "./context.ts";
import { controlProps, type FieldProps, FieldShell, useField, useTyped } from "./field.tsx";

export type InputMode = "text" | "numeric" | "decimal" | "tel" | "email" | "url" | "search";

export type TextFieldProps = FieldProps & {
  type?: "text" | "email" | "tel" | "url" | "password" | undefined;
  autocomplete?: string | undefined;
  inputMode?: InputMode | undefined;
  maxLength?: number | undefined;
  /** A unit after the box, such as "đồng". */
  suffix?: string | undefined;
  /** Plain suggestions of the browser. */
  suggestions?: readonly string[] | undefined;
  autoFocus?: boolean | undefined;
};

export function TextField(props: TextFieldProps) {
  const wiring = useField(props);
  const value = useTyped(props.name, props.value);
  const listId = props.suggestions === undefined ? undefined : `${wiring.id}-list`;
  // By name, because the typed element has one shape per type and no shape for a type known at run time only.
  const input = h("input" as string, {
    ...controlProps(props, wiring),
    type: props.type ?? "text",
    value: props.type === "password" ? undefined : value,
    autocomplete: props.autocomplete,
    inputmode: props.inputMode,
    maxlength: props.maxLength,
    list: listId,
    autofocus: props.autoFocus,
  });
  return (
    <FieldShell field={props} wiring={wiring}>
      {props.suffix === undefined ? (
        input
      ) : (
        <span class="affix">
          {input}
          <span>{props.suffix}</span>
        </span>
      )}
      {props.suggestions && (
        <datalist id={listId}>
          {props.suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </FieldShell>
  );
}

export type TextAreaProps = FieldProps & { rows?: number | undefined; maxLength?: number | undefined };

export function TextArea(props: TextAreaProps) {
  const wiring = useField(props);
  const value = useTyped(props.name, props.value);
  return (
    <FieldShell field={props} wiring={wiring}>
      <textarea {...controlProps(props, wiring)} rows={props.rows ?? 4} maxlength={props.maxLength}>
        {value}
      </textarea>
    </FieldShell>
  );
}

export type DateFieldProps = FieldProps & { autocomplete?: string | undefined };

/** A date as people write it, dd/MM/yyyy. Not the browser's own picker: it follows the browser's language. */
export function DateField(props: DateFieldProps) {
  const { say } = useWords();
  const field = { ...props, hint: props.hint ?? say("dateHint"), width: props.width ?? ("s" as const) };
  const wiring = useField(field);
  const value = useTyped(props.name, props.value);
  return (
    <FieldShell field={field} wiring={wiring}>
      <input
        {...controlProps(field, wiring)}
        type="text"
        inputmode="numeric"
        maxlength={10}
        value={value}
        autocomplete={props.autocomplete ?? "off"}
      />
    </FieldShell>
  );
}

export type NumberFieldProps = FieldProps & {
  decimal?: boolean | undefined;
  suffix?: string | undefined;
  maxLength?: number | undefined;
};

export function NumberField({ decimal, ...props }: NumberFieldProps) {
  return <TextField {...props} width={props.width ?? "s"} inputMode={decimal ? "decimal" : "numeric"} autocomplete="off" />;
}

export function SearchField(props: FieldProps) {
  const wiring = useField(props);
  return (
    <FieldShell field={props} wiring={wiring}>
      <input {...controlProps(props, wiring)} type="search" value={props.value} autocomplete="off" />
    </FieldShell>
  );
}

export type FileFieldProps = Omit<FieldProps, "value" | "readOnly"> & {
  accept?: string | undefined;
  multiple?: boolean | undefined;
};

export function FileField(props: FileFieldProps) {
  const { say } = useWords();
  const field = { ...props, hint: props.hint ?? (props.multiple ? say("filesHint") : undefined) };
  const wiring = useField(field);
  return (
    <FieldShell field={field} wiring={wiring}>
      <input {...controlProps(field, wiring)} type="file" accept={props.accept} multiple={props.multiple} />
    </FieldShell>
  );
}
