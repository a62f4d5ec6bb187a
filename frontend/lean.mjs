// Drops custom properties that nothing in a style sheet asks for. Tabler sets some four hundred of them on every page.

const declared = /^\s*(--[\w-]+):.*;$/gm;

/** The sheet, as sass writes it with one declaration a line, without what no `var()` of it names. */
export function withoutUnused(css) {
  const asked = new Set(Array.from(css.matchAll(/var\(\s*(--[\w-]+)/g), (found) => found[1]));
  const leaner = css.replace(declared, (line, name) => (asked.has(name) ? line : ""));
  // What only asked for another may be gone now.
  return leaner === css ? css : withoutUnused(leaner);
}
