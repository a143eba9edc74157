import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { RefusedForm } from "#platform/http/shell.ts";
import type { Locale, MessageValues } from "#platform/i18n/messages.ts";
import type { KioskWords } from "./kiosk-words.ts";
import { text } from "./texts.ts";

/** What all pieces of a kiosk's own page know: the language that was chosen beside Vietnamese and English, and the refused form. */
export interface KioskPageContext {
  readonly words?: KioskWords | undefined;
  readonly refused?: RefusedForm | undefined;
}

export const KioskPage = createContext<KioskPageContext>({});

/** Says a message in the language that was chosen; in Vietnamese where that language has no words for it. */
export function useSay(locale: Locale): (key: Parameters<typeof text>[1], values?: MessageValues) => string {
  const { words } = useContext(KioskPage);
  return (key, values) => {
    const own = words?.texts.get(key)?.words;
    return own === undefined ? text(locale, key, values) : own.replaceAll("{n}", String(values?.["n"] ?? ""));
  };
}
