// The what-if of the debrief: sliders over the clauses of a text, and what the engine answers.
import { $, h } from "./dom.js";
import { draft, forget, keep } from "./drafts.js";
import { hello, send } from "./connection.js";
import { nearest } from "./controls.js";
import { OUTCOME } from "./parts.js";
import { language, say } from "./words.js";

let pending = null;
let wanted = new Map();

export function sliders(view) {
  const rows = hello().drafts.filter((d) => d.put && view.texts[d.symbol]).map((d) => h("div", { key: d.symbol }, h("h3", null, d.symbol), h("div", { class: "sliders" }, hello().issues.map((issue) => slider(d.symbol, issue, view.texts[d.symbol].find((r) => r.issue === issue.issue))))));
  return [h("p", { key: "hint", class: "hint" }, say("Change a clause of a final text. The engine runs a thousand worlds each time, with all members simulated.")), ...rows,
    h("div", { key: "back", class: "row" }, h("button", { type: "button", onclick: () => { wanted = new Map(); forget("w-"); ask(); } }, say("Back to the text as it was")))];
}

function slider(symbol, issue, row) {
  const stops = [{ value: null, wording: say("(silent)") }, ...issue.clauses];
  const id = `w-${symbol}-${issue.issue}`;
  const at = Number(draft(id, 1 + nearest(issue, row?.value)));
  const move = (e) => {
    keep(id, e.target.value);
    wanted.set(id, { draft: symbol, issue: issue.issue, value: stops[Number(e.target.value)].value });
    clearTimeout(pending);
    pending = setTimeout(ask, 350);
  };
  return h("div", { key: id }, h("label", { for: id }, issue.title),
    h("input", { type: "range", id, min: 0, max: stops.length - 1, step: 1, value: at, "aria-valuetext": stops[at].wording, "data-focus": id, oninput: move }), h("output", { for: id }, stops[at].wording));
}

async function ask() {
  $("whatif-result").setAttribute("aria-busy", "true");
  const answer = await send({ do: "whatif", changes: [...wanted.values()] });
  if (answer.type === "refused") setTimeout(ask, 800);
}

export function shares(body) {
  const bar = (share, kind) => h("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, h("rect", { class: kind, x: 0, y: 0, width: 100 * share, height: 10 }));
  const even = (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)); // halves as in Python
  const whole = (x) => (even(100 * x) / 100).toLocaleString(language, { style: "percent", maximumFractionDigits: 0 });
  const percent = (x) => (x > 0 && x <= 0.005 ? `<${whole(0.01)}` : x >= 0.995 && x < 1 ? `>${whole(0.99)}` : whole(x));
  return Object.keys(body.changed).map((symbol) => h("div", { key: symbol }, h("h3", null, symbol),
    Object.keys(OUTCOME).map((o) => [o, body.base[symbol]?.[o] ?? 0, body.changed[symbol]?.[o] ?? 0]).filter(([, was, is]) => was > 0.004 || is > 0.004).map(([o, was, is]) => [
      h("p", { key: `${o}-t`, class: "outcome" }, OUTCOME[o]),
      h("div", { key: `${o}-b`, class: "share" }, h("span", null, say("as it was")), bar(was, "b"), h("span", null, percent(was))),
      h("div", { key: `${o}-c`, class: "share" }, h("strong", null, say("with the change")), bar(is, "c"), h("strong", null, percent(is)))])));
}
