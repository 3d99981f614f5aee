// Sliders with clauses as points, and the panels that contain them.
import { h } from "../dom.js";
import { ask, letGo, set, state, valueOf } from "./state.js";
import { clause, nameOf, scaleOf } from "./words.js";

const STEP = 0.05;
const at = (value) => `calc(0.7rem + (100% - 1.4rem) * ${value})`;

/**
 * A slider on an issue's scale. `usual` is the value that it has, null for silence; `silence` says
 * whether it can be left out; `note` is a remark under it.
 */
export function wordSlider({ path, scale, usual, silence = false, title = scale.title, note = null, put = null }) {
  const raw = valueOf(path, usual === null ? "null" : usual);
  const out = raw === "null";
  const value = out ? usual ?? nearestMiddle(scale) : Number(raw);
  const words = out ? "The text says nothing on this." : clause(scale.anchors, value);
  const moved = state.question.changes.has(path);
  const id = `n-${path}`;
  return h("div", { key: path, class: `clause${moved ? " moved" : ""}${out ? " out" : ""}` },
    h("div", { class: "clause-head" }, h("label", { for: id }, title),
      silence ? h("label", { class: "switch" }, h("input", { type: "checkbox", checked: out, "data-out": path, onchange: (e) => set(path, e.target.checked ? "null" : String(value), usual === null ? "null" : usual) }), " leave out") : null,
      moved ? h("button", { type: "button", class: "small undo-one", "aria-label": `${title}: as it was`, onclick: () => ask((q) => q.changes.delete(path)) }, "as it was") : null),
    h("div", { class: "track" },
      h("input", { id, type: "range", min: 0, max: 1, step: STEP, value, disabled: out, "data-path": path, "aria-valuetext": words,
        oninput: (e) => set(path, round(e.target.value), usual === null ? "null" : usual, path), onchange: letGo }),
      h("div", { class: "ticks", "aria-hidden": "true" }, scale.anchors.map((a) => h("span", { key: a.value, class: "tick", style: { left: at(a.value) } })),
        usual === null ? null : h("span", { class: "was", style: { left: at(usual) }, title: "unchanged" }),
        put === null || out ? null : h("span", { class: "put", style: { left: at(put) }, title: "when it is put to the vote" }))),
    h("p", { class: "words" }, words), note ? h("p", { class: "hint" }, note) : null);
}

const round = (value) => String(Math.round(Number(value) * 100) / 100);

function nearestMiddle(scale) {
  const inner = scale.anchors.filter((a) => a.value > 0 && a.value < 1);
  return inner[Math.floor(inner.length / 2)]?.value ?? 0.5;
}

/** A slider for a number without clauses. */
function plainSlider(number) {
  const value = Number(valueOf(number.path, number.value));
  const moved = state.question.changes.has(number.path);
  const id = `n-${number.path}`;
  return h("div", { key: number.path, class: `clause${moved ? " moved" : ""}` },
    h("div", { class: "clause-head" }, h("label", { for: id }, number.title),
      moved ? h("button", { type: "button", class: "small undo-one", "aria-label": `${number.title}: as it was`, onclick: () => ask((q) => q.changes.delete(number.path)) }, "as it was") : null),
    h("input", { id, type: "range", min: number.low, max: number.high, step: STEP, value, "data-path": number.path, "aria-valuetext": String(value),
      oninput: (e) => set(number.path, round(e.target.value), round(number.value), number.path), onchange: letGo }),
    h("p", { class: "words" }, `${value.toFixed(2)} on a scale from ${number.low} to ${number.high}${number.assumed ? "; assumed, without evidence" : ""}`));
}

/** The text of a draft, clause by clause. */
export function textPanel(text) {
  const put = state.central?.changed.texts[text.symbol] ?? {};
  const silent = [];
  const rows = [];
  for (const scale of state.about.scales) {
    const path = `drafts.${text.symbol}.text.${scale.issue}`;
    const usual = scale.issue in text.clauses ? text.clauses[scale.issue] : null;
    const now = valueOf(path, usual === null ? "null" : usual);
    const end = put[scale.issue];
    const differs = end !== undefined && now !== "null" && Math.abs(end - Number(now)) > 0.03;
    const row = wordSlider({ path, scale, usual, silence: true, put: differs ? end : null,
      note: differs ? `In the negotiation its sponsors change this to: ${clause(scale.anchors, end)}` : null });
    (usual === null && !state.question.changes.has(path) ? silent : rows).push(row);
  }
  return [
    h("p", { key: "who", class: "hint" }, `${text.title}. Sponsors: ${text.sponsors.map(nameOf).join(", ")}.${text.put ? "" : " It is not put to the vote."}`),
    h("div", { key: "rows" }, rows),
    silent.length ? h("details", { key: "silent", class: "fold" }, h("summary", null, `${silent.length} ${silent.length === 1 ? "matter" : "matters"} on which it says nothing`), h("div", null, silent)) : null,
    h("div", { key: "how", class: "switches" },
      text.amendable ? toggle(`drafts.${text.symbol}.may`, "Its sponsors may not change it in the negotiation", "", null) : null,
      toggle(`drafts.${text.symbol}.binding`, "Put under Chapter VII of the Charter (binding)", "true", null)),
  ];
}

