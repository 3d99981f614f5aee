// Details of a member: votes with reasons, aims with evidence, and numbers to set.
import { h } from "../dom.js";
import { wordSlider } from "./clauses.js";
import { ask, isChanged, state } from "./state.js";
import { percent, scaleOf, VOTES } from "./words.js";

export function memberCard(close) {
  if (!state.member) return h("p", { class: "hint" }, "Choose a member at the table to see what it wants, how we know, and why it votes as it does.");
  const card = state.card;
  if (!card || card.code !== state.member) return h("p", { class: "hint" }, "Opening …");
  return [
    h("div", { key: "head", class: "member-head" }, h("h3", null, card.name), h("button", { type: "button", class: "small", onclick: close }, "Close")),
    h("p", { key: "role", class: "hint" }, `${card.role}${card.permanent ? " · permanent member" : ""}${card.presides ? " · in the chair" : ""}`),
    chances(card), pins(card), card.votes.map((v) => reasons(v)),
    h("h4", { key: "w" }, "What it wants, the weightiest first"),
    h("p", { key: "wh", class: "hint" }, "Move a slider to suppose that it wanted something else."),
    h("div", { key: "wishes" }, card.wishes.map(wish)),
    card.companions.length ? h("p", { key: "c" }, h("small", null, `It votes most often with ${card.companions.join(", ")}.`)) : null,
  ];
}

function chances(card) {
  const a = state.answer;
  if (!a) return null;
  const rows = Object.keys(a.changed.drafts).filter((d) => a.changed.drafts[d].votes[card.code]);
  if (!rows.length) return null;
  const both = isChanged();
  return h("div", { key: "chances", class: "scroll", tabindex: 0, role: "region", "aria-label": "Its chance of each vote" }, h("table", { class: "chances" }, h("caption", null, `Its chance of each vote${both ? " (and unchanged)" : ""}`),
    h("thead", null, h("tr", null, ["Text", "In favour", "Abstains", "Against"].map((t) => h("th", { key: t, scope: "col" }, t)))),
    h("tbody", null, rows.map((d) => h("tr", { key: d }, h("th", { scope: "row" }, d), ["yes", "abstain", "no"].map((v) => {
      const was = a.unchanged.drafts[d]?.votes[card.code]?.[v];
      return h("td", { key: v }, h("strong", null, percent(a.changed.drafts[d].votes[card.code][v])), both && was !== undefined ? h("small", null, `(${percent(was)})`) : null);
    }))))));
}

const PINS = [["", "as it decides"], ["yes", "votes in favour"], ["abstain", "abstains"], ["no", "votes against"]];

/** Fixed votes on each text. */
function pins(card) {
  return h("fieldset", { key: "pins", class: "choices" }, h("legend", null, "Suppose that it …"), state.about.texts.filter((t) => t.put).map((t) => {
    const path = `pins.${card.code}.${t.symbol}`;
    const id = `pin-${t.symbol}`;
    return h("div", { key: path, class: "row" }, h("label", { for: id }, `on ${t.symbol}`), h("select", { id, "data-pin": t.symbol, value: state.question.changes.get(path) ?? "", onchange: (e) => ask((q) => { if (e.target.value) q.changes.set(path, e.target.value); else q.changes.delete(path); }) },
      PINS.map(([v, words]) => h("option", { key: v, value: v }, words))));
  }), h("p", { class: "hint" }, "All others know of it and respond, in the negotiation and at the vote."));
}

function reasons(v) {
  if (!v.reasons.length) return null;
  const most = Math.max(...v.reasons.map((r) => Math.abs(r.amount))) || 1;
  return h("details", { key: `r-${v.draft}`, class: "fold", open: v.draft === state.draft },
    h("summary", null, `Why it ${v.vote === "abstain" ? "abstains" : `votes ${VOTES[v.vote]}`} on ${v.draft} in the central world`),
    h("ul", { class: "reasons" }, v.reasons.map((r, i) => h("li", { key: i },
      h("span", { class: `weight ${r.amount >= 0 ? "for" : "against"}` }, r.amount >= 0 ? "speaks for this vote" : "speaks against it",
        h("span", { class: "amount", "aria-hidden": "true" }, h("span", { style: { width: `${Math.round((100 * Math.abs(r.amount)) / most)}%` } }))),
      h("span", null, r.words), proofs(r.proofs)))));
}

function wish(w) {
  return h("div", { key: w.issue, class: "wish" },
    wordSlider({ path: w.path, scale: scaleOf(w.issue), usual: w.usual, note: `${Math.round(100 * w.weight)} % of its attention${w.proofs.length ? "" : "; assumed: nothing is known of its wishes here"}` }),
    proofs(w.proofs));
}

function proofs(list) {
  if (!list.length) return null;
  return h("details", { class: "why" }, h("summary", null, `How we know (${list.length})`), h("ul", null, list.map((p, i) => h("li", { key: i }, h("small", null, `${p.claim} (${p.place}; ${p.grade})`)))));
}
