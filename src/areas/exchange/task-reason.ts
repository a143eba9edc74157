import type { Locale } from "#platform/i18n/messages.ts";
import { text } from "./texts.ts";

/** What is left of an answer that was no "taken": its status. */
const ANSWERED = /\banswered (\d{3})$/;

type Key = Parameters<typeof text>[1];
const known = (key: string): key is Key => text.keys.has(key);

/** Why a task failed, in words; what the other side said of it stays as it is. */
export function reasonText(locale: Locale, reason: string | null): string {
  const status = ANSWERED.exec(reason ?? "")?.[1];
  if (status !== undefined) return text(locale, "task_reason.answered", { status });
  const key = `task_reason.${reason ?? ""}`;
  return known(key) ? text(locale, key) : (reason ?? "");
}
