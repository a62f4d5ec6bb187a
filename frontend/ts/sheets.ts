/** What is a sheet over a narrow page has its place in a wide one: it no longer lies over it. */
export function watchSheets(page: Document): void {
  if (!CSS.supports("selector(:popover-open)")) {
    return;
  }
  window.matchMedia("(min-width: 48rem)").addEventListener("change", () => {
    page.querySelectorAll<HTMLElement>(".sheet:popover-open").forEach((sheet) => sheet.hidePopover());
  });
}
