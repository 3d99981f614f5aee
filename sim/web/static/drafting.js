// Drafts in a delegation's own words: paragraphs, what the model reads of them, an editor's remarks.
import { announce, h } from "./dom.js";
import { draft, drafted, forget, keep } from "./drafts.js";
import { hello, send } from "./connection.js";
import { choice, submit } from "./controls.js";
import { twice } from "./acts.js";
import { say } from "./words.js";

const PARTS = () => [["preambular", say("Preamble")], ["operative", say("Operative paragraph")], ["sub", say("Sub-paragraph (a), (b)")]];

/** The lines of a draft as they are printed: openings in italics, numbers, marks at the end. */
export function printedLines(lines, more = () => null) {
  return h("div", { class: "printed" }, h("p", { key: "organ" }, h("em", null, say("The Security Council")), ","),
    lines.map((line) => h("div", { key: line.key, class: `paragraph depth-${line.depth}` }, h("p", null, line.number ? h("span", { class: "number" }, line.number) : null, line.opening ? h("em", null, line.opening) : null, line.rest + line.end),
      h("p", { class: line.reads ? "reads" : "reads none" }, line.reads ? say("The model reads: {clause}", { clause: line.reads }) : line.depth ? say("The model does not read this.") : null), more(line))));
}

const WEIGHT = { stop: "✗", mend: "!", note: "·" };

function remarkList(list) {
  return list.length ? h("ul", { class: "remarks" }, list.map((r, i) => h("li", { key: i, class: r.weight }, h("span", { "aria-hidden": "true" }, `${WEIGHT[r.weight]} `), r.text))) : null;
}

/** One list for issue and clause: a paragraph is tied to a clause of an issue, or to none. */
function tieList(id, otherwise, more = {}) {
  const value = draft(id, otherwise);
  return h("select", { id, name: "tie", "data-focus": id, ...more, value, onchange: (e) => { keep(id, e.target.value); more.onchange?.(e); } },
    h("option", { key: "", value: "" }, say("(no clause: the model does not read it)")),
    hello().issues.map((issue) => h("optgroup", { key: issue.issue, label: issue.title }, issue.clauses.map((c, i) => h("option", { key: i, value: `${issue.issue}|${i}` }, c.wording)))));
}

const tieOf = (line) => { const issue = hello().issues.find((x) => x.issue === line.issue); return issue ? `${line.issue}|${issue.clauses.findIndex((c) => c.value === line.value)}` : ""; };

function tied(value) {
  const [issue, place] = value.split("|");
  return value ? { issue, value: hello().issues.find((x) => x.issue === issue).clauses[Number(place)].value } : { issue: "", value: null };
}

function editor(symbol, paper) {
  const key = `paper@${symbol}`;
  const at = Number(draft(`${key}-at`, 0));
  const line = paper.lines.find((x) => x.key === at);
  // The part is kept for the next paragraph; everything else is cleared.
  const part = line?.part && !drafted(`${key}.part`) ? line.part : draft(`${key}.part`, "preambular");
  const field = `${key}-text`;
  // A change counts for the words that its author saw; pressed again after a refusal, for those of now.
  const seen = line && Number(draft(`${key}-seen`, 0)) ? { seen: Number(draft(`${key}-seen`, 0)) } : {};
  const write = (form) => send({ do: "write", draft: symbol, paragraph: line?.key ?? 0, part: form.elements.part.value, text: form.elements.text.value, ...tied(form.elements.tie.value), ...seen })
    .then((answer) => { if (answer.type === "refused" && line) keep(`${key}-seen`, Number(document.body.dataset.n)); return answer; });
  const openings = hello().openings[part] ?? [];
  const begin = (e) => { if (e.target.value) keep(field, `${e.target.value} ${draft(field, line?.text ?? "")}`.trimEnd() + " "); e.target.value = ""; document.getElementById(field)?.focus(); };
  return h("form", { key, class: "change", onsubmit: (e) => submit(`${key}-`, e, write).then((r) => r?.type === "ok" && announce(say("The paragraph is in the draft"))) },
    h("h3", null, line ? say("Change a paragraph") : say("Write a paragraph")),
    h("label", { for: `${key}.part` }, say("Where it stands")), choice(`${key}.part`, PARTS(), part, { name: "part" }),
    openings.length ? [h("label", { key: "ol", for: `${key}-opening` }, say("Begin with")), h("select", { key: "o", id: `${key}-opening`, "data-focus": `${key}-opening`, value: "", onchange: begin }, h("option", { value: "" }, say("(choose an opening)")), openings.map((o) => h("option", { key: o, value: o }, o)))] : null,
    h("label", { for: field }, say("Words")), h("textarea", { id: field, name: "text", rows: 4, maxlength: hello().longest.paragraph, required: true, "data-focus": field, value: draft(field, line?.text ?? ""), oninput: (e) => keep(field, e.target.value) }),
    h("label", { for: `${key}-tie` }, say("Tied to the clause")), tieList(`${key}-tie`, line ? tieOf(line) : ""),
    h("div", { class: "row" }, h("button", { class: "primary", "data-focus": `${key}-go` }, line ? say("Change it") : say("Add it")), line ? h("button", { key: "not", type: "button", onclick: () => forget(`${key}-`) }, say("Leave it as it is")) : null));
}

