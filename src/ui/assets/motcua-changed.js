// Says on a page that what it shows has changed meanwhile: <… hidden data-live="…" data-live-known="picture of the page">.
// The page stays as it is, so that nobody loses what they are typing; a link loads it anew.

for (const element of document.querySelectorAll("[data-live-known]")) {
  element.addEventListener("motcua:picture", (event) => {
    element.hidden = event.detail === element.dataset.liveKnown;
  });
}
