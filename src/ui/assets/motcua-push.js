// Lets this browser be told of notices, or not any more: asks for the permission when the button is pressed, never before, fills in
// what the browser says of itself, and sends the form as any other.
const box = document.querySelector("[data-push]");
const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const show = (name) => {
  for (const part of ["on", "off", "blocked", "none"]) box.querySelector(`[data-push-${part}]`).hidden = part !== name;
};

const keyOf = (text) => {
  const plain = atob(
    text
      .replaceAll("-", "+")
      .replaceAll("_", "/")
      .padEnd(Math.ceil(text.length / 4) * 4, "="),
  );
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const hashOf = async (text) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const fill = (form, subscription) => {
  const { endpoint, keys = {} } = subscription.toJSON();
  for (const [name, value] of Object.entries({ endpoint, ...keys })) {
    const field = form.elements.namedItem(name);
    if (field !== null) field.value = value;
  }
};

/** The form is sent once the browser has said what it has to; a second press meanwhile does nothing. */
const before = (name, prepare) => {
  const form = box.querySelector(`[data-push-${name}] form`);
  let ready = false;
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      if (!(await prepare(form))) return show("blocked");
      ready = true;
      // Not before this event is over: a form does not go while it says that it goes.
      setTimeout(() => form.requestSubmit());
    } catch (_) {
      show("blocked");
    }
  });
};

if (box !== null && can) {
  const registration = await navigator.serviceWorker.ready;
  const own = await registration.pushManager.getSubscription();
  const isKnown = own !== null && (box.dataset.pushKnown || "").split(" ").includes(await hashOf(own.endpoint));
  show(Notification.permission === "denied" ? "blocked" : isKnown ? "off" : "on");
  before("on", async (form) => {
    if ((await Notification.requestPermission()) !== "granted") return false;
    const options = { userVisibleOnly: true, applicationServerKey: keyOf(box.dataset.push) };
    // A subscription under an earlier key of this installation would be refused.
    const subscribe = () => registration.pushManager.subscribe(options);
    const subscription = await subscribe().catch(async () => {
      await (await registration.pushManager.getSubscription())?.unsubscribe();
      return subscribe();
    });
    fill(form, subscription);
    return true;
  });
  before("off", async (form) => {
    const subscription = await registration.pushManager.getSubscription();
    if (subscription !== null) fill(form, subscription);
    return subscription !== null;
  });
}
