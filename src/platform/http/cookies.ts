/** Over TLS the session cookie carries the __Host- prefix, so that no other host can set it. */
export const sessionCookieName = (secure: boolean): string => (secure ? "__Host-session" : "session");
export const LOCALE_COOKIE = "locale";
export const FLASH_COOKIE = "flash";
