import { isTraining } from "../training.ts";

/** Ports of one host share their cookies: who practises stays signed in to the real installation beside it. */
const nameOf = (name: string, secure: boolean): string => `${secure ? "__Host-" : ""}${isTraining() ? "training-" : ""}${name}`;

/** Over TLS the session cookie carries the __Host- prefix, so that no other host can set it. */
export const sessionCookieName = (secure: boolean): string => nameOf("session", secure);
/** Binds what someone does before being signed in (a sign-in under way elsewhere, a proved telephone) to their browser. */
export const visitCookieName = (secure: boolean): string => nameOf("visit", secure);
export const LOCALE_COOKIE = "locale";
/** Says that this browser is a kiosk, and of which address: public pages then stand in its frame and the rest is closed. */
export const KIOSK_COOKIE = "kiosk";
/** Says that a visit at a kiosk goes on in the second language of its hall. */
export const SECOND_LANGUAGE_COOKIE = "second";

/** The start page of the kiosk that the cookie names. */
export const kioskOf = (cookie: string | undefined): string | undefined =>
  cookie !== undefined && /^\d{1,10}\/[A-Za-z0-9_-]{32}$/.test(cookie) ? `/kiosk/${cookie}` : undefined;
export const FLASH_COOKIE = "flash";
