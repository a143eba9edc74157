// Prints the PDF behind a link with data-print from a frame that nobody sees, so that the page stays.
// Without this script, in a browser that shows no PDF, or where anything else comes back, the link opens as any link does.

const LONGEST_WAIT_MS = 20_000;
let frame;

/** The frame's PDF goes to the printer; false where it is no PDF, or one that this browser keeps to itself. */
function printed(shown) {
  try {
    if (shown.contentDocument?.contentType !== "application/pdf") return false;
    shown.contentWindow.focus();
    shown.contentWindow.print();
    return true;
  } catch {
    return false;
  }
}

function print(link) {
  frame?.remove();
  const shown = document.createElement("iframe");
  frame = shown;
  shown.className = "visually-hidden";
  shown.title = link.textContent.trim();
  shown.tabIndex = -1;
  link.setAttribute("aria-busy", "true");
  const end = (ok) => {
    clearTimeout(timer);
    link.removeAttribute("aria-busy");
    if (ok || frame !== shown) return;
    shown.remove();
    location.assign(link.href);
  };
  const timer = setTimeout(end, LONGEST_WAIT_MS, false);
  shown.addEventListener("load", () => end(printed(shown)), { once: true });
  shown.src = link.href;
  document.body.append(shown);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-print]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || event.defaultPrevented || !navigator.pdfViewerEnabled) return;
  event.preventDefault();
  print(link);
});
