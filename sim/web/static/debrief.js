// The debrief: class, record and engine on one table, who turned and why, what if, questions.
import { h } from "./dom.js";
import { threeVotes } from "./horseshoe.js";
import { say } from "./words.js";

const list = (tag, items, make = (t) => t) => h(tag, null, items.map((t, i) => h("li", { key: i }, make(t))));
const part = (key, title, body) => h("div", { key }, h("h4", null, title), body);

/** What `body.texts` say of each text; the engine's reasons are folded. */
export function debriefCards(body) {
  if (!body.texts.length) return [h("p", { key: "none", class: "hint" }, say("No text was put to the vote."))];
  return body.texts.map((t) => h("article", { key: t.symbol, class: "debrief" }, h("h3", null, `${t.symbol}, ${t.title}`),
    h("div", { class: "lab" }, h("div", null, threeVotes(t), h("p", { class: "key" }, rows().map((r) => h("span", { key: r }, r)))),
      h("div", null, list("ul", t.results), t.worlds ? h("p", null, t.worlds) : null,
        t.turned.length ? part("turned", say("Who turned, and why"), list("ul", t.turned, turned)) : null,
        t.whatifs.length ? part("whatifs", say("What if"), list("ul", t.whatifs)) : null,
        t.questions.length ? part("questions", say("Talk about it"), list("ol", t.questions)) : null))));
}

const turned = (one) => [one.said, one.why.length ? h("details", { key: "why" }, h("summary", null, say("The engine's reasons for its own vote")), list("ul", one.why)) : null];

const rows = () => [say("outside: your meeting"), say("middle: the record"), say("inside: the engine's likeliest vote"), say("framed: the votes differ")];
