// What a kiosk does for whoever stands before it: speaks, takes a card from its reader, prints.

// Spoken help: only a voice that this machine has itself, so that nothing of the page goes to another host.
const speaker = document.querySelector("[data-speak]");
if (speaker !== null && "speechSynthesis" in globalThis) {
  const language = document.documentElement.lang;
  const ownVoice = () =>
    speechSynthesis.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  const offer = () => (speaker.hidden = ownVoice() === undefined);
  offer();
  speechSynthesis.addEventListener("voiceschanged", offer);
  speaker.addEventListener("click", () => {
    speechSynthesis.cancel();
    const said = Object.assign(new SpeechSynthesisUtterance(speaker.dataset.speak), {
      voice: ownVoice() ?? null,
      lang: language,
    });
    speechSynthesis.speak(said);
  });
}

// A card reader types the card and then Enter: what is typed anywhere goes to the field that waits for it.
const card = document.querySelector("[data-card] input");
if (card !== null) {
  document.addEventListener("keydown", (event) => {
    if (event.target === document.body && event.key.length === 1) card.focus();
  });
}

const paper = document.querySelector("[data-print]");
if (paper !== null) print();
