import { keepNothing, watchFlow } from "./flow";
import { watchSearches } from "./live";
import { leaveAtOnce, watchPage } from "./page";

const ESCAPES = 3;
const WITHIN_MS = 3000;

/** The button for leaving; what follows from it is watched in page.ts. */
function watchExit(): void {
  document.addEventListener(
    "click",
    (event) => {
      if (event.target instanceof Element && event.target.closest("a[data-exit]")) {
        keepNothing();
      }
    },
    true,
  );
}

/** Pressing Escape three times leaves like the button does. */
function watchEscape(): void {
  let pressed: number[] = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) {
      return;
    }
    const now = Date.now();
    pressed = [...pressed.filter((at) => now - at < WITHIN_MS), now];
    const exit = document.querySelector<HTMLAnchorElement>("a[data-exit]");
    if (pressed.length >= ESCAPES && exit) {
      keepNothing();
      leaveAtOnce(document, exit);
    }
  });
}

/** The receipt's square leads here with the reference behind the "#", which no server sees. */
function fillReference(): void {
  const field = document.querySelector<HTMLInputElement>("input[data-from-hash]");
  const written = decodeURIComponent(window.location.hash.slice(1));
  if (field && !field.value && /^[0-9A-Z-]{9,13}$/.test(written)) {
    field.value = written;
    window.history.replaceState(null, "", window.location.pathname);
  }
}

/** Says before sending that a file is too large, so that nobody waits for nothing. */
function watchFiles(): void {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.dataset.limit && input.files) {
      const isTooLarge = Array.from(input.files).some((file) => file.size > Number(input.dataset.limit));
      input.setCustomValidity(isTooLarge ? (input.dataset.tooLarge ?? "") : "");
      input.reportValidity();
    }
  });
}

// First of all, so that nothing is kept of a page that is left.
watchExit();
watchPage(document);
watchFlow();
watchSearches();
watchEscape();
watchFiles();
fillReference();
