// Keys for people who work all day at a counter: every element with data-key="n" or data-key="g d" answers to them.
// Nothing happens while someone types in a field; "?" lists the keys of this page.

const words = document.body.dataset;
const SEQUENCE_MS = 1200;
let pressed = "";
let pressedAt = 0;

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

function targets() {
  return [...document.querySelectorAll("[data-key]")].filter((element) => element.getClientRects().length > 0);
}

function labelOf(element) {
  const text = (element.querySelector(".nav-label") ?? element).textContent;
  return element.getAttribute("aria-label") ?? text.trim().replaceAll(/\s+/g, " ");
}

function use(element) {
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
    element.focus();
    element.select?.();
    return;
  }
  element.click();
}

function line(keys, label) {
  const term = document.createElement("dt");
  for (const key of keys.split(" ")) {
    const shown = document.createElement("kbd");
    shown.textContent = key;
    term.append(shown, " ");
  }
  const detail = document.createElement("dd");
  detail.textContent = label;
  return [term, detail];
}

function showList() {
  if (document.querySelector("dialog[open]")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "stack";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = words.wordKeys ?? "";
  const found = targets();
  const list = document.createElement(found.length > 0 ? "dl" : "p");
  if (found.length > 0) {
    list.className = "keys";
    for (const element of found) list.append(...line(element.dataset.key ?? "", labelOf(element)));
    list.append(...line("?", words.wordKeys ?? ""));
  } else {
    list.textContent = words.wordNone ?? "";
  }
  const form = document.createElement("form");
  form.method = "dialog";
  const close = document.createElement("button");
  close.className = "btn btn-secondary";
  close.textContent = words.wordClose ?? "";
  form.append(close);
  dialog.append(title, list, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    showList();
    return;
  }
  if (event.key.length !== 1) return;
  const key = event.key.toLowerCase();
  const sequence = event.timeStamp - pressedAt < SEQUENCE_MS && pressed !== "" ? `${pressed} ${key}` : key;
  const match =
    targets().find((element) => element.dataset.key === sequence) ?? targets().find((element) => element.dataset.key === key);
  pressed = match === undefined ? key : "";
  pressedAt = event.timeStamp;
  if (match === undefined) return;
  event.preventDefault();
  use(match);
});
