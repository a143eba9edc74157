import type pg from "pg";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Notice } from "#ui/ui.tsx";
import { DOWNTIMES, reasonOf } from "./downtime.page.tsx";
import { type Downtime, findNextDowntime } from "./downtime.store.ts";
import { text } from "./texts.ts";

const KNOWN_FOR_MS = 30_000;

/**
 * What every page says of an announced interruption. The answer is asked of the database in the background at most every
 * half minute, so that no page waits for it, and public pages are kept for a minute (kept-pages.ts): a banner appears up to
 * a minute and a half late, days before it matters.
 */
export function makeDowntimeBanner(pool: pg.Pool): (locale: Locale, now: Date) => ReturnType<typeof Notice> | null {
  let known: Downtime | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  return (locale, now) => {
    if (now.getTime() - askedAt > KNOWN_FOR_MS) {
      askedAt = now.getTime();
      findNextDowntime(pool, now).then(
        (found) => (known = found),
        () => (askedAt = Number.NEGATIVE_INFINITY),
      );
    }
    if (known === undefined || known.endsAt <= now) return null;
    const when = { from: formatInstant(known.startsAt), until: formatInstant(known.endsAt) };
    return (
      <Notice tone="warning">
        {text(locale, "downtime.banner", when)} {reasonOf(known, locale)} <a href={DOWNTIMES}>{text(locale, "downtime.more")}</a>
      </Notice>
    );
  };
}
