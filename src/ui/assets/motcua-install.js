// Lets the public pages be installed and opened without network; without it they are plain pages.
const own = document.querySelector('script[src*="/motcua-install.js"]');
const version = (own && new URL(own.src).searchParams.get("v")) || "0";

if ("serviceWorker" in navigator) {
  const address = `/sw.js?v=${version}`;
  const policy = window.trustedTypes && window.trustedTypes.createPolicy("motcua", { createScriptURL: (url) => url });
  navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address).catch(() => {
    // A private window may refuse; the pages work all the same.
  });
}

// What was kept on the device goes with the one who signs out; the worker forgets the pages.
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/dang-xuat") return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("motcua-")) localStorage.removeItem(key);
    indexedDB.deleteDatabase("motcua");
  } catch (_) {
    // Nothing could be kept either.
  }
});
