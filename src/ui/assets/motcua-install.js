// Lets the public pages be installed and opened without network; without it they are plain pages.
const version = new URL(import.meta.url).searchParams.get("v") || "0";

if ("serviceWorker" in navigator) {
  const address = `/sw.js?v=${version}`;
  const policy = globalThis.trustedTypes && globalThis.trustedTypes.createPolicy("motcua", { createScriptURL: (url) => url });
  navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address).catch(() => {
    // A private window may refuse; the pages work all the same.
  });
}
