import { defineMessages } from "#platform/i18n/messages.ts";
import en from "./messages.en.json" with { type: "json" };
import vi from "./messages.vi.json" with { type: "json" };

export const text = defineMessages(vi, en);
