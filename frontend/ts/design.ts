/** What only the page of the design needs: a button that opens a dialog. */
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-opens]") : null;
  const opened = button?.dataset.opens && document.getElementById(button.dataset.opens);
  if (opened instanceof HTMLDialogElement) {
    opened.showModal();
  }
});
