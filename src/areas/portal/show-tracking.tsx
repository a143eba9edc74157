import { type Reply, secretPage } from "#platform/http/reply.ts";
import type { RequestContext } from "#platform/http/route.ts";
import type { FieldRefusal, Refusal } from "#platform/refusal.ts";
import { findBySecret } from "./look-up.ts";
import { NoTrackingPage } from "./no-tracking.page.tsx";
import { portalRefusal } from "./portal.errors.ts";
import { text } from "./texts.ts";
import { loadMore } from "./track-more.ts";
import { TrackingPage } from "./tracking.page.tsx";

type AnyContext = RequestContext<unknown, unknown, unknown>;

/** The page that the secret of a receipt opens, with what was refused on it; refuses a secret that opens nothing. */
export async function showTracking(c: AnyContext, secret: string, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const tracking = await findBySecret(c, secret);
  if (tracking === undefined) throw portalRefusal("tracking_unknown");
  const loaded = await loadMore(c, tracking.dossier);
  const atKiosk = c.kiosk !== undefined;
  // A kiosk is nobody's own browser.
  const more = atKiosk ? { ...loaded, push: undefined } : loaded;
  const shown = { locale: c.locale, tracking, secret, atKiosk, csrf: c.csrfToken, now: c.now, more };
  return secretPage(c.portal({ title: text(c.locale, "track.title"), errors }, <TrackingPage {...shown} />));
}

/** The secret opens nothing: why, and the other way to look a dossier up. */
export const showNoTracking = (c: AnyContext, refusal: Refusal): Reply =>
  secretPage(
    c.portal(
      { title: text(c.locale, "track.title") },
      <NoTrackingPage locale={c.locale} csrf={c.csrfToken} reason={refusal.text(c.locale)} byPhone={c.kiosk === undefined} />,
    ),
  );
