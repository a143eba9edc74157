/** Accounts, sign-in, sessions and delegations: who is asking, and in which posts they may act. */
import type { Route } from "#platform/http/route.ts";
import { languageRoutes } from "./language.web.ts";
import { sessionApi } from "./sessions.api.ts";
import { signInRoutes } from "./sign-in.web.ts";

export { hasAnyAccount, insertAccounts, type NewAccount } from "./account.store.ts";
export { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from "./demo-accounts.ts";
export { addAccounts, type AccountDraft } from "./add-accounts.ts";
export { findSession } from "./find-session.ts";
export { hashPassword } from "./password.ts";
export { signIn } from "./sign-in.ts";

export const routes: readonly Route[] = [...signInRoutes, ...languageRoutes, ...sessionApi];
