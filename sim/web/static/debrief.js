// The debrief: class, record and engine at one table, differences with reasons, what-ifs, questions.
import { h } from "./dom.js";
import { printedLines } from "./drafting.js";
import { threeVotes } from "./horseshoe.js";
import { say } from "./words.js";

const list = (tag, items, make = (t) => t) => h(tag, null, items.map((t, i) => h("li", { key: i }, make(t))));
const part = (key, title, body) => h("div", { key }, h("h4", null, title), body);

/** The section of a single player, the comparison of each text, and the drafts in words. */
export function debriefCards(body) {
  return [body.own.length ? h("article", { key: "own", class: "debrief" }, h("h3", null, say("What you did")), list("ul", body.own)) : null,
    ...(body.texts.length ? textsCompared(body) : [h("p", { key: "none", class: "hint" }, say("No text was put to the vote."))]),
    body.drafts.length ? h("article", { key: "drafts", class: "debrief" }, h("h3", null, say("In your own words")), body.drafts.map(draftInWords)) : null];
}

function draftInWords(d) {
  return h("section", { key: d.symbol }, h("h4", null, say("{symbol}, {title}", { symbol: d.symbol, title: d.title }), d.circulated ? null : ` ${say("(not circulated)")}`), h("p", { class: "hint" }, d.sponsors), printedLines(d.lines));
}

/** Each text with its three results; the engine's reasons are folded. */
function textsCompared(body) {
  return body.texts.map((t) => h("article", { key: t.symbol, class: "debrief" }, h("h3", null, `${t.symbol}, ${t.title}`),
    h("div", { class: "lab" }, h("div", null, threeVotes(t), h("p", { class: "key" }, rows().map((r) => h("span", { key: r }, r)))),
      h("div", null, list("ul", t.results), t.worlds ? h("p", null, t.worlds) : null, t.law.map((line) => h("p", { key: line }, line)),
        t.turned.length ? part("turned", say("Who turned, and why"), list("ul", t.turned, turned)) : null,
        t.whatifs.length ? part("whatifs", say("What if"), list("ul", t.whatifs)) : null,
        t.questions.length ? part("questions", say("Talk about it"), list("ol", t.questions)) : null))));
}

const turned = (one) => [one.said, one.why.length ? h("details", { key: "why" }, h("summary", null, say("The engine's reasons for its own vote")), list("ul", one.why)) : null];

const rows = () => [say("outside: your meeting"), say("middle: the record"), say("inside: the vote in the engine's central case"), say("framed: the votes differ")];
