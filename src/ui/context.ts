import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FieldError, Locale, RefusedForm } from "./types.ts";
import { formatNumber, word, type WordKey } from "./words.ts";

export type UiContext = {
  readonly locale: Locale;
  readonly errors: readonly FieldError[];
  readonly assetBase: string;
  readonly assetVersion: string | undefined;
  /** On a kiosk's screen: what leads off it is not offered. */
  readonly isKiosk?: boolean | undefined;
  /** Set within a form that shares its page with others, so that their fields of one name have ids of their own. */
  readonly fieldScope?: string | undefined;
  /** The form that this page answers to, where it was refused. */
  readonly refused?: RefusedForm | undefined;
  /** Set within that form: its fields show what was typed before what they are given. */
  readonly typed?: RefusedForm["typed"] | undefined;
};

const initial: UiContext = { locale: "vi", errors: [], assetBase: "/assets", assetVersion: undefined };

/** What a layout tells the pieces inside it, so that pages need not hand it down. */
export const Ui = createContext<UiContext>(initial);

/** Labels of the fields that show an error, by name: known only once the page has been rendered. */
export const RefusedLabels = createContext<Map<string, string> | undefined>(undefined);

export function useUi(): UiContext {
  return useContext(Ui);
}

export type Speak = {
  readonly locale: Locale;
  readonly say: (key: WordKey, values?: Record<string, string | number>) => string;
  readonly number: (value: number) => string;
};

/** The words and the number format of the page's language. */
export function useWords(): Speak {
  const { locale } = useUi();
  return {
    locale,
    say: (key, values) => word(locale, key, values),
    number: (value) => formatNumber(locale, value),
  };
}

/** The address of a file of `src/ui/assets`, with the version that lets it be cached for long. */
export function assetHref(ui: Pick<UiContext, "assetBase" | "assetVersion">, file: string): string {
  return ui.assetVersion === undefined ? `${ui.assetBase}/${file}` : `${ui.assetBase}/${file}?v=${ui.assetVersion}`;
}
