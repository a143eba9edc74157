// Keeps what is typed in a long form without waiting for a button; without scripts the buttons keep it.
// What could not be sent stays on the device (motcua-unsent.js).
const WAIT_MS = 2000;
const RETRY_MS = 10000;
// A session may end while a page stands: after so long the server is asked before the page is left for it.
const STALE_MS = 300000;

class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    if (this.form === null) return;
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("change", () => this.later());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.later());
    this.heardAt = performance.now();
    this.restore();
  }

  // The button sends all, but after what is under way, which would make it a change from elsewhere, and not where only the
  // browser's own page would come of it, or the sign-in, without what was typed.
  submitted(event) {
    const again = event.submitter && this.form.requestSubmit && (() => this.form.requestSubmit(event.submitter));
    const first = again && !this.waited && this.underWay;
    const asks = again && performance.now() - this.heardAt > STALE_MS;
    this.waited = Boolean(first);
    clearTimeout(this.timer);
    if (navigator.onLine && !first && !asks) {
      this.leaving = true;
      setTimeout(() => (this.leaving = false), RETRY_MS); // where no answer comes the page stands
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (first) return Promise.race([first, new Promise((resolve) => setTimeout(resolve, RETRY_MS))]).then(again);
    this.later();
    if (!navigator.onLine) this.keep().then(() => this.say(this.dataset.offline));
    else this.save().then(() => performance.now() - this.heardAt < STALE_MS && again());
  }

  // Taken from the page, as when a kiosk forgets: nothing of it is kept or sent any more.
  disconnectedCallback() {
    clearTimeout(this.timer);
    this.changed = false;
    this.leaving = true;
  }

  get key() {
    return `${this.dataset.src} ${this.form.elements.namedItem("section").value}`;
  }

  // What was typed without network comes back into its fields, and is sent.
  async restore() {
    const kept = (await window.motcuaUnsent.all(this.dataset.owner)).find((entry) => entry.key === this.key);
    if (kept === undefined) return;
    window.motcuaUnsent.fill(this.form, kept.answers);
    this.say(this.dataset.offline);
    this.later();
  }

  get typed() {
    const value = (name) => this.form.elements.namedItem(name).value;
    return { revision: Number(value("revision")), section: value("section"), answers: window.motcuaUnsent.answersOf(this.form) };
  }

  keep() {
    return window.motcuaUnsent.keep(Object.assign({ key: this.key }, this.dataset, this.typed));
  }

  later(wait = WAIT_MS) {
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  say(text) {
    if (this.status !== null && text) this.status.textContent = text;
  }

  async save() {
    if (this.underWay || this.leaving || !this.changed) return;
    this.changed = false;
    this.underWay = this.send();
    const wait = await this.underWay;
    this.underWay = undefined;
    // What was typed meanwhile, or could not be sent, goes with the next.
    if (this.changed && !this.leaving && !this.waited) this.later(wait);
  }

  // How long to wait before the next, where it was not taken.
  async send() {
    const key = `autosave-${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const csrf = this.form.elements.namedItem("_csrf").value;
    const headers = { "content-type": "application/json", "x-csrf-token": csrf, "idempotency-key": key };
    try {
      const answer = await fetch(this.dataset.src, { method: "POST", headers, body: JSON.stringify(this.typed) });
      if (answer.ok) {
        this.heardAt = performance.now();
        this.form.elements.namedItem("revision").value = String((await answer.json()).revision);
        await window.motcuaUnsent.drop(this.key);
        this.say(this.dataset.saved);
      } else if (answer.status === 401) {
        await this.keep(); // until its owner has signed in again
        this.say(this.dataset.over);
      } else if (answer.status === 429 || answer.status >= 500) throw new Error();
      else {
        const problem = await answer.json().catch(() => ({}));
        this.say(problem.detail || problem.title); // changed on another device, for one: the button tells in full
      }
    } catch (_) {
      this.changed = !this.leaving;
      if (this.changed) await this.keep();
      this.say(this.dataset.offline);
      return RETRY_MS;
    }
  }
}

customElements.define("motcua-autosave", Autosave);
