import type { WaitEstimate } from "#core/queue/index.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Counter, Service } from "./queue.ts";
import { text } from "./texts.ts";

/** The expected wait in words, with its band; or that it is not known, and why. */
export function waitText(locale: Locale, wait: WaitEstimate): string {
  if (!wait.known) return text(locale, `wait.${wait.why}`);
  if (wait.to <= 1) return text(locale, "wait.now");
  return text(locale, "wait.known", { minutes: wait.minutes, from: wait.from, to: wait.to });
}

const nameIn = (locale: Locale, { name, nameEn }: Pick<Service & Counter, "name" | "nameEn">): string =>
  locale === "en" ? (nameEn ?? name) : name;

/** The name in the reader's language, where it has one. */
export const serviceName: (locale: Locale, service: Pick<Service, "name" | "nameEn">) => string = nameIn;
export const counterName: (locale: Locale, counter: Pick<Counter, "name" | "nameEn">) => string = nameIn;
