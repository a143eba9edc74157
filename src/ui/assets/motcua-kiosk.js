// A touch screen in a hall: left alone it asks whether anybody is there, then forgets what was typed, ends the visit on the
// server and goes back to its start; no menu, no new window, no dragging out, no link to another host.
// <body data-idle="address" data-idle-seconds="60">. Without this script the page goes back by itself.

const WARN_SECONDS = 15;
const { idle, idleSeconds } = document.body.dataset;
const still = document.querySelector("[data-still]");
let isTouched = false;
let timer;

function wipe() {
  for (const form of document.forms) form.reset();
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  sessionStorage.clear();
  const end = document.querySelector("form[data-wipe]");
  // The start page that nobody touched has nothing to end: it is only shown anew.
  if (end === null || (location.pathname === idle && !isTouched)) location.replace(idle);
  else end.submit();
}

function ask() {
  if (still === null || (location.pathname === idle && !isTouched)) return;
  still.showModal();
  timer = setTimeout(wipe, WARN_SECONDS * 1000);
}

function wait() {
  clearTimeout(timer);
  const seconds = Number(idleSeconds ?? 60);
  timer =
    location.pathname === idle && !isTouched
      ? setTimeout(wipe, seconds * 1000)
      : setTimeout(ask, (seconds - WARN_SECONDS) * 1000);
}

function touched() {
  isTouched = true;
  if (still !== null && still.open) still.close();
  wait();
}

if (idle !== undefined) {
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(kind, touched, { passive: true });
  wait();
  for (const kind of ["contextmenu", "dragstart"]) document.addEventListener(kind, (event) => event.preventDefault());
  // A link to another host, to a file or into a new window leads out of the kiosk.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link === null) return;
    const leaves = link.origin !== location.origin || link.hasAttribute("download");
    if (leaves) event.preventDefault();
    else link.removeAttribute("target");
  });
  // A page that the browser kept would show the next person what the last one typed.
  globalThis.addEventListener("pageshow", (event) => event.persisted && wipe());
  // Going back never leads to somebody else's page.
  history.pushState(null, "", location.href);
  globalThis.addEventListener("popstate", wipe);
}

// Spoken help: only a voice that this machine has itself, so that nothing of the page goes to another host.
const speaker = document.querySelector("[data-speak]");
if (speaker !== null && "speechSynthesis" in globalThis) {
  const language = document.documentElement.lang;
  const ownVoice = () =>
    speechSynthesis.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  const offer = () => (speaker.hidden = ownVoice() === undefined);
  offer();
  speechSynthesis.addEventListener("voiceschanged", offer);
  speaker.addEventListener("click", () => {
    speechSynthesis.cancel();
    const said = Object.assign(new SpeechSynthesisUtterance(speaker.dataset.speak), {
      voice: ownVoice() ?? null,
      lang: language,
    });
    speechSynthesis.speak(said);
  });
}

// A card reader types the card and then Enter: what is typed anywhere goes to the field that waits for it.
const card = document.querySelector("[data-card]");
if (card !== null) {
  document.addEventListener("keydown", (event) => {
    if (event.target === document.body && event.key.length === 1) card.focus();
  });
}

const paper = document.querySelector("[data-print]");
if (paper !== null) print();
