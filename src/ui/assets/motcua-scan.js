// <motcua-scan data-fill='{"idNumber":"ownerId",…}'>: a card reader types the text of the identity card's QR code and
// presses Enter; the parts go to the named fields. Card text: number|old number|name|ddMMyyyy|sex|address|ddMMyyyy.
// Anything else is left in the field and sent as it is: the server reads it too and says what is wrong with it.

const PARTS = ["idNumber", "oldIdNumber", "fullName", "bornOn", "sex", "address", "issuedOn"];

function asDate(text) {
  return /^\d{8}$/.test(text) ? `${text.slice(0, 2)}/${text.slice(2, 4)}/${text.slice(4)}` : "";
}

/** The card's parts by name, or undefined when the text is not a card's. */
export function readCard(text) {
  const parts = text.normalize("NFC").trim().split("|");
  if (parts.length < PARTS.length || !/^\d{12}$/.test(parts[0])) return undefined;
  const card = Object.fromEntries(PARTS.map((name, index) => [name, parts[index].trim()]));
  return { ...card, bornOn: asDate(card.bornOn), issuedOn: asDate(card.issuedOn) };
}

function plain(text) {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function fill(form, name, value) {
  const control = form.elements.namedItem(name);
  if (control === null || value === "") return;
  const buttons = control instanceof RadioNodeList ? [...control] : [];
  const options = control instanceof HTMLSelectElement ? [...control.options] : [];
  const wanted = plain(value);
  for (const radio of buttons) {
    if (plain(radio.labels?.[0]?.textContent?.trim() ?? "") === wanted || plain(radio.value) === wanted) radio.checked = true;
  }
  const option = options.find((one) => plain(one.text.trim()) === wanted || plain(one.value) === wanted);
  if (option) control.value = option.value;
  if (buttons.length === 0 && options.length === 0) control.value = value;
}

// Read outside a browser, for its parser alone, the module has no element to extend.
class MotcuaScan extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.addEventListener("keydown", (event) => {
      const input = event.target;
      if (event.key !== "Enter" || !(input instanceof HTMLInputElement) || !input.form) return;
      const card = readCard(input.value);
      if (card === undefined) return;
      event.preventDefault();
      const names = JSON.parse(this.dataset.fill ?? "{}");
      for (const part of PARTS) {
        if (names[part]) fill(input.form, names[part], card[part]);
      }
      input.value = "";
      const first = names.idNumber && input.form.elements.namedItem(names.idNumber);
      if (first instanceof HTMLElement) first.focus();
    });
  }
}

if (globalThis.customElements && !customElements.get("motcua-scan")) customElements.define("motcua-scan", MotcuaScan);
