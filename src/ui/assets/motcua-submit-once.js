// A form marked data-once goes only once: the second press of an impatient finger is dropped. Without network it does not go at
// all, and says so: the browser's own page would take what was typed with it.
// The server is safe without this (every form carries a key); it only spares people the puzzling answer.

const RELEASE_MS = 10000;

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

function tellOffline(form) {
  const before = form.previousElementSibling;
  const said = before !== null && "offline" in before.dataset ? before : document.createElement("p");
  said.className = "notice notice-warning";
  said.dataset.offline = "";
  said.setAttribute("role", "alert");
  said.textContent = document.body.dataset.wordOffline;
  form.before(said);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("once" in form.dataset) || event.defaultPrevented) return;
  if (!navigator.onLine) {
    event.preventDefault();
    tellOffline(form);
    return;
  }
  if (form.dataset.sent === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), RELEASE_MS); // an answer that is a file leaves the page standing
});

// Coming back by the browser's back button finds the page as it was left: let it be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) release(form);
});
