import type { PanelProps } from "./panel-props.ts";

/** The form that was refused keeps what was typed; the others start afresh. */
export function formOf({ view }: PanelProps, name: string) {
  const refused = view.refused?.action === `fees.${name}` ? view.refused : undefined;
  return {
    refused,
    value: (field: string): string | undefined => {
      const typed = refused?.typed[field];
      return Array.isArray(typed) ? typed[0] : typed;
    },
    common: {
      csrf: view.csrf,
      formKey: view.newKey(),
      ...(refused === undefined ? { scope: name } : { errors: refused.errors }),
    },
  };
}
