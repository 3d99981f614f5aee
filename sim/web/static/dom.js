// Drawing: Preact compares what is drawn with what is there, and touches only what differs.
// What people type is not part of it: see drafts.js.
import { Fragment, h, render } from "./vendor/preact/preact.mjs";

export { h };

export const $ = (id) => document.getElementById(id);

/** Draw `nodes` into the element called `id`; what is the same keeps its focus, caret and scroll. */
export function fill(id, nodes) {
  const element = $(id);
  if (!element) return;
  const had = element.contains(document.activeElement);
  render(h(Fragment, null, nodes), element);
  // A control that had the focus and is gone leaves it to the heading of its section.
  if (had && document.activeElement === document.body) {
    const heading = element.closest("section")?.querySelector("h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }
}

/** Say something to screen readers, once. */
export function announce(text) {
  const live = $("live");
  if (live && live.textContent !== text) live.textContent = text;
}

/** Call `draw` soon, once for however many times it was asked for. */
export function soon(draw) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; draw(); }, 16);
  };
}
