// What was typed without network, in the browser's own database: for its owner alone, as long as a session can last, and until
// the sign-out. motcua-autosave.js keeps it; the pages that lead to drafts send it when the network is back.
const KEPT_MS = 8 * 3600 * 1000;

function inStore(mode, work) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("motcua", 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("unsent", { keyPath: "key" }));
    opening.addEventListener("error", () => fail(opening.error));
    opening.addEventListener("success", () => {
      const database = opening.result;
      const change = database.transaction("unsent", mode);
      const asked = work(change.objectStore("unsent"));
      change.addEventListener("complete", () => {
        database.close();
        done(asked.result);
      });
      change.addEventListener("abort", () => {
        database.close();
        fail(change.error);
      });
    });
  });
}

// A private window keeps nothing: then nothing was kept.
const quietly = (work) => work.catch(() => undefined);

const keep = (entry) => quietly(inStore("readwrite", (store) => store.put(Object.assign({ at: Date.now() }, entry))));
const drop = (key) => quietly(inStore("readwrite", (store) => store.delete(key)));

// Somebody else's words, and old ones, are no business of whoever sits here now.
async function all(owner) {
  const entries = (await quietly(inStore("readonly", (store) => store.getAll()))) || [];
  const isOwn = (entry) => entry.owner === owner && Date.now() - entry.at <= KEPT_MS;
  for (const entry of entries) if (!isOwn(entry)) await drop(entry.key);
  return entries.filter(isOwn);
}

// The answers that stand in a form, without what guards it.
function answersOf(form) {
  const answers = {};
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith("_") || ["revision", "section", "asked", "do"].includes(name) || typeof value !== "string") continue;
    if (answers[name] === undefined) answers[name] = value;
    else answers[name] = [].concat(answers[name], value);
  }
  return answers;
}

function fill(form, answers) {
  for (const field of form.elements) {
    if (!(field.name in answers) || field.type === "hidden") continue;
    const values = [].concat(answers[field.name]);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0];
  }
}

window.motcuaUnsent = { keep, drop, all, answersOf, fill };

class Unsent extends HTMLElement {
  connectedCallback() {
    this.send();
    addEventListener("online", () => this.send());
  }

  say(text) {
    this.hidden = false;
    this.querySelector("[data-status]").textContent = text;
  }

  async send() {
    const entries = await all(this.dataset.owner);
    if (entries.length === 0 || this.sending) return;
    this.say(this.dataset.waiting);
    if (!navigator.onLine) return;
    this.sending = true;
    // A save moves the draft on: what was typed on the same state of it follows.
    const moved = {};
    try {
      for (const entry of entries) {
        const { from, to } = moved[entry.src] || {};
        const revision = from === entry.revision ? to : entry.revision;
        const answer = await this.post(entry, revision);
        if (answer.ok) {
          moved[entry.src] = { from: entry.revision, to: (await answer.json()).revision };
          await drop(entry.key);
        } else this.refused = true;
      }
      this.say(this.refused ? this.dataset.refused : this.dataset.sent);
    } catch (_) {
      this.say(this.dataset.waiting);
    }
    this.sending = false;
  }

  post({ src, section, answers }, revision) {
    return fetch(src, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-csrf-token": this.dataset.csrf,
        "idempotency-key": `unsent-${Date.now()}-${Math.random().toString(36).slice(2)}`,
      },
      body: JSON.stringify({ revision, section, answers }),
    });
  }
}

customElements.define("motcua-unsent", Unsent);
