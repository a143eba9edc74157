// Keeps one part of a page up to date: <… data-live="address of the feed" data-live-fallback="seconds">.
// Each picture of the feed is handed to the page as the event "motcua:picture" (detail: its text). While the line is down
// the element carries the class "is-stale"; without this script the page is renewed by its own <meta http-equiv="refresh">.

const QUIET_MS = 40000; // the server says something at least every 15 seconds
const LONGEST_WAIT_MS = 30000;

function keep(element) {
  let source;
  let heardAt = performance.now();
  let wait = 1000;
  let timer;

  const heard = () => {
    heardAt = performance.now();
    wait = 1000;
    element.classList.remove("is-stale");
  };
  const stale = () => element.classList.add("is-stale");
  const again = () => {
    if (source) source.close();
    stale();
    clearTimeout(timer);
    // Boards that lost the server together must not come back together.
    timer = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };
  function open() {
    heardAt = performance.now();
    source = new EventSource(element.dataset.live);
    source.addEventListener("beat", (event) => {
      heard();
      element.dispatchEvent(new CustomEvent("motcua:beat", { detail: event.data, bubbles: true }));
    });
    source.addEventListener("picture", (event) => {
      heard();
      element.dispatchEvent(new CustomEvent("motcua:picture", { detail: event.data, bubbles: true }));
    });
    source.addEventListener("error", () => {
      stale();
      if (source.readyState === EventSource.CLOSED) again();
    });
  }
  open();
  setInterval(() => performance.now() - heardAt > QUIET_MS && again(), 5000);
  window.addEventListener("online", again);
  window.addEventListener("pagehide", () => source && source.close());
  window.addEventListener("pageshow", (event) => event.persisted && open());
}

for (const element of document.querySelectorAll("[data-live]")) keep(element);
