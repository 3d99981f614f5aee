// What somebody is typing or choosing, apart from what the server shows. A draft is deleted when its form
// was accepted, and at no other time: not when the room changes, the form goes and comes back, the
// connection is lost or the page is loaded again.

const place = document.getElementById("main")?.dataset.place ?? "";
const NAME = `council-drafts-${place}`;
let kept = new Map();
let changed = () => {};

try {
  kept = new Map(JSON.parse(sessionStorage.getItem(NAME) ?? "[]"));
} catch { /* a browser that keeps nothing between pages: drafts live as long as the page */ }

/** Have `repaint` called whenever a draft changes. */
export function onDraft(repaint) { changed = repaint; }

/** What is being typed under `key`, or `otherwise` when nothing is. */
export function draft(key, otherwise = "") {
  return kept.has(key) ? kept.get(key) : otherwise;
}

export const drafted = (key) => kept.has(key);

/** Keys that begin with `prefix`, each with what is kept under it. */
export const keptUnder = (prefix) => [...kept].filter(([key]) => key.startsWith(prefix));

/** Remember what is being typed or chosen. */
export function keep(key, value) {
  kept.set(key, value);
  store();
}

const asked = new Set();

/** Whether a question with two presses has been asked; `ask` asks it for six seconds. */
export const isAsked = (key) => asked.has(key);

export function ask(key, on = true) {
  if (on) { asked.add(key); setTimeout(() => ask(key, false), 6000); } else asked.delete(key);
  changed();
}

/** Forget the drafts whose keys begin with `prefix`. */
export function forget(prefix) {
  for (const key of [...kept.keys()]) if (key.startsWith(prefix)) kept.delete(key);
  store();
}

function store() {
  try { sessionStorage.setItem(NAME, JSON.stringify([...kept])); } catch { /* as above */ }
  changed();
}
