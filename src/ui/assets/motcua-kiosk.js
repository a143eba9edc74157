// A touch screen in a hall: left alone it goes back to its start and forgets what was typed; no menu, no new window, no
// dragging out. <body data-idle="address" data-idle-seconds="60">. Without this script the page goes back by itself.

const { idle, idleSeconds } = document.body.dataset;
let timer;

function wipe() {
  for (const form of document.forms) form.reset();
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  location.replace(idle);
}

function touched() {
  clearTimeout(timer);
  timer = setTimeout(wipe, Number(idleSeconds ?? 60) * 1000);
}

if (idle !== undefined) {
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(kind, touched, { passive: true });
  touched();
  for (const kind of ["contextmenu", "dragstart"]) document.addEventListener(kind, (event) => event.preventDefault());
  // A page that the browser kept would show the next person what the last one typed.
  globalThis.addEventListener("pageshow", (event) => event.persisted && wipe());
  // Going back never leads to somebody else's page.
  history.pushState(null, "", location.href);
  globalThis.addEventListener("popstate", wipe);
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
