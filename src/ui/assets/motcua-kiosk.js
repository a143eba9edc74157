// A touch screen in a hall: left alone it asks whether anybody is there, then forgets what was typed, ends the visit on the
// server and goes back to its start; no menu, no new window, no dragging out, no link to another host, no way back to what the
// last one saw. <body data-idle="address" data-idle-seconds="60">. Without this script the page goes back by itself.

const WARN_SECONDS = 15;
const FORGET_MS = 1000;
const RETRY_MS = 5000;
const ANSWER_MS = 4000;
const { idle, idleSeconds } = document.body.dataset;
const still = document.querySelector("[data-still]");
const end = document.querySelector("form[data-wipe]");
let isTouched = false;
let isEnding = false;
let isAsking = false;
let timer;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
async function reaches() {
  const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => undefined);
  return answer?.ok === true;
}

// What pages keep on a device, so that a line that breaks loses nothing, is nobody's here.
async function forget() {
  sessionStorage.clear();
  localStorage.clear();
  const unsent = new Promise((done) => {
    const asked = indexedDB.deleteDatabase("motcua");
    for (const kind of ["success", "error", "blocked"]) asked.addEventListener(kind, done);
  });
  const names = "caches" in globalThis ? await caches.keys() : [];
  const drafts = names.filter((name) => name.endsWith("-drafts")).map((name) => caches.delete(name));
  await Promise.race([Promise.all([unsent, ...drafts]), pause(FORGET_MS)]);
}

// The start page that nobody touched, in the hall's language, has nothing to end: it is only shown anew.
const isFresh = () => location.pathname === idle && !isTouched && document.documentElement.lang === "vi";

async function wipe() {
  if (isEnding) return;
  isEnding = true;
  clearTimeout(timer);
  globalThis.speechSynthesis?.cancel();
  const fresh = end === null || isFresh();
  const waits = Object.assign(document.createElement("p"), { className: "kiosk-still", hidden: true });
  document.body.replaceChildren(waits, ...(end === null ? [] : [Object.assign(end, { hidden: true })]));
  await forget().catch(() => {});
  // Without the server there is only the browser's own page, from which nothing leads back.
  while (!(await reaches())) {
    Object.assign(waits, { hidden: false, textContent: still?.dataset.waits ?? "" });
    await pause(RETRY_MS);
  }
  return fresh ? location.replace(idle) : end.submit();
}

function ask() {
  if (still === null || isFresh()) return void wipe();
  if (!still.open) still.showModal();
  timer = setTimeout(wipe, WARN_SECONDS * 1000);
}

function wait() {
  clearTimeout(timer);
  const seconds = Number(idleSeconds ?? 60);
  timer = isFresh() ? setTimeout(wipe, seconds * 1000) : setTimeout(ask, (seconds - WARN_SECONDS) * 1000);
}

function touched() {
  isTouched = true;
  for (const asked of document.querySelectorAll("dialog[open]")) asked.close();
  if (!isEnding) wait();
}

// Goes where a link or a form leads once the server is there; else says so, and what was typed stays.
async function go(leave) {
  if (isAsking || isEnding) return;
  isAsking = true;
  const there = await reaches();
  isAsking = false;
  if (there) leave();
  else if (!isEnding) document.querySelector("[data-cut]:not([open])")?.showModal();
}

const sent = new WeakSet();
function send(event) {
  const { target: form, submitter } = event;
  if (sent.delete(form)) return;
  event.preventDefault();
  event.stopPropagation();
  if (form === end) return void wipe();
  go(() => {
    sent.add(form);
    form.requestSubmit(submitter);
  });
}

// A link to another host, to a file or into a new window leads out of the kiosk; the identity provider is come to by redirect.
function follow(event) {
  const link = event.target.closest("a[href]");
  if (link === null) return;
  event.preventDefault();
  // To a place on this page without an entry in the history, which going back would take for leaving.
  if (link.hash !== "" && link.pathname === location.pathname) document.getElementById(link.hash.slice(1))?.focus();
  else if (link.origin === location.origin && !link.hasAttribute("download")) go(() => location.assign(link.href));
}

if (idle !== undefined) {
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(kind, touched, { passive: true });
  for (const kind of ["contextmenu", "dragstart"]) document.addEventListener(kind, (event) => event.preventDefault());
  document.addEventListener("click", follow);
  document.addEventListener("submit", send, true);
  // The browser offers nobody what somebody else has typed.
  for (const part of document.querySelectorAll("form, input, textarea, select")) part.setAttribute("autocomplete", "off");
  wait();
  // Going back, or a page that the browser kept, would show the next person what the last one saw.
  globalThis.addEventListener("pageshow", (event) => event.persisted && wipe());
  history.pushState(null, "", location.href);
  globalThis.addEventListener("popstate", wipe);
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") wipe();
}
