/** Forms that open on the page of a case. What was typed stays there, and the focus is never lost. */
import htmx from "htmx.org";

function linkOf(place: Element): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>(`a[data-deed="${place.id}"]`);
}

function focusIn(place: Element): void {
  const first = place.querySelector<HTMLElement>(".error-summary") ?? place.querySelector<HTMLElement>("[data-focus]");
  first?.focus();
}

function show(place: HTMLElement, isShown: boolean): void {
  place.hidden = !isShown;
  linkOf(place)?.setAttribute("aria-expanded", String(isShown));
}

/** A second press closes the form, a third one opens it as it was left. */
function toggle(event: MouseEvent, link: HTMLAnchorElement): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    // The browser opens its own page for it.
    event.stopImmediatePropagation();
    return;
  }
  const place = document.getElementById(link.dataset.deed ?? "");
  if (place?.childElementCount) {
    event.preventDefault();
    event.stopImmediatePropagation();
    show(place, Boolean(place.hidden));
    if (!place.hidden) {
      focusIn(place);
    }
  }
}

function isTyped(place: HTMLElement): boolean {
  if (place.querySelector(".error-summary")) {
    return true;
  }
  return [...place.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]), textarea")].some(
    (field) =>
      field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)
        ? field.checked !== field.defaultChecked
        : field.value !== field.defaultValue,
  );
}

/** Takes forms in which something stands out of a page that is about to be replaced. */
function takeOut(sent: Element | null): HTMLElement[] {
  const places = [...document.querySelectorAll<HTMLElement>(".deed-place")];
  const kept = places.filter((place) => isTyped(place) && !(sent && place.contains(sent)));
  kept.forEach((place) => place.remove());
  return kept;
}

function putBack(kept: HTMLElement[]): void {
  const version = document.querySelector<HTMLElement>("[data-version]")?.dataset.version ?? "";
  for (const place of kept) {
    const seen = place.querySelector<HTMLInputElement>("input[name=seen]");
    if (seen) {
      // What has changed stands on the page now.
      seen.value = version;
    }
    const successor = document.getElementById(place.id);
    if (successor) {
      successor.replaceWith(place);
    } else {
      // No longer open: sent all the same, it is answered with what was typed.
      document.querySelector(".deeds")?.append(place);
    }
    show(place, true);
  }
}

export function openDeedsInPlace(page: Document): void {
  let kept: HTMLElement[] = [];
  page.addEventListener(
    "click",
    (event) => {
      const pressed = event.target instanceof Element ? event.target : null;
      const link = pressed?.closest<HTMLAnchorElement>("a[data-deed]");
      if (link) {
        toggle(event, link);
      }
      const place = pressed?.closest("[data-close-deed]")?.closest<HTMLElement>(".deed-place");
      if (place) {
        show(place, false);
        linkOf(place)?.focus();
      }
    },
    true,
  );
  page.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent).detail;
    if (detail.shouldSwap && detail.target.id === "main") {
      kept = takeOut(detail.requestConfig.elt);
    }
  });
  page.addEventListener("htmx:afterSettle", (event) => {
    const target = (event as CustomEvent).detail.target as HTMLElement;
    if (target.classList.contains("deed-place")) {
      show(target, true);
      focusIn(target);
    } else if (target.id === "main") {
      putBack(kept);
      kept = [];
      const main = page.getElementById("main");
      (main?.querySelector<HTMLElement>("[data-focus]") ?? main)?.focus();
    }
  });
  // On paper everything is open.
  window.addEventListener("beforeprint", () => {
    page.querySelectorAll<HTMLDetailsElement>("#main details:not([open])").forEach((each) => {
      each.open = true;
      each.dataset.wasClosed = "";
    });
  });
  window.addEventListener("afterprint", () => {
    page.querySelectorAll<HTMLDetailsElement>("[data-was-closed]").forEach((each) => {
      each.open = false;
      delete each.dataset.wasClosed;
    });
  });
  htmx.config.timeout = 30_000;
}
