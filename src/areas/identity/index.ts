/** Accounts, sign-in, sessions and delegations: who is asking, and in which posts they may act. */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { accountRoutes } from "./accounts.web.tsx";
import { apiKeyRoutes } from "./api-keys.web.tsx";
import { assistedAccountRoutes } from "./assisted-accounts.web.tsx";
import { citizenSignInRoutes } from "./citizen-sign-in.web.tsx";
import { delegationRoutes } from "./delegations.web.tsx";
import { languageRoutes } from "./language.web.ts";
import { mandateRoutes } from "./mandates.web.tsx";
import { ownAccountRoutes } from "./own-account.web.tsx";
import { sessionApi } from "./sessions.api.ts";
import { signInRoutes } from "./sign-in.web.ts";
import { text } from "./texts.ts";

export { reachOf } from "./administrator-reach.ts";
export type { Reach } from "./managed-account.store.ts";
export { listAdministeredBelow, listAdministeredUnits } from "./administered-agencies.ts";
export { addAccounts, type AccountDraft } from "./add-accounts.ts";
export { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from "./demo-accounts.ts";
export { findAccountsOf, hasUsername, insertAccounts, type NewAccount } from "./account.store.ts";
export { createAccount, NewAccountInput, readUsername } from "./create-account.ts";
export { hashPassword, newOneTimePassword } from "./password.ts";
export { findPasswordFault } from "./password.rules.ts";
export { identityRefusal } from "./identity.errors.ts";
export { OFFICE_KINDS, SetUpInput, setUpOffice } from "./set-up-office.ts";
export { setUpRoutes } from "./set-up.web.ts";
export { delegatePost } from "./delegate-post.ts";
export { issueApiKey, newApiKey, revokeApiKey } from "./issue-api-key.ts";
export { markKeyUsed } from "./api-key.store.ts";
export { findSession } from "./find-session.ts";
export { signIn } from "./sign-in.ts";
export { signOut } from "./sign-out.ts";
export type { Citizen } from "./citizen.ts";
export { findCitizen } from "./citizen.store.ts";
export { findMandate, listMandates, type Mandate } from "./mandate.store.ts";
export { openCitizenSession } from "./citizen-sign-in.ts";
export { type AssistedDraft, openAssistedAccounts } from "./open-assisted-account.ts";
export { countAssistedAccounts } from "./assisted-account.store.ts";
export { useIdentityProvider } from "./identity-provider.ts";

export const routes: readonly Route[] = [
  ...signInRoutes,
  ...citizenSignInRoutes,
  ...mandateRoutes,
  ...assistedAccountRoutes,
  ...languageRoutes,
  ...sessionApi,
  ...ownAccountRoutes,
  ...accountRoutes,
  ...delegationRoutes,
  ...apiKeyRoutes,
];

export const navigation: readonly NavEntry[] = [
  {
    href: "/uy-quyen",
    label: (locale) => text(locale, "nav.delegations"),
    group: (locale) => text(locale, "nav.group.own"),
    roles: ["leader", "division_head", "one_stop_head", "administrator"],
    order: 800,
  },
  {
    href: "/ho-tro/tai-khoan",
    label: (locale) => text(locale, "nav.assisted"),
    group: (locale) => text(locale, "nav.group.own"),
    roles: ["receiving_officer", "one_stop_head"],
    order: 790,
  },
  {
    href: "/quan-tri/tai-khoan",
    label: (locale) => text(locale, "nav.accounts"),
    group: (locale) => text(locale, "nav.group.admin"),
    roles: ["administrator"],
    key: "g a",
    order: 900,
  },
  {
    href: "/quan-tri/khoa-api",
    label: (locale) => text(locale, "keys.title"),
    group: (locale) => text(locale, "nav.group.admin"),
    roles: ["administrator", "leader"],
    order: 942,
  },
];
