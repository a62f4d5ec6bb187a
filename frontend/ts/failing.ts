/** When something could not be sent: what happened, that nothing typed is lost, and how to go on. */

type Failure = "offline" | "signed-out" | "refused" | "gone" | "broken";

/** The form, or the link that opens one, that could not be sent. */
let failed: HTMLElement | null = null;

function banner(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-failing]");
}

export function sayFailed(failure: Failure, element: HTMLElement | null): void {
  const place = banner();
  if (!place) {
    return;
  }
  failed = element;
  place.querySelectorAll<HTMLElement>("[data-failure]").forEach((each) => {
    each.hidden = each.dataset.failure !== failure;
  });
  const again = place.querySelector<HTMLElement>("[data-try-again]");
  if (again) {
    again.hidden = failure === "gone" || !element;
  }
  place.hidden = false;
}

export function failureOf(status: number): Failure {
  switch (status) {
    case 401:
      return "signed-out";
    case 403:
      return "refused";
    case 404:
      return "gone";
    default:
      return "broken";
  }
}

/** After signing in again, forms need the token of the new session; any page of the desk carries it. */
async function renewToken(form: HTMLFormElement): Promise<void> {
  const home = document.querySelector<HTMLAnchorElement>("a.product-name")?.href ?? "/";
  const answer = await fetch(home, { credentials: "same-origin" });
  const fresh = new DOMParser()
    .parseFromString(await answer.text(), "text/html")
    .querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  const token = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  if (fresh && token) {
    token.value = fresh.value;
  }
}

async function tryAgain(): Promise<void> {
  const element = failed;
  const place = banner();
  if (!element || !place) {
    return;
  }
  try {
    if (element instanceof HTMLFormElement) {
      await renewToken(element);
      place.hidden = true;
      element.requestSubmit();
    } else {
      place.hidden = true;
      element.click();
    }
  } catch {
    sayFailed("offline", element);
  }
}

export function watchFailures(page: Document): void {
  const sent = (event: Event): HTMLElement => (event as CustomEvent).detail.elt as HTMLElement;
  page.addEventListener("htmx:sendError", (event) => sayFailed("offline", sent(event)));
  page.addEventListener("htmx:timeout", (event) => sayFailed("offline", sent(event)));
  page.addEventListener("htmx:responseError", (event) => {
    sayFailed(failureOf((event as CustomEvent).detail.xhr.status), sent(event));
  });
  // A whole page that is sent while offline would be lost with all that was typed.
  page.addEventListener(
    "submit",
    (event) => {
      if (!navigator.onLine && event.target instanceof HTMLFormElement) {
        event.preventDefault();
        event.stopImmediatePropagation();
        sayFailed("offline", event.target);
      }
    },
    true,
  );
  page.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target : null;
    if (pressed?.closest("[data-try-again]")) {
      void tryAgain();
    }
    const place = banner();
    if (place && pressed?.closest("[data-dismiss]")) {
      place.hidden = true;
      failed?.focus();
    }
  });
}
