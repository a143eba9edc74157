// Fills a page from the pictures of its feed (see motcua-live.js) without loading it anew: texts into what is marked
// data-text="name", rows of plain texts into the bodies marked data-rows="name", by the <template> beside each. What is marked
// data-while="state other" is there in those states alone.

const BUZZ_MS = [300, 150, 300];

function fillRows(body, rows) {
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

document.addEventListener("motcua:picture", (event) => {
  const root = event.target;
  if ("liveReload" in root.dataset) return; // loaded anew as a whole, see motcua-renew.js
  const picture = JSON.parse(event.detail);
  for (const body of root.querySelectorAll("[data-rows]")) fillRows(body, picture.rows[body.dataset.rows] || []);
  if (picture.state === undefined) return;
  for (const part of root.querySelectorAll("[data-text]")) {
    const words = picture.texts[part.dataset.text] || "";
    // The same words again would be read out again.
    if (part.textContent !== words) part.textContent = words;
  }
  for (const part of root.querySelectorAll("[data-while]"))
    part.hidden = part.dataset.while.split(" ").indexOf(picture.state) < 0;
  // Whoever has the telephone in the hand feels that it is their turn.
  const isNews = root.dataset.state !== picture.state;
  root.dataset.state = picture.state;
  if (isNews && picture.state === "called" && "vibrate" in navigator) navigator.vibrate(BUZZ_MS);
});
