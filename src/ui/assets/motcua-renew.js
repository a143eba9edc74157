// Loads a page marked data-live-reload anew when the picture of its feed is another than the first (see motcua-live.js), unless
// somebody is typing or the answer to a form is on its way; what it says of the last action stays to be read.

// What the page says of the last action would be gone with the page that says it: it stays for as long as one reads it.
const SAID = "motcua-said";
const READ_MS = 8000;

function reload() {
  const said = document.querySelector("main > .notice[role]");
  if (said !== null && performance.now() < READ_MS) {
    const until = Number(said.dataset.until || Date.now() - performance.now() + READ_MS);
    sessionStorage.setItem(SAID, JSON.stringify({ path: location.pathname, look: said.className, text: said.innerText, until }));
  }
  loadAnew();
}

// Without the server there is only the browser's own page, from which nothing comes back by itself.
const RETRY_MS = 5000;
let isAsking = false;
async function loadAnew() {
  if (isAsking) return;
  isAsking = true;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch((error) => error);
  isAsking = false;
  if (answer.ok === true) location.reload();
  else setTimeout(loadAnew, RETRY_MS);
}
document.addEventListener("motcua:outdated", loadAnew);

function sayAgain() {
  const said = JSON.parse(sessionStorage.getItem(SAID) || "null");
  sessionStorage.removeItem(SAID);
  if (said === null || said.path !== location.pathname || said.until < Date.now()) return;
  const notice = document.createElement("div");
  notice.className = said.look;
  notice.setAttribute("role", "status");
  notice.dataset.until = said.until;
  notice.textContent = said.text;
  document.querySelector("main").prepend(notice);
}
sayAgain();

let shown;
let held = false;
const isTyping = () =>
  [...document.querySelectorAll("input:not([type=hidden]), textarea, select")].some(
    (field) => field === document.activeElement || (field.value !== field.defaultValue && field.defaultValue !== undefined),
  ) || document.querySelector("details[open]") !== null;

// The answer to a form that was just sent is on its way: loading this page anew would throw it away.
const ANSWER_MS = 10000;
let awaitedUntil = 0;
document.addEventListener("submit", (event) =>
  setTimeout(() => {
    if (!event.defaultPrevented) awaitedUntil = performance.now() + ANSWER_MS;
  }),
);
const mayReload = () => !isTyping() && performance.now() >= awaitedUntil;

document.addEventListener("motcua:picture", (event) => {
  if (!("liveReload" in event.target.dataset)) return;
  if (shown !== undefined && shown !== event.detail) {
    if (mayReload()) reload();
    else held = true;
  }
  shown = event.detail;
});

document.addEventListener("focusout", () => {
  if (held) setTimeout(() => mayReload() && reload(), 300);
});
