// Tabs: arrow keys select a panel, and tabs show the number of new items.
import { $, fill, h } from "./dom.js";
import { draft, keep } from "./drafts.js";

/** Draw the tabs for `panels` ([name, label, how many are new]) and show the chosen one's section. */
export function tabs(panels) {
  const names = panels.map(([name]) => name);
  const now = names.includes(draft("tab")) ? draft("tab") : names[0];
  const go = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? names[0] : event.key === "End" ? names.at(-1) : step ? names[(names.indexOf(now) + step + names.length) % names.length] : null;
    if (!to) return;
    event.preventDefault();
    keep("tab", to);
    $(`tab-${to}`)?.focus();
  };
  fill("tabs", panels.map(([name, label, fresh]) => h("button", { key: name, type: "button", role: "tab", id: `tab-${name}`, "data-focus": `tab-${name}`, "aria-selected": String(name === now), "aria-controls": `panel-${name}`,
    tabindex: name === now ? 0 : -1, onclick: () => keep("tab", name), onkeydown: go }, label, fresh ? h("span", { class: "count" }, ` ${fresh}`) : null)));
  for (const panel of document.querySelectorAll("[role=tabpanel]")) panel.hidden = panel.id !== `panel-${now}`;
  return now;
}
