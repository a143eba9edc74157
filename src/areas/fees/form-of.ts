import type { PanelProps } from "./panel-props.ts";

/** The form that was refused keeps what was typed; the others start afresh. Of several that are sent alike, the typed kind tells which. */
export function formOf({ view }: PanelProps, name: string, isMine: (kind: string | undefined) => boolean = () => true) {
  const given = view.refused?.action === `fees.${name}` ? view.refused : undefined;
  const first = (typed: string | string[] | undefined) => (Array.isArray(typed) ? typed[0] : typed);
  const refused = given !== undefined && isMine(first(given.typed["kind"])) ? given : undefined;
  return {
    refused,
    value: (field: string): string | undefined => first(refused?.typed[field]),
    common: {
      csrf: view.csrf,
      formKey: view.newKey(),
      ...(refused === undefined ? { scope: name } : { errors: refused.errors }),
    },
  };
}
