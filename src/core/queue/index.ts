/** The rules of a waiting hall: who is called next, how long it takes, how a call is spoken, what can be booked. */
export * from "./slots.ts";
export * from "./spoken.ts";
export * from "./ticket.ts";
export * from "./wait.ts";
