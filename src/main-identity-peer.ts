import { loadConfig, SIGN_IN_RETURN_PATH } from "#platform/config.ts";
import { announceReady, runUntilStopped } from "#platform/lifecycle/process.ts";
import { startIdentityPeer } from "#platform/peers/identity-peer.ts";

const loaded = loadConfig(process.env);
if (!loaded.ok) throw new Error(loaded.error.map((e) => `${e.variable}: ${e.reason.en}`).join("; "));
const { identityProvider, publicUrl, mode } = loaded.value;
if (identityProvider === undefined) throw new Error("the stand-in needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET");
if (mode !== "demo") throw new Error("the stand-in vouches for invented people; it is for demonstrations");

const server = await startIdentityPeer({
  ...identityProvider,
  redirectUris: [`${publicUrl}${SIGN_IN_RETURN_PATH}`],
  port: Number(new URL(identityProvider.issuer).port),
});
runUntilStopped(async () => {
  server.closeAllConnections();
  server.close();
});
announceReady(identityProvider.issuer);
