/** Over TLS the session cookie carries the __Host- prefix, so that no other host can set it. */
export const sessionCookieName = (secure: boolean): string => (secure ? "__Host-session" : "session");
/** Binds what someone does before being signed in (a sign-in under way elsewhere, a proved telephone) to their browser. */
export const visitCookieName = (secure: boolean): string => (secure ? "__Host-visit" : "visit");
export const LOCALE_COOKIE = "locale";
export const FLASH_COOKIE = "flash";
