import { defineMessages } from "#platform/i18n/messages.ts";
import vi from "./labels.vi.json" with { type: "json" };

const labels = defineMessages(vi, vi);

export type LabelKey = keyof typeof vi;

/** The words printed on the slips: Vietnamese only, because the forms of the circular are. */
export const label = (key: LabelKey, values?: Readonly<Record<string, string>>): string => labels("vi", key, values);
