// Keeps one part of a page up to date: <… data-live="address of the feed" data-live-fallback="seconds">.
// Each picture of the feed is handed to the page as the event "motcua:picture" (detail: its text). While the line is down
// the element carries the class "is-stale"; without this script the page is renewed by its own <meta http-equiv="refresh">.

const QUIET_MS = 40000; // the server says something at least every 15 seconds
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;

function keep(element) {
  let source;
  let heardAt = performance.now();
  let wait = FIRST_WAIT_MS;
  let timer;

  // A browser has six lines to a server for all its tabs: one that nobody looks at gives its own back. Some boards are heard.
  const isWanted = () => element.dataset.voice !== undefined || !document.hidden;
  const tell = (kind) => (event) => {
    heardAt = performance.now();
    wait = FIRST_WAIT_MS;
    element.classList.remove("is-stale");
    element.dispatchEvent(new CustomEvent(`motcua:${kind}`, { detail: event.data, bubbles: true }));
  };
  const shut = () => {
    clearTimeout(timer);
    timer = undefined;
    if (source) source.close();
    source = undefined;
  };
  function open() {
    shut();
    heardAt = performance.now();
    source = new EventSource(element.dataset.live);
    for (const kind of ["beat", "picture", "version"]) source.addEventListener(kind, tell(kind));
    // The browser itself would come back after the same time as all others that lost the server with it.
    source.addEventListener("error", again);
  }
  // One attempt waits at a time, however often the line is found to be down meanwhile.
  function again() {
    if (timer !== undefined) return;
    shut();
    if (!isWanted()) return;
    element.classList.add("is-stale");
    timer = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
  open();
  setInterval(() => performance.now() - heardAt > QUIET_MS && again(), 5000);
  window.addEventListener("online", () => {
    shut();
    wait = FIRST_WAIT_MS;
    again();
  });
  document.addEventListener("visibilitychange", () => {
    if (!isWanted()) shut();
    else if (source === undefined) open();
  });
  window.addEventListener("pagehide", shut);
  window.addEventListener("pageshow", (event) => event.persisted && open());
}

for (const element of document.querySelectorAll("[data-live]")) keep(element);
