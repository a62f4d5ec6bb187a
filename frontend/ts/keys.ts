/** The keyboard of the desk: single keys where nothing is being typed. They can be turned off. */

const OFF = "folkmoot-keys-off";

function isOff(): boolean {
  return window.localStorage.getItem(OFF) === "yes";
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** The link of each row of a list, in the order of the page. */
function rows(page: Document): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>("[data-rows] a.row-link")];
}

function step(page: Document, by: number): void {
  const all = rows(page);
  // A row may lead to several cases.
  const focused = page.activeElement?.closest<HTMLElement>("a.row-link");
  const current = focused ?? page.activeElement?.closest("tr, li")?.querySelector<HTMLElement>("a.row-link");
  const here = current ? all.indexOf(current) : -1;
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1)];
  next?.focus();
}

/** Closes an open list of columns or the like, and goes back to what opened it. */
function fold(page: Document): void {
  const open = page.activeElement?.closest<HTMLDetailsElement>(".dropdown-details[open], .account-menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary")?.focus();
  }
}

function open(page: Document): void {
  const focused = page.activeElement?.closest<HTMLElement>("a.row-link");
  (focused ?? rowOf(page)?.querySelector<HTMLElement>("a.row-link"))?.click();
}

function rowOf(page: Document): Element | null {
  return page.activeElement?.closest("[data-rows] tr, [data-rows] li") ?? null;
}

/** Where the letter leads stands in the list of keys. */
function go(page: Document, letter: string): void {
  const links = page.querySelectorAll<HTMLAnchorElement>("dialog#keys a[data-go]");
  [...links].find((link) => link.dataset.go === letter)?.click();
}

function help(page: Document): void {
  const dialog = page.querySelector<HTMLDialogElement>("dialog#keys");
  if (dialog && !dialog.open) {
    dialog.showModal();
  }
}

export function watchKeys(page: Document): void {
  let isGoing = false;
  const deeds: Record<string, () => void> = {
    j: () => step(page, 1),
    k: () => step(page, -1),
    o: () => open(page),
    x: () => rowOf(page)?.querySelector<HTMLElement>("input[type=checkbox]")?.click(),
    "/": () => page.querySelector<HTMLElement>("[data-search]")?.focus(),
    "?": () => help(page),
  };
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      fold(page);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || page.querySelector("dialog[open]")) {
      return;
    }
    if (isTyping(event.target) && !(event.target as HTMLElement).matches("input[type=checkbox]")) {
      return;
    }
    if (isOff() && event.key !== "?") {
      return;
    }
    if (isGoing) {
      isGoing = false;
      go(page, event.key);
      return;
    }
    if (event.key === "g") {
      isGoing = true;
      window.setTimeout(() => (isGoing = false), 1500);
      return;
    }
    const deed = deeds[event.key];
    if (deed) {
      event.preventDefault();
      deed();
    }
  });
  const button = page.querySelector<HTMLElement>("[data-keys-help]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => help(page));
  }
  const off = page.querySelector<HTMLInputElement>("[data-keys-on]");
  if (off) {
    off.checked = !isOff();
    off.addEventListener("change", () => window.localStorage.setItem(OFF, off.checked ? "no" : "yes"));
  }
}
