import { h } from "preact";
import { assetHref, useUi, useWords } from "./context.ts";
import { controlProps, type FieldProps, FieldShell, useField, useTyped } from "./field.tsx";
import type { Children } from "./types.ts";

export type ComboboxFieldProps = FieldProps & {
  /** Answers `GET src?q=…` with `[{ value, label, detail? }]`. */
  src: string;
  /** Name of a hidden field for the value of the chosen suggestion. */
  valueName?: string | undefined;
  valueId?: string | undefined;
};

/** A text field with suggestions; without scripts it is a plain text field that the server resolves. */
export function ComboboxField(props: ComboboxFieldProps) {
  const ui = useUi();
  const { say } = useWords();
  const wiring = useField(props);
  const value = useTyped(props.name, props.value);
  const chosen = useTyped(props.valueName ?? "", props.valueId);
  return (
    <FieldShell field={props} wiring={wiring}>
      {h(
        "motcua-combobox",
        { class: "combo", "data-src": props.src, "data-count": say("suggestions", { count: "{count}" }) },
        <input {...controlProps(props, wiring)} type="text" value={value} autocomplete="off" />,
        props.valueName === undefined ? null : <input type="hidden" name={props.valueName} value={chosen ?? ""} data-chosen />,
      )}
      <script type="module" src={assetHref(ui, "motcua-combobox.js")} />
    </FieldShell>
  );
}

/** Names of the fields that take each part of the card's text. */
export type ScanTargets = {
  idNumber?: string | undefined;
  oldIdNumber?: string | undefined;
  fullName?: string | undefined;
  bornOn?: string | undefined;
  sex?: string | undefined;
  address?: string | undefined;
  issuedOn?: string | undefined;
};

export type ScanFieldProps = { name: string; label: string; fill: ScanTargets; hint?: Children };

/** Takes the text that a card reader types; scripts fill the named fields, otherwise the server does. */
export function ScanField(props: ScanFieldProps) {
  const ui = useUi();
  const { say } = useWords();
  const field = { name: props.name, label: props.label, hint: props.hint ?? say("cardHint") };
  const wiring = useField(field);
  return h(
    "motcua-scan",
    { class: "scan", "data-fill": JSON.stringify(props.fill) },
    <FieldShell field={field} wiring={wiring}>
      <input {...controlProps(field, wiring)} type="text" autocomplete="off" spellcheck={false} />
    </FieldShell>,
    <script type="module" src={assetHref(ui, "motcua-scan.js")} />,
  );
}
