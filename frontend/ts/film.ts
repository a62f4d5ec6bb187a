/** Plays the nights of a list on the map above it. Without it each night of the list is a page of its own. */

const FRAME_MS = 700;

class Film {
  private readonly nights: HTMLLIElement[];
  private readonly places: SVGElement[];
  private readonly words: string[];
  /** What each place is called, with the colon behind it: what its label says before the words of its shade. */
  private readonly names: string[];
  private readonly now: HTMLElement | null;
  private readonly slider: HTMLInputElement | null;
  private readonly button: HTMLButtonElement | null;
  private at: number;
  private timer = 0;

  constructor(private readonly film: HTMLElement) {
    this.nights = Array.from(film.querySelectorAll<HTMLLIElement>("li[data-shades]"));
    this.places = Array.from(film.querySelectorAll<SVGElement>("svg.map [data-code]:not(text)"));
    this.words = Array.from(film.querySelectorAll(".map-legend li"), (line) => line.textContent?.trim() ?? "");
    this.names = this.places.map((place) => {
      const words = this.words[Number(place.getAttribute("class")?.slice("map-".length))] ?? "";
      return (place.getAttribute("aria-label") ?? "").slice(0, -words.length || undefined);
    });
    this.now = film.querySelector<HTMLElement>("[data-film-now]");
    this.slider = film.querySelector<HTMLInputElement>("input[data-film-slider]");
    this.button = film.querySelector<HTMLButtonElement>("[data-film-play]");
    this.at = Math.max(
      0,
      this.nights.findIndex((night) => night.hasAttribute("aria-current")),
    );
  }

  begin(): void {
    this.film.querySelector("[data-film-controls]")?.removeAttribute("hidden");
    // Who asked for less motion goes night by night.
    const still = window.matchMedia("(prefers-reduced-motion: reduce)");
    const allow = () => {
      this.stop();
      this.button?.toggleAttribute("hidden", still.matches);
    };
    still.addEventListener("change", allow);
    allow();
    this.button?.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
    this.slider?.addEventListener("input", () => this.choose(Number(this.slider?.value)));
    this.film.addEventListener("click", (event) => this.follow(event));
    this.moveWays();
  }

  /** A press on a night of the list, or on the way to the one before or after. */
  private follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const wanted = link.hasAttribute("data-film-step")
      ? this.at + Number(link.dataset.filmStep)
      : this.nights.findIndex((night) => night.contains(link) && link.hasAttribute("data-night"));
    if (this.nights[wanted]) {
      event.preventDefault();
      this.choose(wanted);
    }
  }

  private play(): void {
    if (this.at === this.nights.length - 1) {
      this.show(0);
    }
    // What changes by itself is not read aloud each time.
    this.now?.setAttribute("aria-live", "off");
    this.timer = window.setInterval(() => this.show(this.at + 1), FRAME_MS);
    this.name("playing");
  }

  private stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.now?.setAttribute("aria-live", "polite");
    this.name("still");
  }

  private name(state: "playing" | "still"): void {
    if (this.button) {
      this.button.textContent = this.button.dataset[state] ?? "";
    }
  }

  private choose(wanted: number): void {
    this.stop();
    this.show(wanted);
  }

  private show(wanted: number): void {
    const night = this.nights[wanted];
    if (!night) {
      this.stop();
      return;
    }
    this.nights[this.at]?.removeAttribute("aria-current");
    night.setAttribute("aria-current", "step");
    this.at = wanted;
    this.paint(night);
    if (this.now) {
      this.now.replaceChildren(...Array.from(night.childNodes, (node) => node.cloneNode(true)));
    }
    if (this.slider) {
      this.slider.value = String(wanted);
      this.slider.setAttribute("aria-valuetext", night.querySelector("[data-night]")?.textContent ?? "");
    }
    this.moveWays();
  }

  private paint(night: HTMLLIElement): void {
    const shades = new Map((night.dataset.shades ?? "").split(" ").map((pair) => pair.split(":") as [string, string]));
    this.places.forEach((place, number) => {
      const known = shades.get(place.dataset.code ?? "");
      if (known === undefined) {
        return; // Drawn around what the film is about.
      }
      const shade = Number(known);
      const says = `${this.names[number]}${this.words[shade] ?? ""}`;
      place.setAttribute("class", `map-${shade}`);
      place.setAttribute("aria-label", says);
      place.querySelector("title")?.replaceChildren(says);
    });
  }

  /** The ways to the night before and after lead nowhere at the ends. */
  private moveWays(): void {
    for (const way of this.film.querySelectorAll<HTMLAnchorElement>("a[data-film-step]")) {
      const there = this.nights[this.at + Number(way.dataset.filmStep)]?.querySelector<HTMLAnchorElement>("a[data-night]");
      way.toggleAttribute("hidden", !there);
      if (there) {
        way.href = there.href;
      }
    }
  }
}

for (const film of document.querySelectorAll<HTMLElement>("[data-film]")) {
  new Film(film).begin();
}
