// Asks before a form goes whose button, or which itself, bears data-confirm.
// Without this script the form goes to the server, which asks on a page of its own where that matters.

const words = document.body.dataset;
const agreed = new WeakSet();

function button(text, className, value) {
  const made = document.createElement("button");
  made.className = className;
  made.value = value;
  made.textContent = text;
  return made;
}

function ask(question, onYes) {
  const dialog = document.createElement("dialog");
  const title = document.createElement("h2");
  title.id = "confirm-title";
  title.textContent = words.wordConfirm || "";
  const text = document.createElement("p");
  text.textContent = question;
  const bar = document.createElement("form");
  bar.method = "dialog";
  bar.className = "action-bar";
  bar.append(button(words.wordYes || "", "btn", "yes"), button(words.wordNo || "", "btn btn-quiet", "no"));
  dialog.className = "stack";
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, text, bar);
  dialog.addEventListener("close", () => {
    const yes = dialog.returnValue === "yes";
    dialog.remove();
    if (yes) onYes();
  });
  document.body.append(dialog);
  dialog.showModal();
}

// Capturing, so that it asks before motcua-submit-once marks the form as sent.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const submitter = event.submitter;
    const question = (submitter && submitter.dataset.confirm) || form.dataset.confirm;
    if (question === undefined || question === "" || agreed.delete(form)) return;
    if (!("HTMLDialogElement" in window) || form.requestSubmit === undefined) {
      // Before 2020 browsers cannot send a form again with its button: they ask in their own words.
      if (!confirm(question)) event.preventDefault();
      return;
    }
    event.preventDefault();
    ask(question, () => {
      agreed.add(form);
      form.requestSubmit(submitter);
    });
  },
  { capture: true },
);
