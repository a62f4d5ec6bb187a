/** What every page does with data attributes, so that no page needs a script of its own. */

/** Asks before a form is sent or a link followed whose element, or pressed button, carries `data-confirm`. */
function askFirst(event: Event, asking: Element | null): void {
  const question = asking?.getAttribute("data-confirm");
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

/** Leaves for a harmless page: the case is left too, and this page is not what the way back leads to. */
export function leaveAtOnce(page: Document, link: HTMLAnchorElement): void {
  const token = page.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  if (link.dataset.leave && token) {
    const form = new FormData();
    form.append(token.name, token.value);
    // Goes on while the page is gone already.
    navigator.sendBeacon(link.dataset.leave, form);
  }
  page.body.hidden = true;
  window.location.replace(link.href);
}

export function watchPage(page: Document): void {
  // What allauth's script says when a device does not confirm a key.
  page.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    page.querySelector<HTMLElement>("[data-passkey-failed]")?.removeAttribute("hidden");
  });
  // A summary of errors is what somebody who hears the page needs to hear first.
  page.querySelector<HTMLElement>("[data-focus]")?.focus();
  // While capturing, so that a refusal comes before htmx sends anything.
  page.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      const button = event.submitter;
      askFirst(event, button?.hasAttribute("data-confirm") ? button : form);
    },
    true,
  );
  page.addEventListener(
    "click",
    (event) => {
      const pressed = event.target instanceof Element ? event.target : null;
      askFirst(event, pressed?.closest("a[data-confirm]") ?? null);
      if (!event.defaultPrevented && pressed?.closest("[data-print]")) {
        window.print();
      }
      const exit = pressed?.closest<HTMLAnchorElement>("a[data-exit]");
      if (exit) {
        event.preventDefault();
        leaveAtOnce(page, exit);
      }
    },
    true,
  );
}
