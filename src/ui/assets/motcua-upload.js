// Sends the files of a form in parts, so that a lost connection loses one part; without scripts the form sends them whole.
// Which upload a file belongs to is remembered on the device, so that it goes on after the page was closed.
const MARK = "motcua-upload ";
const WAIT_MS = 3000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

class Refused extends Error {}

class Upload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    if (this.form === null || window.FileReader === undefined) return;
    this.form.addEventListener("submit", (event) => {
      const { files } = this.form.elements.namedItem("file");
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      this.sendAll([].slice.call(files));
    });
  }

  say(text) {
    this.status.textContent = text;
  }

  async sendAll(files) {
    const button = this.form.querySelector("button");
    button.disabled = true;
    try {
      for (const file of files) await this.send(file);
      this.say(this.dataset.done);
      location.reload();
    } catch (error) {
      this.say(error.message);
      button.disabled = false;
    }
  }

  // Asks until there is an answer; a refusal is final, but for one that says where to go on.
  async ask(path, body) {
    for (;;) {
      try {
        const answer = await fetch(this.dataset.src + path, {
          method: body === undefined ? "GET" : "POST",
          headers: {
            "content-type": "application/json",
            "x-csrf-token": this.form.elements.namedItem("_csrf").value,
            "idempotency-key": `upload-${Date.now()}-${Math.random().toString(36).slice(2)}`,
          },
          body: body === undefined ? undefined : JSON.stringify(body),
        });
        const said = await answer.json().catch(() => ({}));
        if (answer.ok) return said;
        if (answer.status === 409 || (answer.status === 404 && body === undefined)) return undefined;
        if (answer.status < 500 && answer.status !== 429) throw new Refused(said.detail || said.title || String(answer.status));
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      this.say(this.dataset.waiting);
      await pause(WAIT_MS);
    }
  }

  async begin(file, key) {
    const kept = localStorage.getItem(key);
    const known = kept === null ? undefined : await this.ask(`/${kept}`);
    if (known !== undefined) return { upload: kept, offset: known.offset };
    const { component } = this.dataset;
    const made = await this.ask("", { component, name: file.name, bytes: file.size });
    if (made === undefined) throw new Refused(this.dataset.waiting);
    localStorage.setItem(key, made.upload);
    return made;
  }

  async send(file) {
    const key =
      MARK + [this.dataset.owner, this.dataset.src, this.dataset.component, file.name, file.size, file.lastModified].join(" ");
    const made = await this.begin(file, key);
    const size = Number(this.dataset.part);
    let { offset } = made;
    while (offset < file.size) {
      this.say(`${this.dataset.sending.replace("…", file.name)}${Math.floor((100 * offset) / file.size)}%`);
      const data = await this.read(file.slice(offset, offset + size));
      const next = await this.ask(`/${made.upload}/parts`, { offset, data });
      offset = (next || (await this.ask(`/${made.upload}`)) || { offset: 0 }).offset;
    }
    try {
      await this.ask(`/${made.upload}/finish`, {});
    } finally {
      localStorage.removeItem(key);
    }
  }

  read(blob) {
    return new Promise((done, fail) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => done(reader.result.slice(reader.result.indexOf(",") + 1)));
      reader.addEventListener("error", () => fail(reader.error));
      reader.readAsDataURL(blob);
    });
  }
}

customElements.define("motcua-upload", Upload);
