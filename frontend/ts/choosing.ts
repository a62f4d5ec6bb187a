/** Cases that are chosen in a list: how many they are, and all of a page at once. */

function boxes(page: Document): HTMLInputElement[] {
  return [...page.querySelectorAll<HTMLInputElement>("[data-rows] input[name=case]")];
}

function tell(page: Document): void {
  const bar = page.querySelector<HTMLElement>(".together-bar");
  const count = bar?.querySelector<HTMLElement>("[data-chosen-count]");
  if (!bar || !count) {
    return;
  }
  const all = boxes(page);
  const chosen = all.filter((box) => box.checked).length;
  count.dataset.some ??= count.textContent ?? "";
  const sentence = chosen ? `${count.dataset.some} ${chosen}` : (count.dataset.none ?? "");
  if (count.textContent !== sentence) {
    count.textContent = sentence;
  }
  bar.querySelectorAll("button").forEach((button) => (button.hidden = chosen === 0));
  const whole = page.querySelector<HTMLInputElement>("[data-choose-all]");
  if (whole) {
    whole.checked = chosen > 0 && chosen === all.length;
    whole.indeterminate = chosen > 0 && chosen < all.length;
  }
}

export function watchChoosing(page: Document): void {
  const whole = page.querySelector<HTMLInputElement>("[data-choose-all]");
  if (!whole) {
    return;
  }
  whole.hidden = false;
  page.addEventListener("change", (event) => {
    if (event.target === whole) {
      boxes(page).forEach((box) => (box.checked = whole.checked));
    }
    tell(page);
  });
  // The way back may bring boxes that are ticked already.
  window.addEventListener("pageshow", () => tell(page));
  tell(page);
}
