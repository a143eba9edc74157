import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "#platform/i18n/messages.ts";
import { packageFolder } from "#platform/package-folder.ts";
import type { NoticeEvent, Wording } from "./notice.ts";

type Shipped = Readonly<Record<NoticeEvent, Readonly<Record<Locale, Wording>>>>;

let shipped: Shipped | undefined;

/** The wording that ships, for an agency that has none of its own. */
export function defaultWording(event: NoticeEvent, locale: Locale): Wording {
  shipped ??= JSON.parse(readFileSync(join(packageFolder, "db/reference/notice-templates.json"), "utf8")) as Shipped;
  return shipped[event][locale];
}
