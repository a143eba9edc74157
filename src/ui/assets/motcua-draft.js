// Keeps what is typed in a form with data-draft while its tab is open, so that a reload, a closed lid or a session that ended loses
// nothing. In the session's storage alone: a shared computer keeps nothing of an applicant once the tab is closed.
const form = document.querySelector("form[data-draft]");
const key = `motcua-draft ${location.pathname.replace(/\/tim-nguoi$/, "")}`;
const WAIT_MS = 500;
let timer;

const isKept = (field) =>
  field.name !== "" &&
  !field.name.startsWith("_") &&
  !["hidden", "submit", "file", "password"].includes(field.type) &&
  field.name !== "scan";

function values() {
  const kept = {};
  for (const field of form.elements) {
    if (!isKept(field)) continue;
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked) kept[field.name] = [...(kept[field.name] ?? []), field.value];
    } else if (field.value !== field.defaultValue || field.tagName === "SELECT") kept[field.name] = field.value;
  }
  return kept;
}

function store(kept) {
  try {
    if (kept === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A private window keeps nothing.
  }
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function restore(kept) {
  for (const field of form.elements) {
    if (!isKept(field) || !(field.name in kept)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = kept[field.name].includes(field.value);
    else field.value = kept[field.name];
  }
  for (const fold of form.querySelectorAll("details"))
    if ([...fold.querySelectorAll("input, textarea")].some((field) => isKept(field) && field.name in kept && field.value !== ""))
      fold.open = true;
  const bar = document.createElement("p");
  bar.className = "notice notice-info";
  bar.setAttribute("role", "status");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "btn btn-quiet";
  discard.textContent = form.dataset.draftDiscard;
  discard.addEventListener("click", () => {
    store(undefined);
    location.assign(key.slice(key.indexOf("/")));
  });
  bar.append(form.dataset.draft, " ", discard);
  form.before(bar);
}

if (form !== null) {
  const kept = read();
  // What the server shows after a refusal, or of someone who was found, is newer than what was kept.
  const isFresh = document.querySelector("#error-summary") === null && !location.pathname.endsWith("/tim-nguoi");
  if (kept !== null && isFresh && Object.keys(kept).some((name) => typeof kept[name] === "string" && name.startsWith("parties.")))
    restore(kept);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => store(values()), WAIT_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    store(undefined);
  });
}
