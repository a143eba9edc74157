/** Over TLS the session cookie carries the __Host- prefix, so that no other host can set it. */
export const sessionCookieName = (secure: boolean): string => (secure ? "__Host-session" : "session");
/** Binds what someone does before being signed in (a sign-in under way elsewhere, a proved telephone) to their browser. */
export const visitCookieName = (secure: boolean): string => (secure ? "__Host-visit" : "visit");
export const LOCALE_COOKIE = "locale";
/** Says that this browser is a kiosk, and of which address: public pages then stand in its frame and the rest is closed. */
export const KIOSK_COOKIE = "kiosk";
export const FLASH_COOKIE = "flash";
