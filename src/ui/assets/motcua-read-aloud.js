// Reads a part of the page aloud with a voice of this device, where it has one for the page's language: other voices would send the
// text to another host.
const speech = window.speechSynthesis;
const language = document.documentElement.lang || "vi";
// Long utterances are broken off by some browsers.
const MOST = 180;

function voice() {
  return speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().replace("_", "-").startsWith(language));
}

// What is shown, a paragraph or sentence at a time.
function piecesOf(selector) {
  const pieces = [];
  document.querySelectorAll(selector).forEach((part) => {
    part.innerText
      .replace(/([.;:?!])\s+/g, "$1\n")
      .split(/\n+/)
      .forEach((line) => {
        let rest = line.trim();
        while (rest.length > MOST) {
          const cut = rest.lastIndexOf(" ", MOST) > 0 ? rest.lastIndexOf(" ", MOST) : MOST;
          pieces.push(rest.slice(0, cut));
          rest = rest.slice(cut).trim();
        }
        if (rest !== "") pieces.push(rest);
      });
  });
  return pieces;
}

function offer(holder) {
  const button = holder.querySelector("button");
  const start = button.textContent;
  let reading = false;
  const stop = () => {
    reading = false;
    speech.cancel();
    button.textContent = start;
    button.setAttribute("aria-pressed", "false");
  };
  const read = (pieces) => {
    if (!reading) return;
    const piece = pieces.shift();
    if (piece === undefined) {
      stop();
      return;
    }
    const said = new SpeechSynthesisUtterance(piece);
    said.lang = language;
    said.voice = voice() || null;
    said.addEventListener("end", () => read(pieces));
    said.addEventListener("error", stop);
    speech.speak(said);
  };
  button.addEventListener("click", () => {
    if (reading) {
      stop();
      return;
    }
    reading = true;
    button.textContent = holder.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    read(piecesOf(holder.dataset.readAloud));
  });
  addEventListener("pagehide", stop);
}

if (speech !== undefined && window.SpeechSynthesisUtterance !== undefined) {
  const holders = document.querySelectorAll("[data-read-aloud]");
  holders.forEach(offer);
  const show = () => {
    const found = voice() !== undefined;
    holders.forEach((holder) => {
      holder.hidden = !found;
    });
  };
  show();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", show);
}
