// Keeps what is typed in a long form without waiting for a button; without scripts the buttons keep it.
// What could not be sent stays on the device (motcua-unsent.js).
const WAIT_MS = 2000;

class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    if (this.form === null) return;
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("change", () => this.later());
    this.form.addEventListener("submit", (event) => {
      clearTimeout(this.timer);
      if (navigator.onLine) {
        this.sending = true;
        return;
      }
      // Nothing would come of it but the browser's own page, without what was typed.
      event.preventDefault();
      event.stopPropagation();
      this.changed = true;
      this.keep();
      this.say(this.dataset.offline);
    });
    addEventListener("online", () => this.later());
    this.restore();
  }

  get key() {
    return `${this.dataset.src} ${this.form.elements.namedItem("section").value}`;
  }

  // What was typed without network comes back into its fields, and is sent.
  async restore() {
    const kept = (await window.motcuaUnsent.all(this.dataset.owner)).find((entry) => entry.key === this.key);
    if (kept === undefined) return;
    for (const field of this.form.elements) {
      if (!(field.name in kept.answers) || field.type === "hidden") continue;
      const values = [].concat(kept.answers[field.name]);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0];
    }
    this.say(this.dataset.offline);
    this.later();
  }

  keep() {
    const value = (name) => this.form.elements.namedItem(name).value;
    const { owner, src } = this.dataset;
    const revision = Number(value("revision"));
    return window.motcuaUnsent.keep({ key: this.key, owner, src, section: value("section"), revision, answers: this.answers() });
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
        await window.motcuaUnsent.drop(this.key);
        this.say(this.dataset.saved);
      } else {
        // Refused, such as changed on another device: the button tells in full.
        const problem = await answer.json().catch(() => undefined);
        this.say(problem && (problem.detail || problem.title));
      }
    } catch (_) {
      this.changed = true;
      await this.keep();
      this.say(this.dataset.offline);
    }
    this.sending = false;
  }
}

customElements.define("motcua-autosave", Autosave);
