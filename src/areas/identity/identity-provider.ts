import type * as Oidc from "openid-client";
import { type IdentityProvider, SIGN_IN_RETURN_PATH } from "#platform/config.ts";
import type { IdentityFacts } from "./citizen.ts";
import { identityRefusal } from "./identity.errors.ts";
import { type ClaimShape, readClaims, readClaimShape } from "./read-claims.ts";

interface Client {
  readonly provider: IdentityProvider;
  readonly shape: ClaimShape;
  configuration: Promise<Oidc.Configuration> | undefined;
}

let client: Client | undefined;

/** Says, once at the start of the process, which provider vouches for citizens; undefined: none, and nobody signs in so. */
export function useIdentityProvider(provider: IdentityProvider | undefined): void {
  client = provider === undefined ? undefined : { provider, shape: readClaimShape(), configuration: undefined };
}

export const hasIdentityProvider = (): boolean => client !== undefined;

const isOnThisMachine = (issuer: string): boolean => /^http:\/\/(localhost|127\.|\[::1\])/.test(issuer);
/** The stand-in of the demonstration, whose people are invented. */
export const isStandIn = (): boolean => client !== undefined && isOnThisMachine(client.provider.issuer);

/** Asked once; a provider that could not be reached is asked again at the next sign-in. */
async function connect(): Promise<{
  readonly oidc: typeof Oidc;
  readonly configuration: Oidc.Configuration;
  readonly shape: ClaimShape;
}> {
  if (client === undefined) throw identityRefusal("identity_provider_missing");
  const { provider, shape } = client;
  const oidc = await import("openid-client");
  client.configuration ??= oidc.discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, undefined, {
    timeout: 10,
    execute: isOnThisMachine(provider.issuer) ? [oidc.allowInsecureRequests] : [],
  });
  try {
    return { oidc, configuration: await client.configuration, shape };
  } catch {
    client.configuration = undefined;
    throw identityRefusal("identity_provider_unreachable");
  }
}

/** What must be known again when the person comes back. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/**
 * The address at the provider to send a person to, with the secrets of this one attempt (PKCE, nonce, state). `asksAnew`: the
 * provider is not to go by who signed in there before, as in a browser that many people use.
 */
export async function beginAtProvider(
  publicUrl: string,
  locale: string,
  asksAnew = false,
): Promise<PendingSignIn & { readonly address: string }> {
  const { oidc, configuration, shape } = await connect();
  const pending = { state: oidc.randomState(), nonce: oidc.randomNonce(), codeVerifier: oidc.randomPKCECodeVerifier() };
  const address = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: `${publicUrl}${SIGN_IN_RETURN_PATH}`,
    scope: shape.scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pending.codeVerifier),
    code_challenge_method: "S256",
    acr_values: Object.keys(shape.assurance).join(" "),
    ui_locales: locale,
    ...(asksAnew ? { prompt: "login" } : {}),
  });
  return { ...pending, address: address.href };
}

/**
 * Exchanges the code in the address that a person came back to for who they are. Signature, issuer, audience, nonce,
 * state and PKCE are checked by openid-client; whatever it refuses is `identity_not_confirmed`.
 */
export async function finishAtProvider(publicUrl: string, query: string, pending: PendingSignIn): Promise<IdentityFacts> {
  const { oidc, configuration, shape } = await connect();
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${publicUrl}${SIGN_IN_RETURN_PATH}${query}`), {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw identityRefusal("identity_not_confirmed");
    const info =
      configuration.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    // The level of assurance is a fact of this sign-in: it is read from the signed token alone.
    return readClaims(shape, claims.iss, claims.sub, { ...info, ...claims });
  } catch (error) {
    if (
      error instanceof oidc.ResponseBodyError ||
      error instanceof oidc.ClientError ||
      error instanceof oidc.AuthorizationResponseError
    )
      throw identityRefusal("identity_not_confirmed");
    throw error;
  }
}
