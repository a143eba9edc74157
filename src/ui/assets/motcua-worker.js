// Keeps styles, scripts and fonts, one page to show without network, and the sections of own drafts that were opened, until the
// sign-out and as long as a session can last. No other page is kept: they may be personal.
const NAME = `motcua-${new URL(self.location.href).searchParams.get("v") || "0"}`;
const DRAFTS = `${NAME}-drafts`;
const OFFLINE = "/ngoai-tuyen";
const DRAFT = /^\/cua-toi\/\d+\/phan\/[^/]+$/;
const KEPT_MS = 8 * 3600 * 1000;
const KEPT_AT = "x-kept-at";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.add(new Request(OFFLINE, { credentials: "omit" })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== NAME && name !== DRAFTS).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function asset(request) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function keepDraft(path, answer) {
  const cache = await caches.open(DRAFTS);
  // Led away or refused: the session is over, or the draft is.
  if (answer.status !== 200 || answer.redirected) {
    await cache.delete(path);
    return;
  }
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  await cache.put(path, new Response(await answer.blob(), { headers }));
}

async function keptDraft(path) {
  const kept = await caches.match(path, { cacheName: DRAFTS });
  if (kept !== undefined && Date.now() - Number(kept.headers.get(KEPT_AT)) <= KEPT_MS) return kept;
  return undefined;
}

async function page(event, path) {
  const isDraft = DRAFT.test(path);
  try {
    const answer = await fetch(event.request);
    if (isDraft) event.waitUntil(keepDraft(path, answer.clone()));
    return answer;
  } catch (_) {
    const kept = (isDraft && (await keptDraft(path))) || (await caches.match(OFFLINE));
    return kept === undefined ? Response.error() : kept;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // Whoever comes or goes finds nothing of whoever was here before.
  if (/^\/(dang-xuat|dang-nhap)/.test(url.pathname)) event.waitUntil(caches.delete(DRAFTS));
  if (url.pathname.startsWith("/assets/") && request.method === "GET") event.respondWith(asset(request));
  // The sign-in leads to another host: that way is the browser's own.
  else if (request.mode === "navigate" && request.method === "GET" && !url.pathname.startsWith("/dang-nhap"))
    event.respondWith(page(event, url.pathname));
});

// A notice, encrypted for this browser alone. That it was shown is said with the proof that came with it.
self.addEventListener("push", (event) => {
  const { title = "Motcua", body = "", link = "/", reference = "", proof } = event.data ? event.data.json() : {};
  const shown = self.registration.showNotification(title, { body, tag: reference, data: { link }, icon: "/assets/mark.svg" });
  const said = { reference, state: "delivered", at: new Date().toISOString(), signature: proof };
  const headers = { "content-type": "application/json", "idempotency-key": `receipt.${reference}.delivered` };
  const tell = () =>
    proof === undefined ||
    fetch("/api/v1/notices/receipts/push", { method: "POST", credentials: "omit", headers, body: JSON.stringify(said) });
  event.waitUntil(shown.then(tell).catch(() => {}));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { pathname } = new URL(event.notification.data.link, self.location.origin);
  event.waitUntil(self.clients.openWindow(pathname));
});
