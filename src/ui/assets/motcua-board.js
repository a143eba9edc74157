// Fills a live page from the pictures of its feed (see motcua-live.js): rows of plain texts into the bodies marked
// data-rows="name", by the <template> beside each. With data-live-reload the page is loaded anew instead, unless somebody
// is typing. Speaks new calls, one after the other, where data-voice names the address of the clips.

const spoken = { last: undefined, queue: [], playing: false };

function fill(body, rows) {
  const template = (body.parentElement && body.parentElement.querySelector("template")) || body.querySelector("template");
  if (template === null) return;
  const made = rows.map((cells) => {
    const row = template.content.firstElementChild.cloneNode(true);
    for (const [index, cell] of [...row.querySelectorAll("[data-cell]")].entries()) cell.textContent = cells[index] || "";
    return row;
  });
  body.textContent = "";
  body.append(...made);
}

async function speakNext(root) {
  if (spoken.playing) return;
  const call = spoken.queue.shift();
  if (call === undefined) return;
  spoken.playing = true;
  const said = document.querySelector("[data-said]");
  if (said !== null) said.textContent = call.text;
  try {
    const audio = new Audio(`${root.dataset.voice}/${encodeURIComponent(call.clip)}.wav`);
    await audio.play();
    await new Promise((resolve) => {
      audio.addEventListener("ended", resolve);
      audio.addEventListener("error", resolve);
      setTimeout(resolve, 20000);
    });
    document.body.classList.remove("is-mute");
  } catch (_) {
    document.body.classList.add("is-mute"); // the browser wants a touch first: the page offers one
  }
  spoken.playing = false;
  speakNext(root);
}

function hear(root, say) {
  const newest = Math.max(0, ...say.map((call) => call.id));
  // What was called before the page was opened is not called again.
  if (spoken.last !== undefined) {
    spoken.queue.push(...say.filter((call) => call.id > spoken.last));
    speakNext(root);
  }
  spoken.last = Math.max(spoken.last || 0, newest);
}

// What the page says of the last action would be gone with the page that says it: it stays for as long as one reads it.
const SAID = "motcua-said";
const READ_MS = 8000;

function reload() {
  const said = document.querySelector("main > .notice[role]");
  if (said !== null && performance.now() < READ_MS) {
    const until = Number(said.dataset.until || Date.now() - performance.now() + READ_MS);
    sessionStorage.setItem(SAID, JSON.stringify({ path: location.pathname, look: said.className, text: said.innerText, until }));
  }
  location.reload();
}

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

let first = true;
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
  const root = event.target;
  const picture = JSON.parse(event.detail);
  if ("liveReload" in root.dataset) {
    if (!first) {
      if (mayReload()) reload();
      else held = true;
    }
    first = false;
    return;
  }
  for (const body of document.querySelectorAll("[data-rows]")) fill(body, picture.rows[body.dataset.rows] || []);
  if (root.dataset.voice !== undefined) hear(root, picture.say);
});

document.addEventListener("focusout", () => {
  if (held) setTimeout(() => mayReload() && reload(), 300);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-unmute]") === null) return;
  document.body.classList.remove("is-mute");
  speakNext(document.querySelector("[data-voice]"));
});

// Screens that stand for days must not burn in: every minute everything moves by a few pixels.
const SHIFTS = 4;
setInterval(() => {
  const { classList } = document.body;
  if (!classList.contains("board")) return;
  const next = Math.floor(Date.now() / 60000) % SHIFTS;
  for (let n = 0; n < SHIFTS; n += 1) classList.toggle(`shift-${n}`, n === next);
}, 10000);
