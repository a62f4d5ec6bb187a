/** What every page does with data attributes, so that no page needs a script of its own. */

/** Asks before a form is sent or a link followed whose element, or pressed button, carries `data-confirm`. */
function askFirst(event: Event, asking: Element | null): void {
  const question = asking?.getAttribute("data-confirm");
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

export function watchPage(page: Document): void {
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
    },
    true,
  );
}
