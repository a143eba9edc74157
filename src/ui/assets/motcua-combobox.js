// <motcua-combobox data-src="/suggest"> around a text input: suggestions while typing, after the ARIA combobox pattern.
// The answer to GET data-src?q=… is [{ value, label, detail? }]. Without this script the input stays a plain text field.

const WAIT_MS = 160;
let made = 0;

class MotcuaCombobox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input:not([type=hidden])");
    this.chosen = this.querySelector("input[data-chosen]");
    if (!this.input || this.list) return;
    made += 1;
    this.list = document.createElement("ul");
    this.list.id = `combo-${made}`;
    this.list.className = "combo-list";
    this.list.setAttribute("role", "listbox");
    const [label] = this.input.labels || [];
    this.list.setAttribute("aria-label", label === undefined ? "" : label.textContent);
    this.list.hidden = true;
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  wait() {
    if (this.chosen) this.chosen.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), WAIT_MS);
  }

  async load() {
    const text = this.input.value.trim();
    if (this.request) this.request.abort();
    if (text === "") return this.close();
    this.request = new AbortController();
    const address = new URL(this.dataset.src || "", document.baseURI);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: this.request.signal, headers: { accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
    } catch (_) {
      this.close(); // no network, or a newer request: the field still works as plain text
    }
  }

  show(items) {
    this.items = items;
    this.active = -1;
    this.list.textContent = "";
    for (const [index, item] of items.entries()) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.className = "combo-option";
      option.setAttribute("role", "option");
      option.append(item.label);
      if (item.detail) option.append(Object.assign(document.createElement("small"), { textContent: item.detail }));
      this.list.append(option);
    }
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.status.textContent = (this.dataset.count || "{count}").replace("{count}", String(items.length));
  }

  onKey(event) {
    if (this.list.hidden || event.isComposing) return;
    const last = this.items.length - 1;
    if (event.key === "ArrowDown") this.move(this.active >= last ? 0 : this.active + 1);
    else if (event.key === "ArrowUp") this.move(this.active <= 0 ? last : this.active - 1);
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  move(index) {
    const before = this.list.children[this.active];
    if (before) before.removeAttribute("aria-selected");
    this.active = index;
    const option = this.list.children[index];
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(index) {
    const item = this.items && this.items[index];
    if (!item) return;
    this.input.value = item.label;
    if (this.chosen) this.chosen.value = item.value;
    this.close();
    this.dispatchEvent(new CustomEvent("motcua-choose", { bubbles: true, detail: item }));
  }

  close() {
    clearTimeout(this.timer);
    if (this.request) this.request.abort();
    if (this.list) this.list.hidden = true;
    if (!this.input) return;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

customElements.define("motcua-combobox", MotcuaCombobox);
