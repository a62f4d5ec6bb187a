/** Asks every few seconds whether somebody else changed what the page shows, and says so without moving it. */
import htmx from "htmx.org";
import { sayFailed } from "./failing";

const EVERY = 15_000; // milliseconds

async function look(page: Document): Promise<void> {
  const shown = page.querySelector<HTMLElement>("[data-changes]");
  const place = page.querySelector<HTMLElement>("[data-news]");
  if (!shown?.dataset.changes || !place || page.visibilityState !== "visible") {
    return;
  }
  const answer = await fetch(shown.dataset.changes, {
    credentials: "same-origin",
    headers: { "HX-Request": "true", "If-None-Match": shown.dataset.tag ?? "" },
  });
  if (!shown.isConnected) {
    return;
  }
  if (answer.status === 401) {
    sayFailed("signed-out", null);
  } else if (answer.status === 404) {
    sayFailed("gone", null);
  } else if (answer.status === 200) {
    say(place, await answer.text());
  }
}

function say(place: HTMLElement, news: string): void {
  // Said once: a reader of screens would hear the same sentence every few seconds.
  if (place.dataset.said !== news) {
    place.dataset.said = news;
    place.innerHTML = news;
    place.hidden = false;
    htmx.process(place);
  }
}

function forget(page: Document): void {
  const place = page.querySelector<HTMLElement>("[data-news]");
  if (place) {
    place.replaceChildren();
    place.hidden = true;
    delete place.dataset.said;
  }
}

export function watchChanges(page: Document): void {
  const ask = (): void => {
    // Offline: the next time is soon enough.
    look(page).catch(() => undefined);
  };
  window.setInterval(ask, EVERY);
  page.addEventListener("visibilitychange", ask);
  page.addEventListener("htmx:afterSwap", (event) => {
    if ((event as CustomEvent).detail.target.id === "main") {
      forget(page);
    }
  });
}