/** A switch that sets or resets a word; `usual` is null if the page does not know it. */
export function toggle(path, label, on, usual) {
  const checked = usual === null ? state.question.changes.get(path) === on : String(valueOf(path, usual)) === on;
  const flip = (e) => ask((q) => {
    if (usual === null) { if (e.target.checked) q.changes.set(path, on); else q.changes.delete(path); return; }
    const value = e.target.checked ? on : on === "true" ? "false" : "true";
    if (value === String(usual)) q.changes.delete(path); else q.changes.set(path, value);
  });
  return h("label", { key: path, class: "switch-row" }, h("input", { type: "checkbox", checked, "data-switch": path, onchange: flip }), h("span", null, label));
}

/** The rules of the Council. */
export function rulesPanel() {
  const about = state.about;
  const now = valueOf("council.institution", about.institution);
  return [
    h("fieldset", { key: "law", class: "choices" }, h("legend", null, "How the Council decides"), about.institutions.map((i) =>
      h("label", { key: i.key, class: "switch-row" }, h("input", { type: "radio", name: "institution", value: i.key, checked: now === i.key, "data-institution": i.key, onchange: () => set("council.institution", i.key, about.institution) }),
        h("span", null, i.title, i.about ? h("small", null, i.about === "nothing" ? "as it is" : `replaces: ${i.about}`) : null)))),
    h("div", { key: "secret" }, toggle("council.secret_ballot", "Secret ballot: no member sees how another votes", "true", about.secret_ballot)),
    about.councils.length ? councils(about) : null,
  ];
}

/** Councils of another size: a switch each, with who sits in them. */
function councils(about) {
  const now = about.councils.some((c) => c.variant === state.question.variant) ? state.question.variant : "";
  const who = (c) => [c.permanent.length ? `permanent besides the five: ${c.permanent.join(", ")}` : "", c.others.length ? `also new: ${c.others.join(", ")}` : ""].filter(Boolean).join("; ");
  return h("fieldset", { key: "size", class: "choices" }, h("legend", null, "Who sits"), about.councils.map((c) =>
    h("label", { key: c.variant || "own", class: "switch-row" }, h("input", { type: "radio", name: "council", value: c.variant, checked: now === c.variant, "data-council": c.variant, onchange: () => ask((q) => { q.variant = c.variant; q.changes.delete("council.institution"); }) }),
      h("span", null, `${c.title}: ${c.seats} seats, ${c.quota} votes carry a proposal`, who(c) ? h("small", null, who(c)) : null))));
}

/** Outside events. */
export function eventsPanel() {
  const events = state.about.events;
  if (!events.length) return h("p", { class: "hint" }, "This case has no dated events.");
  return events.map((e) => toggle(`events.${e.key}.happens`, `${e.when.slice(0, 10)}: ${e.title}`, "true", e.happens));
}

/** The envoy's plan and the parties. */
export function planPanel() {
  const plan = state.about.plan;
  if (!plan) return h("p", { class: "hint" }, "Nobody has brought a plan in this case.");
  const gone = state.question.changes.get("plan") === "null";
  const rows = Object.entries(plan.clauses).map(([issue, value]) => wordSlider({ path: `plan.text.${issue}`, scale: scaleOf(issue), usual: value }));
  return [
    h("p", { key: "t" }, plan.title, plan.envoy ? h("small", null, ` (${plan.envoy})`) : null),
    gone ? null : h("div", { key: "rows" }, rows, plan.numbers.map(plainSlider)),
    gone ? null : plan.parties.map((p) => h("details", { key: p.key, class: "fold" }, h("summary", null, p.name), h("div", null, p.numbers.map(plainSlider)))),
  ];
}
