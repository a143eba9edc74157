/** Accounts, sign-in, sessions and delegations: who is asking, and in which posts they may act. */
export { findSession } from "./find-session.ts";
