// Drawing: Preact compares the new nodes with the page and changes only what differs.
// What people type is not part of it: see drafts.js.
import { Fragment, h, render } from "./vendor/preact/preact.mjs";

export { h };

export const $ = (id) => document.getElementById(id);

/** Draw `nodes` into the element `id`; unchanged elements keep focus, caret and scroll position. */
export function fill(id, nodes) {
  const element = $(id);
  if (!element) return;
  const had = element.contains(document.activeElement);
  render(h(Fragment, null, nodes), element);
  // If the focused control was removed, focus the heading of its section.
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

/** Schedule `draw` once, however often it is requested. */
export function soon(draw) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; draw(); }, 16);
  };
}