function tools(symbol, paper, line, writing) {
  const id = `${symbol}-${line.key}`;
  const one = (what, label, run, name) => h("button", { key: what, type: "button", class: "small", "data-focus": `${what}-${id}`, "aria-label": name, onclick: run }, label);
  const edit = () => { forget(`paper@${symbol}-`); keep(`paper@${symbol}.part`, line.part); keep(`paper@${symbol}-at`, line.key); keep(`paper@${symbol}-seen`, Number(document.body.dataset.n)); document.getElementById(`paper@${symbol}-text`)?.focus(); };
  return [remarkList(paper.remarks.filter((r) => r.key === line.key)),
    writing ? h("div", { class: "row" }, one("edit", say("Change"), edit), one("up", "↑", () => send({ do: "shift", draft: symbol, paragraph: line.key, up: true }), say("Move up")), one("down", "↓", () => send({ do: "shift", draft: symbol, paragraph: line.key, up: false }), say("Move down")),
      twice(`strike-${id}`, say("Strike out"), say("Press again to strike it out"), () => send({ do: "strike", draft: symbol, paragraph: line.key }), { class: "small", "data-focus": `strike-${id}` })) : null];
}

const home = (symbol) => h("p", { key: "home", class: "hint" }, say("Take it home: "), ["html", "md"].map((kind, i) => [i ? " · " : "", h("a", { key: kind, href: `export/draft.${kind}?draft=${encodeURIComponent(symbol)}` }, kind === "md" ? "Markdown" : "HTML")]));

function card(symbol, paper, view, mine) {
  const settled = view.settled.includes(symbol);
  const resting = view.resting.includes(symbol);
  const writing = resting || paper.joint ? false : paper.shown ? view.consulting : view.phase === "negotiation" || view.phase === "meeting";
  const general = paper.remarks.filter((r) => !r.key);
  const table = paper.own && paper.shown && mine.orders?.some((o) => o.act === "table") && !view.meeting.order.includes(symbol) && !view.meeting.ballots.some((b) => ["proposal", "part"].includes(b.kind) && b.subject === symbol);
  return h("details", { key: symbol, class: "text", open: true, "data-focus": `paper-${symbol}` }, h("summary", null, `${symbol} `, h("small", null, paper.title)),
    paper.own && !paper.shown ? h("p", { key: "alone", class: "hint" }, say("Only your seat sees this draft.")) : null,
    paper.lines.length ? printedLines(paper.lines, (line) => tools(symbol, paper, line, writing)) : h("p", { key: "none", class: "hint" }, paper.own ? say("Nothing is written yet.") : say("This text has not been written out yet; its clauses apply.")),
    remarkList(general),
    paper.own && !paper.shown && writing ? h("div", { key: "go", class: "row" }, h("button", { type: "button", class: "primary", disabled: !paper.ready, "data-focus": `circulate-${symbol}`, onclick: () => send({ do: "circulate", draft: symbol }) }, say("Circulate it")),
      paper.ready ? null : h("small", null, paper.lines.length ? say("The points marked ✗ prevent this.") : say("Write a paragraph first."))) : null,
    table ? h("button", { key: "table", type: "button", class: "primary", "data-focus": `table-${symbol}`, onclick: () => send({ do: "act", act: "table", data: { symbol } }) }, say("Submit {draft} to the Council", { draft: symbol })) : null,
    writing ? editor(symbol, paper) : h("p", { key: "shut", class: "hint" }, settled ? say("This text was put to the vote and can no longer be changed.") : resting ? say("Discussion of the question was postponed: the text is not changed until it is taken up again.") : paper.joint && view.consulting ? say("Others submitted this text with you: change a clause, and they are asked whether they agree.") : say("The text is written in the consultations; in the meeting it is amended.")),
    paper.lines.length ? home(symbol) : null);
}

/** The drafts that a seat writes, and a form to begin one of its own. */
export function drafting(view, mine, member) {
  const papers = Object.entries(mine.papers ?? {});
  const begin = (form) => send({ do: "begin", title: form.elements.title.value });
  const own = papers.filter(([, p]) => p.own).length;
  const open = view.phase === "negotiation" || view.phase === "meeting";
  return [h("p", { key: "hint", class: "hint" }, say("Write paragraphs in your own words and tie each to a clause: simulated members respond to the clause, people respond to the words. Numbers and punctuation are added automatically.")),
    ...papers.map(([symbol, paper]) => card(symbol, paper, view, mine)),
    member && open && own < 2 ? h("form", { key: "begin", class: "change", onsubmit: (e) => submit("begin-", e, begin) }, h("h3", null, say("Begin a draft of your own")), h("label", { for: "begin-title" }, say("What it is about")),
      h("input", { id: "begin-title", name: "title", type: "text", maxlength: hello().longest.title, autocomplete: "off", "data-focus": "begin-title", value: draft("begin-title"), oninput: (e) => keep("begin-title", e.target.value) }),
      h("div", { class: "row" }, h("button", { "data-focus": "begin-go" }, say("Begin")))) : null];
}

/** For the desk: every draft that is written, each paragraph with the clause that it is tied to. */
export function ties(view, mine) {
  const papers = Object.entries(mine.papers ?? {}).filter(([, p]) => p.lines.length);
  if (!papers.length) return h("p", { class: "hint" }, say("No draft has been put into words."));
  return papers.map(([symbol, paper]) => h("details", { key: symbol, class: "text", open: true, "data-focus": `tie-${symbol}` }, h("summary", null, `${symbol} `, h("small", null, paper.shown ? paper.title : say("{title} (not circulated)", { title: paper.title }))),
    printedLines(paper.lines, (line) => [remarkList(paper.remarks.filter((r) => r.key === line.key)),
      h("label", { for: `tie@${symbol}-${line.key}` }, say("Tied to the clause")), tieList(`tie@${symbol}-${line.key}`, tieOf(line), { onchange: (e) => { const id = `tie@${symbol}-${line.key}`; send({ do: "tie", draft: symbol, paragraph: line.key, ...tied(e.target.value) }).finally(() => forget(id)); } })]),
    remarkList(paper.remarks.filter((r) => !r.key)), home(symbol)));
}
