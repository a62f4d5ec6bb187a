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
      shown.replaceChildren(...Array.from(found.childNodes));
    }
  } catch {
    // Offline: the button says so when it is pressed.
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
