// Start of a question: an available case, or a new question on a matter with a dossier.
import { $, fill, h } from "../dom.js";
import { begin, changed, state } from "./state.js";
import { clause } from "./words.js";
import { request } from "./wire.js";

const SHELVES = { own: "Your files", "": "The case to begin with", cases: "Other cases", syria: "Earlier texts on Syria" };
const KEPT = "council-explorer-begin";
const fresh = { dossier: "", day: "", text: {}, ...kept(), sitting: null, error: null, find: "" };
fresh.sponsors = new Set(fresh.sponsors);

/** What was chosen for a new question before the page was loaded again. */
function kept() { try { return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}"); } catch { return {}; } }

function keep() {
  const { dossier, day, sponsors, text } = fresh;
  try { sessionStorage.setItem(KEPT, JSON.stringify({ dossier, day, text, sponsors: [...sponsors] })); } catch { /* kept as long as the page */ }
}

export function showBegin() {
  const box = $("begin");
  if (!box.open) box.showModal();
  draw();
  if (fresh.dossier && !fresh.sitting) look();
}

const pick = (name) => { $("begin").close(); begin({ scenario: name, variant: "", changes: new Map() }); };

function draw() {
  keep();
  const all = state.hello?.beginnings;
  if (!all) return;
  const match = (c) => `${c.title} ${c.question} ${c.day}`.toLowerCase().includes(fresh.find.toLowerCase());
  fill("begin-cases", [
    h("label", { key: "l", for: "find" }, "Find a case"), h("input", { key: "f", id: "find", type: "search", value: fresh.find, placeholder: "Syria, 2011, Kosovo …", oninput: (e) => { fresh.find = e.target.value; draw(); } }),
    ...Object.entries(SHELVES).map(([shelf, title]) => { const list = all.cases.filter((c) => c.shelf === shelf && match(c)); return list.length ? h("div", { key: shelf }, h("h3", null, title), h("ul", { class: "cases" }, list.map((c) => h("li", { key: c.name }, h("button", { type: "button", class: "case", "data-case": c.name, onclick: () => pick(c.name) }, h("strong", null, c.title), c.question ? h("span", null, c.question) : null))))) : null; }),
  ]);
  fill("begin-new", newForm(all));
}

function look() {
  fresh.error = null;
  if (!fresh.dossier || !/^\d{4}-\d{2}-\d{2}$/.test(fresh.day)) { draw(); return; }
  request("sitting", { dossier: fresh.dossier, day: fresh.day }, {
    is: (is) => { fresh.sitting = is; fresh.sponsors = new Set([...fresh.sponsors].filter((c) => is.seats.some((s) => s.code === c))); draw(); },
    error: (e) => { fresh.sitting = null; fresh.error = e; draw(); },
  });
}

function newForm(all) {
  const at = all.matters.find((m) => m.key === fresh.dossier);
  const s = fresh.sitting;
  return [
    h("label", { key: "ml", for: "matter" }, "The matter"), h("select", { key: "m", id: "matter", value: fresh.dossier, onchange: (e) => { fresh.dossier = e.target.value; fresh.text = {}; look(); } }, h("option", { value: "" }, "Choose …"), all.matters.map((m) => h("option", { key: m.key, value: m.key }, m.title))),
    at ? h("p", { key: "about", class: "hint" }, at.about) : null,
    h("label", { key: "dl", for: "day" }, "Day of the vote"), h("input", { key: "d", id: "day", type: "date", value: fresh.day, min: "1946-01-17", onchange: (e) => { fresh.day = e.target.value; look(); } }),
    fresh.error ? h("p", { key: "e", class: "error", role: "alert" }, fresh.error.what, fresh.error.remedy ? h("small", null, ` Try: ${fresh.error.remedy}`) : null) : null,
    s ? h("fieldset", { key: "who", class: "checks" }, h("legend", null, "Who brings the text (of those who sit on that day)"), h("div", { class: "seats" }, s.seats.map((x) => h("label", { key: x.code, class: "switch-row" }, h("input", { type: "checkbox", checked: fresh.sponsors.has(x.code), onchange: (e) => { if (e.target.checked) fresh.sponsors.add(x.code); else fresh.sponsors.delete(x.code); draw(); } }), h("span", null, x.name)))),
      h("p", { class: "hint" }, "Nobody chosen: the likeliest State is taken.")) : null,
    s ? h("div", { key: "text" }, h("h3", null, "What the text asks"), s.scales.map(clauseChoice)) : null,
    s ? h("button", { key: "go", type: "button", class: "primary", "data-do": "begin-new", onclick: start }, "Begin with this text") : null,
  ];
}

function clauseChoice(scale) {
  const id = `new-${scale.issue}`;
  const value = fresh.text[scale.issue];
  const stands = fresh.sitting.state[scale.issue];
  return h("div", { key: scale.issue }, h("label", { for: id }, scale.title), h("select", { id, value: value ?? "", onchange: (e) => { if (e.target.value === "") delete fresh.text[scale.issue]; else fresh.text[scale.issue] = Number(e.target.value); draw(); } },
    h("option", { value: "" }, "The text says nothing on this"), scale.anchors.map((a) => h("option", { key: a.value, value: a.value }, a.words))),
    stands === undefined ? null : h("p", { class: "hint" }, `As things stand: ${clause(scale.anchors, stands)}`));
}

function start() {
  $("begin").close();
  begin({ scenario: "", matter: { dossier: fresh.dossier, day: fresh.day, sponsors: [...fresh.sponsors], text: { ...fresh.text } }, variant: "", changes: new Map() });
  changed();
}
