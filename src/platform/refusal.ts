import type { Catalogue, Locale, MessageValues } from "./i18n/messages.ts";

export interface FieldRefusal {
  readonly field: string;
  readonly message: string;
}

/**
 * An expected "no": it has a code, an HTTP status, the field it is about, the legal basis where there is one, and a
 * text in both languages that says what to do. Commands throw it, which rolls their transaction back; the route shows
 * it. Everything else that is thrown is a bug.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly basis: string | undefined;
  readonly text: (locale: Locale) => string;
  readonly fields: (locale: Locale) => readonly FieldRefusal[];

  constructor(init: {
    code: string;
    status: number;
    text: (locale: Locale) => string;
    field?: string | undefined;
    basis?: string | undefined;
    fields?: ((locale: Locale) => readonly FieldRefusal[]) | undefined;
  }) {
    super(init.code);
    this.name = "Refusal";
    this.code = init.code;
    this.status = init.status;
    this.text = init.text;
    this.field = init.field;
    this.basis = init.basis;
    const { field, text } = init;
    this.fields = init.fields ?? ((locale) => (field === undefined ? [] : [{ field, message: text(locale) }]));
  }
}

export interface RefusalRule {
  readonly status: number;
  /** The article that says so, where there is one. */
  readonly basis?: string;
}

/**
 * The refusals of an area: code → status and legal basis; the text is the message `refusal.<code>`.
 * Returns a function that makes (does not throw) the Refusal.
 */
export function defineRefusals<Key extends string, const Rules extends Readonly<Record<string, RefusalRule>>>(
  text: Catalogue<Key>,
  rules: Rules & { readonly [C in keyof Rules & string]: `refusal.${C}` extends Key ? RefusalRule : never },
): (code: keyof Rules & string, about?: { field?: string; values?: MessageValues; basis?: string }) => Refusal {
  return (code, about = {}) => {
    const rule: RefusalRule = rules[code];
    return new Refusal({
      code,
      status: rule.status,
      text: (locale) => text(locale, `refusal.${code}` as Key, about.values),
      field: about.field,
      basis: about.basis ?? rule.basis,
    });
  };
}
