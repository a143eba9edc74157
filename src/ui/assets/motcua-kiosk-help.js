// What a kiosk does for whoever stands before it: speaks, takes a card from its reader, prints.

// Spoken help: by a voice that this machine has itself, so that nothing of the page goes to another host; else as a sound of the
// kiosk's own server.
const speaker = document.querySelector("[data-speak]");
if (speaker !== null) {
  const language = document.documentElement.lang;
  const synthesis = globalThis.speechSynthesis;
  const sound = new Audio();
  speaker.hidden = false;
  speaker.addEventListener("click", () => {
    const voice = synthesis?.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
    if (voice === undefined) {
      sound.src = speaker.dataset.speakSound;
      sound.play().catch(() => {});
      return;
    }
    synthesis.cancel();
    synthesis.speak(Object.assign(new SpeechSynthesisUtterance(speaker.dataset.speak), { voice, lang: language }));
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
