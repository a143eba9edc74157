// Keeps what is typed in a long form without waiting for a button; without scripts the buttons keep it.
// What could not be sent stays on the device for its owner alone, as long as a session can last, and until the sign-out.
const WAIT_MS = 2000;
const KEPT_MS = 8 * 3600 * 1000;
const MARK = "motcua-draft ";

class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    if (this.form === null) return;
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("change", () => this.later());
    this.form.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.sending = true;
    });
    addEventListener("online", () => this.later());
    this.restore();
  }

  get key() {
    return `${MARK}${this.dataset.owner} ${this.dataset.src} ${this.form.elements.namedItem("section").value}`;
  }

  // What was typed without network comes back into its fields, and is sent.
  restore() {
    let kept;
    try {
      this.sweep();
      kept = JSON.parse(localStorage.getItem(this.key) || "null");
    } catch (_) {
      return;
    }
    const { answers } = kept || {};
    if (answers === undefined) return;
    for (const field of this.form.elements) {
      if (!(field.name in answers) || field.type === "hidden") continue;
      const values = [].concat(answers[field.name]);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0];
    }
    this.later();
  }

  // Somebody else's words, and old ones, are no business of whoever sits here now.
  sweep() {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(MARK)) continue;
      const { at = 0 } = JSON.parse(localStorage.getItem(key) || "null") || {};
      if (Date.now() - at > KEPT_MS || !key.startsWith(`${MARK}${this.dataset.owner} `)) localStorage.removeItem(key);
    }
  }

  keep(answers) {
    try {
      if (answers === undefined) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), answers }));
    } catch (_) {
      // A private window keeps nothing.
    }
  }

  later() {
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), WAIT_MS);
  }

  say(text) {
    if (this.status !== null && text) this.status.textContent = text;
  }
  answers() {
    const answers = {};
    for (const [name, value] of new FormData(this.form)) {
      if (name.startsWith("_") || ["revision", "section", "asked", "do"].includes(name) || typeof value !== "string") continue;
      if (answers[name] === undefined) answers[name] = value;
      else answers[name] = [].concat(answers[name], value);
    }
    return answers;
  }

  async save() {
    if (this.sending || !this.changed) return;
    const field = (name) => this.form.elements.namedItem(name);
    this.sending = true;
    this.changed = false;
    try {
      const answer = await fetch(this.dataset.src, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-csrf-token": field("_csrf").value,
          "idempotency-key": `autosave-${Date.now()}-${Math.random().toString(36).slice(2)}`,
        },
        body: JSON.stringify({
          revision: Number(field("revision").value),
          section: field("section").value,
          answers: this.answers(),
        }),
      });
      if (answer.ok) {
        field("revision").value = String((await answer.json()).revision);
        this.keep(undefined);
        this.say(this.dataset.saved);
      } else {
        // Refused, such as changed on another device: the button tells in full.
        const problem = await answer.json().catch(() => undefined);
        this.say(problem && (problem.detail || problem.title));
      }
    } catch (_) {
      this.changed = true;
      this.keep(this.answers());
      this.say(this.dataset.offline);
    }
    this.sending = false;
  }
}

customElements.define("motcua-autosave", Autosave);
