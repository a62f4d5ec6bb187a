/**
 * Residents' pages in one entry of the browser's history: each next page takes the place of the one before, so that the
 * way back from a shared telephone leads past all of them at once. Without this script every link and form works too.
 */

interface Answer {
  page: Document;
  address: string;
  status: number;
}

const FLOW = "main[data-flow]";
/** What is on its way: the same press twice is one, another one takes its place. */
let underway: { press: string; control: AbortController } | null = null;

function flowOf(page: Document): HTMLElement | null {
  return page.querySelector<HTMLElement>(FLOW);
}

async function fetchPage(address: string, options: RequestInit): Promise<Answer> {
  const answer = await fetch(address, { ...options, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // What follows "#" is kept by the browser alone.
  return { page, address: answer.redirected ? answer.url : address, status: answer.status };
}

/** What the reader needs first: a summary of errors, a message, else the heading. */
function focusFirst(): void {
  const first = document.querySelector<HTMLElement>("[data-focus]") ?? document.querySelector<HTMLElement>("main h1");
  if (first) {
    first.tabIndex = -1;
    first.focus({ preventScroll: first.tagName === "H1" });
  }
}

function show(answer: Answer): void {
  const page = answer.page;
  if (!flowOf(page)) {
    window.location.replace(answer.address);
    return;
  }
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.className = page.body.className;
  document.body.replaceChildren(...Array.from(page.body.childNodes));
  window.history.replaceState(null, "", answer.address);
  window.scrollTo(0, 0);
  focusFirst();
  document.dispatchEvent(new Event("folkmoot:shown"));
}

/** Says above the page why it stays; what was typed stays with it. */
function complain(sentence: string): void {
  const main = flowOf(document);
  const alert = document.createElement("p");
  alert.className = "alert alert-danger";
  alert.setAttribute("role", "alert");
  alert.tabIndex = -1;
  alert.dataset.complaint = "";
  alert.textContent = sentence;
  main?.querySelector("[data-complaint]")?.remove();
  main?.prepend(alert);
  alert.focus();
}

/** Takes what an address answers. A press that was refused leaves the page as it is, unless the form comes back. */
function take(answer: Answer, main: HTMLElement, isPost: boolean): void {
  if (isPost && answer.status >= 400 && !flowOf(answer.page)?.querySelector(".error-summary")) {
    const why = answer.page.querySelector("main h1 + p")?.textContent?.trim();
    complain(why || main.dataset.failed || "");
  } else {
    show(answer);
  }
}

/** Goes on to what an address answers; `press` tells one press from another. */
async function go(address: string, press: string, options: RequestInit = {}): Promise<void> {
  const main = flowOf(document);
  if (!main || underway?.press === press) {
    return;
  }
  underway?.control.abort();
  const mine = { press, control: new AbortController() };
  underway = mine;
  main.setAttribute("aria-busy", "true");
  try {
    take(await fetchPage(address, { ...options, signal: mine.control.signal }), main, options.method === "POST");
  } catch {
    if (!mine.control.signal.aborted) {
      complain((navigator.onLine ? main.dataset.failed : main.dataset.offline) ?? "");
    }
  }
  if (underway === mine) {
    underway = null;
    flowOf(document)?.removeAttribute("aria-busy");
  }
}

function filledIn(form: HTMLFormElement, button?: HTMLElement | null): FormData {
  const data = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) {
    data.append(button.name, button.value);
  }
  return data;
}

/** What is being kept right now; whoever leaves takes it back. */
const keeping = new AbortController();

/** Keeps what was typed but not sent yet, before the page goes. */
async function keepTyped(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>("form[data-kept][data-typed]");
  if (!form || keeping.signal.aborted) {
    return;
  }
  const data = filledIn(form);
  data.append("staying", "yes");
  form.removeAttribute("data-typed");
  const options = { method: "POST", body: data, credentials: "same-origin", keepalive: true } as const;
  try {
    await fetch(form.action, { ...options, signal: keeping.signal });
  } catch {
    form.setAttribute("data-typed", "");
  }
}

/** From now on nothing of this page is kept: its reader leaves at once. */
export function keepNothing(): void {
  keeping.abort();
}

function isOurs(link: HTMLAnchorElement): boolean {
  const isPlain = link.hasAttribute("download") || link.hasAttribute("data-plain") || link.hasAttribute("data-exit");
  return link.origin === window.location.origin && !link.target && !isPlain;
}

function pointTo(hash: string): void {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  target?.scrollIntoView();
  target?.focus();
}

/** The link that a plain press follows within our pages; null where the browser has to follow it. */
function followed(event: MouseEvent): HTMLAnchorElement | null {
  const pressed = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return pressed && isPlain && !event.defaultPrevented && isOurs(pressed) && flowOf(document) ? pressed : null;
}

function watchLinks(): void {
  document.addEventListener("click", (event) => {
    const link = followed(event);
    if (!link) {
      return;
    }
    event.preventDefault();
    if (link.hash && link.pathname === window.location.pathname) {
      pointTo(link.hash);
    } else {
      void keepTyped().then(() => go(link.href, link.href));
    }
  });
}

function watchForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || !flowOf(document) || !event.isTrusted) {
      return;
    }
    event.preventDefault();
    const method = form.method.toUpperCase();
    // An input named "action" would hide the property of the same name.
    const address = form.getAttribute("action") || window.location.href;
    const button = event.submitter;
    const press = `${address} ${button?.getAttribute("name") ?? ""} ${button?.getAttribute("value") ?? ""}`;
    const options = method === "POST" ? { method, body: filledIn(form, button) } : {};
    // Changing the language, for one, sends another form than the one that was typed into.
    const before = form.hasAttribute("data-kept") ? Promise.resolve() : keepTyped();
    void before.then(() => go(address, press, options));
  });
}

function watchTyping(): void {
  let wait: number | undefined;
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-kept]") : null;
    if (form && !(event.target as Element).hasAttribute("data-live")) {
      form.setAttribute("data-typed", "");
      window.clearTimeout(wait);
      wait = window.setTimeout(() => void keepTyped(), 1000);
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      void keepTyped();
    }
  });
}

export function watchFlow(): void {
  watchLinks();
  watchForms();
  watchTyping();
}
