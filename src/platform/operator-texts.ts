import type { Bilingual } from "./bilingual.ts";
import { defineMessages, type MessageValues } from "./i18n/messages.ts";
import en from "./operator-texts.en.json" with { type: "json" };
import vi from "./operator-texts.vi.json" with { type: "json" };

const text = defineMessages(vi, en);

export type OperatorTextKey = keyof typeof vi;

/** A text for whoever installs and runs the product; printed in both languages, since a console has no setting for it. */
export const operatorText = (key: OperatorTextKey, values?: MessageValues): Bilingual => ({
  vi: text("vi", key, values),
  en: text("en", key, values),
});
