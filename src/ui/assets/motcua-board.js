// What a board does beside being filled (motcua-fill.js): speaks new calls, one after the other, where data-voice names the
// address of the clips; says how fresh it is; turns the pages of what does not fit; keeps the screen from burning in.

const spoken = { last: undefined, queue: [], playing: false };
// Whoever was called longer ago has gone or stands there: in a full hall the newest calls are heard, not a row of old ones.
const STALE_MS = 120000;

async function speakNext(root) {
  if (spoken.playing) return;
  spoken.queue = spoken.queue.filter((waiting) => performance.now() - waiting.heardAt < STALE_MS);
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
    const heardAt = performance.now();
    spoken.queue.push(...say.filter((call) => call.id > spoken.last).map((call) => Object.assign({ heardAt }, call)));
    speakNext(root);
  }
  spoken.last = Math.max(spoken.last || 0, newest);
}

document.addEventListener("motcua:picture", (event) => {
  const root = event.target;
  if (root.dataset.voice !== undefined) hear(root, JSON.parse(event.detail).say);
});

// Counters that do not fit stand on pages of equal length (data-page-rows at most), all boards at the same one: by the clock.
const PAGE_MS = 10000;
function turnPages() {
  for (const body of document.querySelectorAll("[data-page-rows]")) {
    const rows = [...body.children];
    const pages = Math.max(1, Math.ceil(rows.length / Number(body.dataset.pageRows)));
    const size = Math.ceil(rows.length / pages);
    const page = Math.floor(Date.now() / PAGE_MS) % pages;
    for (const [index, row] of rows.entries()) row.hidden = Math.floor(index / size) !== page;
    const shown = body.parentElement.querySelector("[data-page]");
    shown.textContent = pages === 1 ? "" : shown.dataset.page.replace("{page}", page + 1).replace("{pages}", pages);
  }
}
document.addEventListener("motcua:picture", turnPages); // after motcua-fill.js, which has made all rows anew
setInterval(turnPages, 1000);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-unmute]") === null) return;
  document.body.classList.remove("is-mute");
  speakNext(document.querySelector("[data-voice]"));
});

// How fresh the board is: the last time at which the server was heard, by the server's own clock.
const ZONE = { timeZone: "Asia/Ho_Chi_Minh" };
document.addEventListener("motcua:beat", (event) => {
  const shown = document.querySelector("[data-as-of]");
  if (shown === null) return;
  const at = new Date(event.detail);
  const time = at.toLocaleTimeString("en-GB", Object.assign({ hour: "2-digit", minute: "2-digit" }, ZONE));
  shown.textContent = shown.dataset.asOf.replace("…", `${time} ${at.toLocaleDateString("en-GB", ZONE)}`);
});

// A board stands for months: after an update of the server it loads itself anew, not all boards at once.
const LOADED = (document.querySelector('script[src*="/motcua-board.js"]') || { src: "" }).src.split("v=")[1];
document.addEventListener("motcua:version", (event) => {
  if (LOADED === undefined || event.detail === LOADED) return;
  setTimeout(() => document.dispatchEvent(new CustomEvent("motcua:outdated")), Math.random() * 30000); // see motcua-renew.js
});

// Screens that stand for days must not burn in: every minute everything moves by a few pixels.
const SHIFTS = 4;
setInterval(() => {
  const { classList } = document.body;
  if (!classList.contains("board")) return;
  const next = Math.floor(Date.now() / 60000) % SHIFTS;
  for (let n = 0; n < SHIFTS; n += 1) classList.toggle(`shift-${n}`, n === next);
}, 10000);
