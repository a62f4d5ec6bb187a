/** A search that answers while one types. The word is posted, so that it stands in no address. */

const PATIENCE_MS = 250;

async function search(input: HTMLInputElement): Promise<void> {
  const typed = input.value;
  const form = input.form;
  const shown = document.getElementById(input.dataset.live ?? "");
  if (!form || !shown) {
    return;
  }
  const data = new FormData(form);
  data.append("search", "yes");
  try {
    const answer = await fetch(window.location.href, { method: "POST", body: data, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(shown.id);
    // What was typed meanwhile has its own answer on the way.
    if (answer.ok && found && input.value === typed) {
      replace(shown, found, input);
    }
  } catch {
    // Offline: the button says so when it is pressed.
  }
}

/** Whoever had gone on to an earlier answer stays with what was found before and now, or goes back to the search. */
function replace(shown: HTMLElement, found: HTMLElement, input: HTMLInputElement): void {
  const focused = shown.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  shown.replaceChildren(...Array.from(found.childNodes));
  if (focused) {
    const value = focused.getAttribute("value");
    const all = [...shown.querySelectorAll<HTMLElement>("button[value]")];
    (all.find((each) => each.getAttribute("value") === value) ?? input).focus();
  }
}

export function watchSearches(): void {
  let wait: number | undefined;
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.dataset.live && !(event as InputEvent).isComposing) {
      window.clearTimeout(wait);
      wait = window.setTimeout(() => input.value.trim() && void search(input), PATIENCE_MS);
    }
  });
}
