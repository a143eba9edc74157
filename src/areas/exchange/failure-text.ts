import type { Locale } from "#platform/i18n/messages.ts";
import { text } from "./texts.ts";

type Key = Parameters<typeof text>[1];
const known = (key: string): key is Key => text.keys.has(key);

/** Why the other side did not take something: in our words where they are ours, else in its own. */
export function failureText(locale: Locale, reason: string): string {
  const key = `task_reason.${reason}`;
  if (known(key)) return text(locale, key);
  const status = /answered (\d{3})$/.exec(reason)?.[1];
  return status === undefined ? reason : text(locale, "task_reason.answered", { status });
}
