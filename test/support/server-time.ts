let time: Date | undefined;

/** Sets the clock of the server under test; undefined lets real time run. */
export const setServerTime = (iso: string | undefined): void => void (time = iso === undefined ? undefined : new Date(iso));

/** What the clock of the server under test says. */
export const serverTime = (): Date => time ?? new Date();
